"""The words of the catalogue and of a query: folded for comparing, with their marks kept beside for telling đất from đạt.

Design requirements: (1) the catalogue's vocabulary is small (about 1,200 syllables in 5,600 titles), so a word it does
not have is almost always a slip or an everyday word; (2) what was typed with diacritics says more than what was typed
without, and must not be held against whoever typed none. Pure: rows and synonyms are handed in.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log

from common.text import fold, nfc

LONGEST_QUERY = 200
MOST_WORDS = 16
LIGHT = 0.15  # what a word of asking weighs against one of the matter
UNHEARD = 3.0  # a word that the catalogue does not have: it cannot be found, and must not drown what can
AT_EDGE = 3  # titles in which a word of asking must stand beside its only neighbour to belong to it
_WORD = re.compile(r"[a-z0-9]+")
_SPOKEN = re.compile(r"[^\W_]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ASKING = (
    "làm xin tôi tui em mình muốn cần cho ở đâu như thế nào gì gặp thủ tục hồ sơ hỏi về là bị có không được bao nhiêu tiền "
    "mất lâu mấy ngày và của online trực tuyến với hướng dẫn cách để đi phải khi nên thì mà ạ ơi nhé giúp hộ giùm dùm vậy "
    "rồi này đó các những một qua mạng tại trên trong ai sao nào giờ nay mới"
)
# Whose matter it is; a family's words are in few titles and then beside each other ("nhận cha, mẹ, con").
_KIN = "bố ba cha mẹ má vợ chồng con cháu bé ông bà nội ngoại anh chị cô chú bác dì cậu mợ người nhà gia đình"
# Shorthand of messages has no marks of its own.
_SHORT = "k ko hok hong hông dc đc j z v a e bn ntn mk mik mn ad ak nha nhe nhi vs cx cg bik bit lm tks thanks help hoi"


_BARE = {ord(letter): fold(letter) for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isalpha() and fold(letter).isascii()}


def tokens(text: str) -> list[str]:
    """The folded words of a text: ``Đăng ký (lại)`` → dang, ky, lai."""
    # Ten times faster than taking each letter apart, and the same for what Vietnamese is written with.
    bare = nfc(text).lower().translate(_BARE)
    return _WORD.findall(bare if bare.isascii() else fold(text))


def plain(text: str) -> str:
    """The folded words with one blank between them: how titles are kept for search."""
    return " ".join(tokens(text))


@lru_cache(maxsize=20_000)
def marks(word: str) -> str:
    """A word with its marks in one spelling (hòa = hoà), "" when it has none."""
    if word.isascii():
        return ""
    split = unicodedata.normalize("NFD", word.lower())
    tone = "".join(c for c in split if c in _TONES)
    return "".join(c for c in split if c not in _TONES) + tone


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return fold(word)


def marked(text: str) -> list[tuple[str, str]]:
    """(folded, marks) of every word; marks are "" where the writer set none."""
    found = []
    for word in _SPOKEN.findall(nfc(text).lower()):
        pieces = _WORD.findall(_folded(word))
        found += [(piece, marks(word) if len(pieces) == 1 else "") for piece in pieces]
    return found


# Words of asking, not of the matter: they may be missing from a title without harm.
ASKING = frozenset(tokens(f"{_ASKING} {_SHORT}"))
_BESIDE = frozenset(tokens(_KIN))
# What a title has of grammar alone; "sao" asks in a query and copies in a title.
_GRAMMAR = frozenset(tokens("của và các những cho về tại trong theo đối với khi do là được thủ tục"))
_ASKING_MARKS = frozenset(mark for _word, mark in marked(f"{_ASKING} {_KIN}") if mark)


@dataclass(frozen=True)
class Query:
    """What was typed: folded words, the marks that some of them had, and which of them only ask."""

    words: tuple[str, ...]
    marks: Mapping[str, str]
    asking: frozenset[str]
    spoken: Mapping[str, str] = field(default_factory=dict)
    """The words with marks as they were typed."""

    @classmethod
    def of(cls, text: str) -> "Query":
        """Read a query; what is longer than ``LONGEST_QUERY`` or ``MOST_WORDS`` is cut."""
        pairs = marked(text[:LONGEST_QUERY])[:MOST_WORDS]
        light = ASKING | _BESIDE
        asking = frozenset(word for word, mark in pairs if word in light and (not mark or mark in _ASKING_MARKS))
        spoken = {_folded(word): word for word in _SPOKEN.findall(nfc(text[:LONGEST_QUERY]).lower()) if not word.isascii()}
        marks = {word: mark for word, mark in pairs if mark and word in spoken}
        return cls(tuple(word for word, _mark in pairs), marks, asking, spoken)


@dataclass(frozen=True)
class Everyday:
    """An everyday phrase: its words' marks, and what the catalogue says instead, in one or several ways."""

    marks: tuple[str, ...]
    meanings: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Lexicon:
    """The words of the catalogue. ``titles`` counts titles a word stands in, ``pairs`` how often two stand side by side (0 in
    papers and keywords), ``near`` leads from a word with letters left out to the words it may have been."""

    total: int
    titles: Mapping[str, int]
    known: frozenset[str]
    pairs: Mapping[tuple[str, str], int]
    near: Mapping[str, tuple[str, ...]] = field(repr=False)
    rarity: Mapping[str, float] = field(repr=False)
    light: Mapping[str, float] = field(repr=False)
    """``rarity`` with hardly anything for those of grammar: how a title's own words are weighed."""
    synonyms: Mapping[tuple[str, ...], Everyday] = field(default_factory=dict)
    longest_synonym: int = 0
    elsewhere: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Everyday phrase → where it is done, when not here."""

    def weight(self, word: str) -> float:
        """How much finding this word says: rare words more."""
        return self.rarity.get(word, UNHEARD)

    def matter(self, words: Sequence[str], asking: frozenset[str] = ASKING) -> list[str]:
        """The words without those of asking; one that belongs to its neighbours stays ("người có công", "hành nghề dược")."""
        kept = []
        for before, word, after in zip(("", *words), words, (*words[1:], ""), strict=False):
            if word not in asking or (not {before, after} & asking and self._belongs(before, word, after)):
                kept.append(word)
        return kept or list(words)

    def _belongs(self, before: str, word: str, after: str) -> bool:
        left, right = self.pairs.get((before, word), -1), self.pairs.get((word, after), -1)
        if before and after:
            return left >= 0 and right >= 0
        return max(left, right) >= AT_EDGE

    def with_synonyms(self, synonyms: Mapping[str, str]) -> "Lexicon":
        """The same catalogue with other everyday words: what a search would find after a change."""
        meanings = everyday(synonyms)
        phrases = [*meanings, *(way for each in meanings.values() for way in each.meanings)]
        known = self.known.union(*phrases) if phrases else self.known
        pairs = dict(self.pairs)
        for phrase in phrases:
            for pair in zip(phrase, phrase[1:], strict=False):
                pairs.setdefault(pair, 0)
        return replace(self, known=known, pairs=pairs, synonyms=meanings, longest_synonym=max(map(len, meanings), default=0))


def everyday(synonyms: Mapping[str, str]) -> dict[tuple[str, ...], Everyday]:
    """Phrase → meaning (several parted by semicolons), by the phrase's folded words."""
    found: dict[tuple[str, ...], Everyday] = {}
    for phrase, means in synonyms.items():
        words = marked(phrase)
        ways = tuple(dict.fromkeys(tuple(tokens(way)) for way in means.split(";") if tokens(way)))
        if words and ways:
            found[tuple(word for word, _mark in words)] = Everyday(tuple(mark for _word, mark in words), ways)
    return found


def build(
    titles: Iterable[str], texts: Iterable[str], synonyms: Mapping[str, str], elsewhere: Mapping[str, str] | None = None
) -> Lexicon:
    """Make a lexicon from folded titles and folded texts (words parted by blanks), everyday phrase → meaning and → where."""
    counts: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    total = 0
    for title in titles:
        words = title.split()
        total += 1
        counts.update(set(words))
        pairs.update(zip(words, words[1:], strict=False))
    known = set(counts)
    for text in texts:
        words = text.split()
        known.update(words)
        for pair in zip(words, words[1:], strict=False):
            pairs.setdefault(pair, 0)
    near: dict[str, set[str]] = defaultdict(set)
    for word in known:
        for form in shortened(word):
            near[form].add(word)
    frozen = {form: tuple(sorted(words)) for form, words in near.items()}
    rarity = {word: log(1 + (total + 1) / (1 + counts.get(word, 0))) for word in known}
    light = {word: weight * LIGHT if word in _GRAMMAR else weight for word, weight in rarity.items()}
    afar = {tuple(tokens(phrase)): where for phrase, where in (elsewhere or {}).items()}
    return Lexicon(total, counts, frozenset(known), pairs, frozen, rarity, light, elsewhere=afar).with_synonyms(synonyms)


def shortened(word: str) -> set[str]:
    """The word and what is left when one letter is missing: two words that share one are a slip apart."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}

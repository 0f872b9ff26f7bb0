"""What a query means: words without diacritics, slips corrected against the catalogue's own words, everyday words replaced.

Design requirements: (1) the catalogue's vocabulary is small (about 1,200 syllables in 5,600 titles), so a word it does
not have is almost always a slip or an everyday word; (2) a correction is only made towards words that stand beside each
other somewhere in the catalogue; (3) what was typed stays known, so that a page can say what it understood.
Pure: the lexicon is handed in.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from common.text import fold

LONGEST_QUERY = 200
MOST_WORDS = 16
_WORD = re.compile(r"[a-z0-9]+")
# Words of asking, not of the matter: they may be missing from a title without harm.
ASKING = frozenset(
    _WORD.findall(
        "lam xin toi muon can cho o dau nhu the nao gi gap thu tuc ho so hoi ve la bi co khong k ko dc duoc j z a bn bao nhieu "
        "tien mat may ngay va cua online voi huong dan cach de"
    )
)
_TELEX = (("dd", "d"), ("aa", "a"), ("aw", "a"), ("ee", "e"), ("oo", "o"), ("ow", "o"), ("uw", "u"))
_TELEX_TONE = re.compile(r"^([a-z]*[aeiouy][a-z]*?)[sfrxj]$")


def tokens(text: str) -> list[str]:
    """The folded words of a text: ``Đăng ký (lại)`` → dang, ky, lai."""
    return _WORD.findall(fold(text))


def plain(text: str) -> str:
    """The folded words with one blank between them: how titles are kept for search."""
    return " ".join(tokens(text))


@dataclass(frozen=True)
class Lexicon:
    """The words of the catalogue. ``titles`` counts titles a word stands in, ``known`` holds every word and ``pairs``
    every two neighbours; ``near`` leads from a word with letters left out to the words it may have been."""

    total: int
    titles: Mapping[str, int]
    known: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    near: Mapping[str, tuple[str, ...]] = field(repr=False)
    synonyms: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    longest_synonym: int = 0

    def weight(self, word: str) -> float:
        """How much finding this word says: rare words more, words of asking hardly anything."""
        rarity = log(1 + (self.total + 1) / (1 + self.titles.get(word, 0)))
        return rarity * (0.15 if word in ASKING else 1.0)

    def matter(self, words: Sequence[str]) -> list[str]:
        """The words without those of asking; one that belongs between its neighbours stays ("người có công")."""
        kept = []
        for before, word, after in zip(("", *words), words, (*words[1:], ""), strict=False):
            if word not in ASKING or ((before, word) in self.pairs and (word, after) in self.pairs):
                kept.append(word)
        return kept or list(words)


@dataclass(frozen=True)
class Reading:
    """One way to read a query: its words, and how far it is trusted (1 as typed)."""

    words: tuple[str, ...]
    trust: float


def build(titles: Iterable[str], texts: Iterable[str], synonyms: Mapping[str, str]) -> Lexicon:
    """Make a lexicon from folded titles and folded texts (words parted by blanks) and everyday phrase → meaning."""
    counts: Counter[str] = Counter()
    known: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    total = 0
    for title in titles:
        words = title.split()
        total += 1
        counts.update(set(words))
        pairs.update(zip(words, words[1:], strict=False))
    known.update(counts)
    meanings = {tuple(tokens(phrase)): tuple(tokens(means)) for phrase, means in synonyms.items()}
    for phrase in (*(tuple(text.split()) for text in texts), *meanings, *meanings.values()):
        known.update(phrase)
        pairs.update(zip(phrase, phrase[1:], strict=False))
    near: dict[str, set[str]] = defaultdict(set)
    for word in known:
        for form in _shortened(word):
            near[form].add(word)
    frozen = {form: tuple(sorted(words)) for form, words in near.items()}
    return Lexicon(total, counts, frozenset(known), frozenset(pairs), frozen, meanings, max(map(len, meanings), default=0))


def _shortened(word: str) -> set[str]:
    """The word and what is left when one letter is missing: two words that share one are a slip apart."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def readings(query: str, lexicon: Lexicon, *, bold: bool = False) -> list[Reading]:
    """Ways to read a query, the most literal first. ``bold`` also doubts known words that fit none of their neighbours."""
    typed = tokens(query[:LONGEST_QUERY])[:MOST_WORDS]
    corrected = correct(typed, lexicon, bold=bold)
    ways = [Reading(corrected, 1.0)]
    for words in (corrected, tuple(typed)):
        replaced, whole = _replace(words, lexicon)
        if replaced != words and all(replaced != way.words for way in ways):
            ways.append(Reading(replaced, 0.98))
            if whole:
                # The whole query is an everyday name: what the catalogue calls it comes before what it looks like.
                ways[0] = Reading(corrected, 0.8)
    return ways


def _replace(words: Sequence[str], lexicon: Lexicon) -> tuple[tuple[str, ...], bool]:
    """Put the catalogue's words for everyday phrases, longest first; also whether nothing but asking was left beside."""
    out: list[str] = []
    left = 0
    index = 0
    while index < len(words):
        for length in range(min(lexicon.longest_synonym, len(words) - index), 0, -1):
            meaning = lexicon.synonyms.get(tuple(words[index : index + length]))
            if meaning is not None:
                # "khai sinh" means "đăng ký khai sinh", also to whoever typed the whole of it.
                out += [word for word in meaning if word not in out]
                index += length
                break
        else:
            left += words[index] not in ASKING
            if words[index] not in out:
                out.append(words[index])
            index += 1
    return tuple(out), left == 0


def correct(typed: Sequence[str], lexicon: Lexicon, *, bold: bool = False) -> tuple[str, ...]:
    """The words with slips mended; a word that nothing explains stays as it is."""
    out: list[str] = []
    for index, word in enumerate(typed):
        before = out[-1] if out else ""
        after = typed[index + 1] if index + 1 < len(typed) else ""
        out += _mend(word, before, after, lexicon, bold=bold)
    return tuple(out)


def _mend(word: str, before: str, after: str, lexicon: Lexicon, *, bold: bool) -> list[str]:
    known = word in lexicon.known or word in ASKING or word.isdigit()
    fits = _fit(word, before, after, lexicon)
    if known and (fits or not bold or not (before or after)):
        return [word]
    guesses: dict[tuple[str, ...], float] = {(w,): 1.0 for w in _slips(word, lexicon)}
    guesses |= {(w,): 0.5 for w in _spellings(word) if w in lexicon.known}
    if not known:
        guesses |= dict.fromkeys(_apart(word, lexicon), 0.6)
    if not guesses:
        return [word]
    ranked = sorted(
        guesses,
        key=lambda g: (-_fit(g[0], before, after if len(g) == 1 else "", lexicon), guesses[g], -lexicon.titles.get(g[0], 0), g),
    )
    best = ranked[0]
    if (before or after) and len(best) == 1 and not _fit(best[0], before, after, lexicon):
        return [word]
    return list(best)


def _fit(word: str, before: str, after: str, lexicon: Lexicon) -> int:
    """How many of its neighbours the word stands beside somewhere in the catalogue."""
    return ((before, word) in lexicon.pairs) + ((word, after) in lexicon.pairs)


def _slips(word: str, lexicon: Lexicon) -> set[str]:
    """Known words one slip away: a letter left out, put in, changed, or two swapped. Words of one letter are left alone."""
    if len(word) < 2:
        return set()
    found = {near for form in _shortened(word) for near in lexicon.near.get(form, ())}
    return {w for w in found if len(w) > 1 and _one_slip(word, w)} - {word}


def _one_slip(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        return len(wrong) == 1 or swapped
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _spellings(word: str) -> set[str]:
    """Other spellings of the same word: i for y (ki, ký), and keys of the Telex method that were not turned into marks."""
    found = set()
    if word.endswith("i"):
        found.add(word[:-1] + "y")
    elif word.endswith("y"):
        found.add(word[:-1] + "i")
    raw = word
    if match := _TELEX_TONE.match(raw):
        raw = match[1]
    for keys, letter in _TELEX:
        raw = raw.replace(keys, letter)
    found |= {raw, raw.replace("w", "u"), raw.replace("w", "")}
    return found - {word, ""}


def _apart(word: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Two known neighbours written as one: khaisinh → khai sinh."""
    halves = ((word[:i], word[i:]) for i in range(2, len(word) - 1))
    return [half for half in halves if half in lexicon.pairs]

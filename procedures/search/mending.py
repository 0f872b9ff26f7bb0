"""Mending a query's slips: the cheapest way through what each word may have been, given what stands beside it.

A correction is only worth its cost where it brings words together that stand beside each other in the catalogue.
"""

import re
from collections.abc import Sequence

from procedures.search.words import Lexicon, Query, shortened

UNKNOWN, STRANGERS, LOOSE, SELDOM = 2.2, 1.0, 0.2, 0.5
_SHORTHAND, _SPELLING, _SOUND, _SLIP, _APART, _NUMBER, _DOUBT = -0.1, 0.35, 0.7, 1.0, 0.4, 0.35, 0.0
STRAIN = 0.25
_MOST_GUESSES = 12
_TELEX = (("dd", "d"), ("aa", "a"), ("aw", "a"), ("ee", "e"), ("oo", "o"), ("ow", "o"), ("uw", "u"))
_TELEX_TONE = re.compile(r"^([a-z]*[aeiouy][a-z]*?)[sfrxj]$")
_DIGITS = re.compile(r"\d+")
# Letters that many write for each other because they sound alike or are the shorthand of messages.
_STARTS = (
    ("ch", "tr"), ("tr", "ch"), ("d", "gi"), ("gi", "d"), ("r", "d"), ("d", "r"), ("r", "gi"), ("z", "d"), ("z", "gi"),
    ("j", "gi"), ("f", "ph"), ("w", "qu"), ("k", "c"), ("c", "k"), ("c", "qu"), ("k", "kh"), ("ng", "ngh"), ("ngh", "ng"),
    ("g", "gh"), ("q", "qu"), ("v", "d"),
)  # fmt: skip
_ENDS = (("k", "ch"), ("h", "nh"), ("g", "ng"), ("n", "ng"), ("c", "ch"), ("p", "ph"))
_NUMBERS = {
    "1": "mot", "2": "hai", "3": "ba", "4": "bon", "5": "nam", "6": "sau", "7": "bay", "8": "tam", "9": "chin", "10": "muoi",
}  # fmt: skip

Option = tuple[tuple[str, ...], float]


def mend(query: Query, lexicon: Lexicon, *, bold: bool = False) -> tuple[str, ...]:
    """The words with slips mended; a word that nothing explains stays as it is. ``bold`` doubts known words too."""
    if not query.words:
        return ()
    paths: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for word in query.words:
        options = _options(word, query, lexicon, bold=bold)
        paths = [min(_extended(paths, pieces, cost, query, lexicon)) for pieces, cost in options]
    return min(paths)[1]


def strained(words: Sequence[str], query: Query, lexicon: Lexicon) -> bool:
    """Whether some neighbours of the words never stand side by side in the catalogue."""
    return any(_beside(a, b, query, lexicon) >= STRAIN for a, b in zip(words, words[1:], strict=False))


def _extended(
    paths: list[tuple[float, tuple[str, ...]]], pieces: tuple[str, ...], cost: float, query: Query, lexicon: Lexicon
) -> list[tuple[float, tuple[str, ...]]]:
    return [
        (so_far + cost + (_beside(words[-1], pieces[0], query, lexicon) if words else 0.0), (*words, *pieces))
        for so_far, words in paths
    ]


def _beside(a: str, b: str, query: Query, lexicon: Lexicon) -> float:
    together = lexicon.pairs.get((a, b))
    if together is not None:
        # Beside each other in one paper's name is little; in a hundred titles it is the language of the catalogue.
        return SELDOM / (1 + together)
    if a in query.asking or b in query.asking or a.isdigit() or b.isdigit():
        return LOOSE
    return STRANGERS


def _options(word: str, query: Query, lexicon: Lexicon, *, bold: bool) -> list[Option]:
    """What the word may have been, with what believing so costs."""
    if word in query.asking:
        return [((word,), 0.0)]
    known = word in lexicon.known
    if word.isdigit():
        return [((word,), 0.0), *(((spelt,), _NUMBER) for spelt in [_NUMBERS.get(word)] if spelt in lexicon.known)]
    found: dict[tuple[str, ...], float] = {(word,): 0.0 if known else UNKNOWN}
    doubt = _DOUBT if known else 0.0
    for spelt in _spellings(word):
        if spelt in lexicon.known:
            found.setdefault((spelt,), _SPELLING)
    if word not in lexicon.titles and (short := lexicon.synonyms.get((word,))):
        # Shorthand of one word (gplx, oto) is a way to spell it.
        found |= dict.fromkeys(short.meanings, _SHORTHAND)
    if known and not bold:
        return list(found.items())
    for spelt in _alike(word):
        if spelt in lexicon.known:
            found.setdefault((spelt,), _SOUND + doubt)
    slips = sorted(_slips(word, lexicon), key=lambda w: (-lexicon.titles.get(w, 0), w))
    for spelt in slips[:_MOST_GUESSES]:
        # Words that begin as they were typed are likelier, and so are words of many titles.
        odd = 0.15 if spelt[0] != word[0] else 0.0
        found.setdefault((spelt,), _SLIP + doubt + odd - min(0.1, lexicon.titles.get(spelt, 0) / 10_000))
    if not known:
        for pieces in _apart(word, lexicon):
            found.setdefault(pieces, _APART + 0.1 * len(pieces))
    return list(found.items())


def _slips(word: str, lexicon: Lexicon) -> set[str]:
    """Known words one slip away: a letter left out, put in, changed, or two swapped. Words of one letter are left alone."""
    if len(word) < 2:
        return set()
    found = {near for form in shortened(word) for near in lexicon.near.get(form, ())}
    return {w for w in found if len(w) > 1 and one_slip(word, w)} - {word}


def one_slip(a: str, b: str) -> bool:
    """Whether two words are one slip of the finger apart."""
    if abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        return len(wrong) == 1 or swapped
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _spellings(word: str) -> set[str]:
    """Other spellings of the same word: i for y (ki, ký), and keys of Telex or VNI that were not turned into marks."""
    found = set()
    if word.endswith("i"):
        found.add(word[:-1] + "y")
    elif word.endswith("y"):
        found.add(word[:-1] + "i")
    raw = _DIGITS.sub("", word)
    found.add(raw)
    if match := _TELEX_TONE.match(raw):
        raw = match[1]
    for keys, letter in _TELEX:
        raw = raw.replace(keys, letter)
    found |= {raw, raw.replace("w", "u"), raw.replace("w", "")}
    return found - {word, ""}


def _alike(word: str) -> set[str]:
    """Words that sound like it, or its letters in the shorthand of messages (fường, zấy, thik)."""
    found = {new + word[len(old) :] for old, new in _STARTS if word.startswith(old)}
    found |= {word[: -len(old)] + new for old, new in _ENDS if word.endswith(old)}
    return found - {word}


def _apart(word: str, lexicon: Lexicon) -> list[tuple[str, ...]]:
    """Known neighbours written as one: khaisinh → khai sinh, giayphepxaydung → giay phep xay dung."""
    if not 4 <= len(word) <= 40:
        return []
    ways: list[list[tuple[str, ...]]] = [[] for _ in range(len(word) + 1)]
    ways[0].append(())
    for end in range(2, len(word) + 1):
        for start in range(max(0, end - 7), end - 1):
            piece = word[start:end]
            if piece in lexicon.known:
                ways[end] += [(*way, piece) for way in ways[start] if not way or (way[-1], piece) in lexicon.pairs]
        ways[end] = sorted(ways[end], key=len)[:4]
    return [way for way in ways[-1] if len(way) > 1]

"""How well a title answers a query: a score from 0 to 1 from the words found, their order, and how little else there is.

Pure; the weights were set on the 5,670 national titles (docs/adr/0009-search.md has the figures).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from common.text import nfc
from procedures.search.words import ASKING, Lexicon, Reading

_FOUND, _ORDER, _ALONE, _FIRST, _MARKS = 0.5, 0.2, 0.2, 0.06, 0.04
_IN_TEXT = 0.45  # a word that stands in the keywords or papers only, against one in the title
_SKIP = ("thu", "tuc")  # a title may begin with "Thủ tục" without saying anything


@dataclass(frozen=True)
class Candidate:
    """A row that shares words with the query; ``folded_title`` and ``folded_text`` are words parted by blanks."""

    code: str
    title: str
    folded_title: str
    folded_text: str


def score(candidate: Candidate, ways: Sequence[Reading], lexicon: Lexicon, *, typed: str) -> float:
    """The best score over the ways to read the query, each taken down by how far it is trusted."""
    title = candidate.folded_title.split()
    if tuple(title[:2]) == _SKIP:
        title = title[2:]
    text = set(candidate.folded_text.split())
    best = max((way.trust * _one(way.words, title, text, lexicon) for way in ways), default=0.0)
    return round(min(1.0, best + _MARKS * _marks(typed, candidate.title)), 4)


def _one(words: Sequence[str], title: Sequence[str], text: set[str], lexicon: Lexicon) -> float:
    places = {word: place for place, word in reversed(list(enumerate(title)))}
    asked = {word: lexicon.weight(word) for word in words}
    whole = sum(asked.values()) or 1.0
    in_title = [word for word in asked if word in places]
    found = sum(asked[w] for w in in_title) + _IN_TEXT * sum(asked[w] for w in asked if w not in places and w in text)
    if not found:
        return 0.0
    matter = lexicon.matter(words)
    pairs = list(zip(matter, matter[1:], strict=False))
    neighbours = set(zip(title, title[1:], strict=False))
    order = sum(pair in neighbours for pair in pairs) / len(pairs) if pairs else float(bool(in_title))
    alone = sum(asked[w] for w in in_title) / (sum(lexicon.weight(w) for w in set(title)) or 1.0)
    first = 1 / (1 + min((places[w] for w in in_title if w not in ASKING), default=20) / 6)
    share = found / whole
    return _FOUND * share + share * (_ORDER * order + _ALONE * min(1.0, alone) + _FIRST * first)


def _marks(typed: str, title: str) -> float:
    """The share of the query's accented words that stand in the title exactly so: đất is not đạt. 1 when none has marks."""
    accented = [w for w in nfc(typed).lower().split() if not w.isascii()]
    if not accented:
        return 1.0
    words = set(nfc(title).lower().replace(",", " ").replace("(", " ").replace(")", " ").split())
    return sum(w in words for w in accented) / len(accented)

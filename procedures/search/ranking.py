"""How well a title answers a query: a score from 0 to 1 from the words found, their order, and how little else there is.

Pure; the weights were set on the 5,670 national titles (docs/adr/0009-search.md has the figures).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from procedures.search.reading import Reading, Readings
from procedures.search.words import ASKING, LIGHT, UNHEARD, Lexicon, marked

FOUND, ORDER, ALONE, FIRST = 0.5, 0.21, 0.21, 0.08
BESIDE = 0.6  # a word beside an everyday phrase, against one of the phrase
TAIL = 0.35  # a title's words after its head (cases, conditions), against those of the head
TURN_ASKED = 1.5  # such a word in the query, against any other
TURNED = 2.5  # a word that turns a procedure into another one and was not asked for, against any other
# Getting a thing again, changed, longer, back: others than getting it.
TURNS = frozenset(
    ["lai", "doi", "gia", "han", "hoi", "chinh", "sua", "dut", "huy", "xoa", "ngung", "dung", "thoi", "bo", "tra", "giam"]
)
IN_TEXT = 0.55  # a word that stands in the keywords or papers only, against one in the title
OTHER_MARKS = 0.7  # a word whose marks in the title are others than those typed
STANDING = 0.08  # how far who a procedure is for, and whose it is, moves its score
ENGLISH_ASKING = frozenset(
    ["a", "an", "the", "of", "for", "to", "from", "in", "on", "and", "or", "how", "get", "my", "i", "apply"]
)
_SKIP = ("thu", "tuc")  # a title may begin with "Thủ tục" without saying anything


@dataclass(frozen=True)
class Candidate:
    """A row that shares words with the query; ``folded_title`` and ``folded_text`` are words parted by blanks, ``head`` the
    number of the title's words before its first bracket, ``standing`` from 0 to 100, ``english`` the folded English names, one a
    line (services/index.py)."""

    code: str
    title: str
    folded_title: str
    folded_text: str
    head: int
    standing: int
    english: str = ""


@dataclass(frozen=True)
class _Asked:
    """A reading made ready: its words with their weights, the words of its matter side by side."""

    weights: dict[str, float]
    whole: float
    pairs: tuple[tuple[str, str], ...]
    trust: float


class Ranking:
    """Scores rows for one query."""

    def __init__(self, readings: Readings, lexicon: Lexicon) -> None:
        self._light = lexicon.light
        self._query = readings.query
        self._asked = [_asked(way, readings, lexicon) for way in readings.ways]
        # A word that no title has may be English: only then are English names looked at.
        typed = frozenset(readings.query.words)
        self._english = typed - ENGLISH_ASKING if any(word not in lexicon.titles for word in typed) else frozenset()

    def score(self, row: Candidate) -> tuple[float, float]:
        """(score, covered): the best score over the ways to read the query, each taken down by how far it is trusted, and the
        share of what was asked that the row has anywhere under that reading; both 0 to 1.
        """
        title = row.folded_title.split()
        head = row.head or len(title)
        if tuple(title[:2]) == _SKIP:
            title, head = title[2:], head - 2
        places = {word: place for place, word in reversed(list(enumerate(title)))}
        own = self._own_weight(places, head)
        wrong = self._otherwise_marked(row.title, places) if self._query.marks else frozenset()
        spoken, text = f" {row.folded_title} ", None
        best = covered = 0.0
        for asked in self._asked:
            found, in_title, first = 0.0, [], 20
            for word, weight in asked.weights.items():
                place = places.get(word)
                if place is not None:
                    in_title.append(word)
                    found += weight * OTHER_MARKS if word in wrong else weight
                    if place < first and word not in ASKING:
                        first = place
                else:
                    text = text or frozenset(row.folded_text.split())
                    found += weight * IN_TEXT if word in text else 0.0
            if found:
                order = _order(asked.pairs, spoken, places) if asked.pairs else float(bool(in_title))
                alone = self._alone(places, head, in_title, own)
                share = found / asked.whole
                score = asked.trust * share * (FOUND + ORDER * order + ALONE * alone + FIRST / (1 + first / 6))
                if score > best:
                    best, covered = score, share
        if self._english and row.english:
            named = _in_english(self._english, row.english)
            if named > best:
                best, covered = named, 1.0
        return round(min(1.0, best * (1 - STANDING + STANDING * row.standing / 100)), 4), round(covered, 4)

    def _own_weight(self, places: Mapping[str, int], head: int) -> float:
        """What a title weighs that nobody asked for: what turns it into another matter more, what follows its head little."""
        light, own = self._light, 0.0
        for word, place in places.items():
            weight = light.get(word, UNHEARD)
            own += (weight * TURNED if word in TURNS else weight) if place < head else weight * TAIL
        return own

    def _alone(self, places: Mapping[str, int], head: int, in_title: Sequence[str], own: float) -> float:
        """The share of the title's own weight that was asked for."""
        light, asked = self._light, 0.0
        for word in in_title:
            weight = light.get(word, UNHEARD)
            if places[word] < head:
                asked += weight
                own += weight - (weight * TURNED if word in TURNS else weight)
            else:
                own -= weight * TAIL
        return asked / own if own > 0 else 0.0

    def _otherwise_marked(self, title: str, places: Mapping[str, int]) -> frozenset[str]:
        """The words that stand in the title only with other marks than were typed: đất is not đạt."""
        written = title.lower()
        doubtful = {
            word: mark for word, mark in self._query.marks.items() if word in places and self._query.spoken[word] not in written
        }
        if not doubtful:
            return frozenset()
        there = set(marked(title))
        return frozenset(word for word, mark in doubtful.items() if (word, mark) not in there)


def _in_english(asked: frozenset[str], names: str) -> float:
    """How well the closest English name answers: all of it found, and little else in the name; nothing for half a match."""
    best = 0.0
    for name in names.split("\n"):
        words = set(name.split()) - ENGLISH_ASKING
        both = len(asked & words)
        if 2 * both > len(asked):
            best = max(best, both / len(asked) * (FOUND + ORDER + (ALONE + FIRST) * both / len(words)))
    return best


def _asked(way: Reading, readings: Readings, lexicon: Lexicon) -> _Asked:
    matter = lexicon.matter(way.words, readings.query.asking)
    kept = set(matter)
    weights = {
        word: lexicon.weight(word)
        * (1.0 if word in kept else LIGHT)
        * (TURN_ASKED if word in TURNS else BESIDE if word in way.beside else 1.0)
        for word in way.words
    }
    return _Asked(weights, sum(weights.values()) or 1.0, tuple(zip(matter, matter[1:], strict=False)), way.trust)


def _order(pairs: Sequence[tuple[str, str]], spoken: str, places: Mapping[str, int]) -> float:
    """The share of the query's neighbours that are neighbours in the title; half for those that only stand near."""
    order = 0.0
    for a, b in pairs:
        if a in places and b in places:
            if f" {a} {b} " in spoken:
                order += 1.0
            elif 0 < places[b] - places[a] <= 3:
                order += 0.5
    return order / len(pairs)

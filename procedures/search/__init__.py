"""Finding a procedure by what people type: without diacritics, misspelt, in everyday words, or by its code.

Words first, rows second: the query is read against the catalogue's lexicon (``reading``, ``mending``), PostgreSQL's full
text finds the rows that share its words (``candidates``), and ``ranking`` orders those in Python. docs/adr/0009-search.md.
"""

import re
from dataclasses import dataclass, replace

from procedures.search import candidates
from procedures.search import lexicon as lexicons
from procedures.search.filters import Filters
from procedures.search.ranking import Ranking
from procedures.search.reading import Readings, completed, read
from procedures.search.words import ASKING, LONGEST_QUERY, Lexicon, Query

__all__ = ["ASKING", "LONGEST_QUERY", "Answer", "Filters", "Hit", "Lexicon", "elsewhere", "find", "search", "suggest"]

EVERYTHING = Filters()
LEAST_SCORE = 0.25
GOOD, FAIR, ENOUGH = 0.68, 0.5, 10
AGAIN = 0.85  # the second procedure of one name stands behind other names
_CODE = re.compile(r"\s*(\d)[.,\s]?(\d{3,6})(?:[.\s].*)?$")


@dataclass(frozen=True)
class Hit:
    """One procedure found; ``score`` and ``covered`` (the share of what was asked that it has) from 0 to 1; ``pk``: its id."""

    code: str
    name: str
    score: float
    pk: int = 0
    covered: float = 1.0


@dataclass(frozen=True)
class Answer:
    """What was found and how the query was read: ``corrected`` is the mended query, or "" when nothing was mended."""

    hits: tuple[Hit, ...]
    corrected: str = ""


def search(query: str, limit: int = 10, agency: str | None = None) -> list[Hit]:
    """Listed procedures for a query, best first, ties by code; ``agency`` keeps those that it receives or handles.

    Two or three queries, two more after a publication; [] for a query without a letter or digit.
    """
    return list(find(query, limit=limit, filters=Filters(agency=agency or "")).hits)


def find(query: str, *, limit: int = 10, filters: Filters = EVERYTHING, lexicon: Lexicon | None = None) -> Answer:
    """As ``search``, with how the query was read; ``lexicon`` other than the current one tries other everyday words."""
    if by_code := _by_code(query, limit, filters):
        return Answer(by_code)
    words = Query.of(query)
    if not words.words:
        return Answer(())
    lexicon = lexicon or lexicons.current()
    return _answer(read(words, lexicon), lexicon, filters, limit)


def suggest(begun: str, *, limit: int = 6) -> Answer:
    """As ``find`` for a query that is still being typed: its last word may be unfinished. Same number of queries."""
    if by_code := _by_code(begun, limit, EVERYTHING):
        return Answer(by_code)
    words = Query.of(begun)
    if not words.words:
        return Answer(())
    lexicon = lexicons.current()
    return _answer(completed(words, lexicon), lexicon, EVERYTHING, limit)


def elsewhere(query: str) -> str:
    """Where a need is met that the catalogue holds nothing for, "" where nobody has said. One query, three more cold."""
    lexicon = lexicons.current()
    words = Query.of(query).words
    spans = [words[a:b] for a in range(len(words)) for b in range(a + 1, len(words) + 1)]
    known = [span for span in spans if span in lexicon.elsewhere]
    return lexicon.elsewhere[max(known, key=len)] if known else ""


def _by_code(query: str, limit: int, filters: Filters) -> tuple[Hit, ...]:
    """Codes may come without their dot, or with a province's tail (``2.000815.000.00.00.H38``, domain.md §2.3)."""
    match = _CODE.match(query)
    if match is None:
        return ()
    code = f"{match[1]}.{match[2]}"
    return tuple(
        Hit(found, title, 1.0 if found == code else 0.9, pk) for found, title, pk in candidates.by_code(code, filters, limit)
    )


def _answer(readings: Readings, lexicon: Lexicon, filters: Filters, limit: int) -> Answer:
    ranking = Ranking(readings, lexicon)
    hits: dict[str, Hit] = {}
    titles: dict[str, str] = {}
    for rows in candidates.by_questions(readings, lexicon, filters, max(limit, candidates.MOST)):
        for row, pk in rows:
            if row.code not in hits:
                score, covered = ranking.score(row)
                hits[row.code] = Hit(row.code, row.title, score, pk, covered)
                titles[row.code] = row.folded_title
        # The loose question costs more and brings less: it is not asked once something good was found, or enough that is fair.
        best = max((hit.score for hit in hits.values()), default=0.0)
        if best >= GOOD or (best >= FAIR and len(hits) >= ENOUGH):
            break
    ordered = _each_name_once([hit for hit in hits.values() if hit.score >= LEAST_SCORE], titles)[:limit]
    return Answer(tuple(ordered), _corrected(readings, titles[ordered[0].code]) if ordered else "")


def _each_name_once(hits: list[Hit], titles: dict[str, str]) -> list[Hit]:
    """Best first, ties by code; a name that was shown already (provinces copy each other's) stands further down."""
    shown: set[str] = set()
    ordered = []
    for hit in sorted(hits, key=_best_first):
        title = titles[hit.code]
        ordered.append(replace(hit, score=round(hit.score * AGAIN, 4)) if title in shown else hit)
        shown.add(title)
    return sorted(ordered, key=_best_first)


def _best_first(hit: Hit) -> tuple[float, str]:
    return -hit.score, hit.code


def _corrected(readings: Readings, best_title: str) -> str:
    """The query as it was read, where that differs in more than ``ki`` for ``ky``: with the words that the best title has."""
    title = set(best_title.split())
    read_as = max((readings.mended, readings.doubted), key=lambda words: len(title.intersection(words)))
    shown, typed = " ".join(read_as), " ".join(readings.query.words)
    return shown if shown.replace("y", "i") != typed.replace("y", "i") else ""

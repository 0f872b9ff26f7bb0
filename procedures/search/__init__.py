"""Finding a procedure by what people type: without diacritics, misspelt, in everyday words, or by its code.

Words first, rows second: the query is read against the catalogue's lexicon (``words``), PostgreSQL's full text finds at
most ``MOST_CANDIDATES`` rows that share them, and ``ranking`` orders those in Python. See docs/adr/0009-search.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from procedures.models import Procedure
from procedures.search import lexicon as lexicons
from procedures.search.ranking import Candidate, score
from procedures.search.words import ASKING, LONGEST_QUERY, Lexicon, Reading, readings, tokens

__all__ = ["ASKING", "LONGEST_QUERY", "Answer", "Hit", "find", "search"]

MOST_CANDIDATES = 200
ENOUGH = 10
LEAST_SCORE = 0.2
_SURE, _GOOD = 0.55, 0.8
_CODE = re.compile(r"\s*(\d)[.,\s]?(\d{3,6})(?:[.\s].*)?$")
_ROWS = (
    "SELECT c.code, e.title, e.folded_title, e.folded_text FROM procedures_searchentry e "
    "JOIN procedures_procedure c ON c.id = e.procedure_id, to_tsquery('simple', %s) q WHERE e.vector @@ q {where} "
    "ORDER BY ts_rank(e.vector, q) DESC, c.code LIMIT %s"
)
_AT_AGENCY = (
    "AND EXISTS (SELECT 1 FROM procedures_offering o JOIN agencies_agency a ON a.id IN (o.receiving_id, o.handling_id) "
    "WHERE o.procedure_id = c.id AND a.code = %s AND o.valid_from <= current_date "
    "AND (o.valid_to IS NULL OR o.valid_to > current_date))"
)


@dataclass(frozen=True)
class Hit:
    """One procedure found; ``score`` from 0 to 1."""

    code: str
    name: str
    score: float


@dataclass(frozen=True)
class Answer:
    """What was found and how the query was read: ``corrected`` is the mended query, or "" when nothing was mended."""

    hits: tuple[Hit, ...]
    corrected: str = ""


def search(query: str, limit: int = 10, agency: str | None = None) -> list[Hit]:
    """Published procedures for a query, best first, ties by code; ``agency`` keeps those that it receives or handles.

    Two to five queries, three more after a publication; [] for a query without a letter or digit.
    """
    return list(find(query, limit=limit, agency=agency).hits)


def find(query: str, *, limit: int = 10, agency: str | None = None) -> Answer:
    """As ``search``, with how the query was read. Same number of queries."""
    if by_code := _by_code(query, limit, agency):
        return Answer(by_code)
    lexicon = lexicons.current()
    ways = readings(query, lexicon)
    hits = _ranked(query, ways, lexicon, limit, agency)
    if not hits or hits[0].score < _SURE:
        # Nothing fits well: doubt also words that the catalogue knows but never beside these neighbours.
        bolder = readings(query, lexicon, bold=True)
        again = _ranked(query, bolder, lexicon, limit, agency) if bolder != ways else ()
        if again and (not hits or again[0].score > hits[0].score):
            hits, ways = again, bolder
    typed = tuple(tokens(query))
    mended = ways[0].words if ways and hits else typed
    return Answer(tuple(hits), "" if mended[: len(typed)] == typed[: len(mended)] else " ".join(mended))


def _by_code(query: str, limit: int, agency: str | None) -> tuple[Hit, ...]:
    """Codes may come without their dot, or with a province's tail (``2.000815.000.00.00.H38``, domain.md §2.3)."""
    match = _CODE.match(query)
    if match is None:
        return ()
    code = f"{match[1]}.{match[2]}"
    found = Procedure.objects.filter(code__startswith=code, search_entry__isnull=False)
    if agency:
        found = found.filter(offerings__receiving__code=agency) | found.filter(offerings__handling__code=agency)
    rows = found.distinct().order_by("code").values_list("code", "search_entry__title")[:limit]
    return tuple(Hit(row[0], row[1], 1.0 if row[0] == code else 0.9) for row in rows)


def _ranked(query: str, ways: Sequence[Reading], lexicon: Lexicon, limit: int, agency: str | None) -> tuple[Hit, ...]:
    hits: dict[str, Hit] = {}
    for asked in _questions(ways, lexicon):
        for row in _candidates(asked, agency):
            if row.code not in hits:
                hits[row.code] = Hit(row.code, row.title, score(row, ways, lexicon, typed=query))
        # Looser questions cost more and bring less: they are not asked once something good or many things were found.
        if len(hits) >= ENOUGH or any(hit.score >= _GOOD for hit in hits.values()):
            break
    good = [hit for hit in hits.values() if hit.score >= LEAST_SCORE]
    return tuple(sorted(good, key=lambda hit: (-hit.score, hit.code))[:limit])


def _questions(ways: Sequence[Reading], lexicon: Lexicon) -> list[str]:
    """Full-text questions from strict to loose: every word, all but one, any but the commonest."""
    matters = []
    for way in ways:
        known = [w for w in dict.fromkeys(way.words) if w in lexicon.known]
        matters.append(lexicon.matter(known))
    matters = [words for words in matters if words]
    strict = {" & ".join(words) for words in matters}
    loose = {" & ".join(w for w in words if w != left) for words in matters if len(words) > 2 for left in words}
    rare = {word for words in matters for word in sorted(words, key=lexicon.weight, reverse=True)[: max(1, len(words) - 1)]}
    return list(dict.fromkeys(_either(group) for group in (strict, loose, rare) if group))


def _either(group: set[str]) -> str:
    return " | ".join(f"({question})" for question in sorted(group))


def _candidates(question: str, agency: str | None) -> list[Candidate]:
    with connection.cursor() as cursor:
        where, extra = (_AT_AGENCY, [agency]) if agency else ("", [])
        cursor.execute(_ROWS.format(where=where), [question, *extra, MOST_CANDIDATES])
        return [Candidate(*row) for row in cursor.fetchall()]

"""What PostgreSQL is asked: rows that share words with the query, at most ``MOST`` of them, from strict to loose."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from django.db import connection

from procedures.models import SearchEntry
from procedures.search.filters import Filters, Value, question
from procedures.search.ranking import Candidate
from procedures.search.reading import Reading, Readings
from procedures.search.words import Lexicon

MOST = 100
RAREST = 4  # of a query's words: the others are too common to look for
RARE = 60  # a word of at most so many titles is looked for alone
COMMON = 550  # two words are looked for together when one of them stands in at most so many titles
_ROWS = (
    "SELECT e.code, e.title, e.folded_title, e.folded_text, e.head, e.standing, e.english, e.procedure_id "
    "FROM procedures_searchentry e "
    "WHERE e.{column} @@ %s::tsquery {where} ORDER BY {order} e.head, e.code LIMIT %s"
)
_BY_CODE = (
    "SELECT e.code, e.title, e.procedure_id FROM procedures_searchentry e WHERE e.code LIKE %s {where} ORDER BY e.code LIMIT %s"
)
_ALL_OF = (
    "SELECT e.code, e.title, e.procedure_id FROM procedures_searchentry e JOIN procedures_procedure p ON p.id = e.procedure_id "
    "WHERE TRUE {where} ORDER BY p.popularity DESC, e.standing DESC, e.code OFFSET %s LIMIT %s"
)
_NUMBER_OF = "SELECT count(*) FROM procedures_searchentry e WHERE TRUE {where}"
# In titles the shortest come first; where papers and keywords are searched too, those with the most words in the title.
_LOOSELY = "ts_rank('{0.05, 0.3, 0.5, 1}', e.vector, %s::tsquery) DESC,"


def by_questions(readings: Readings, lexicon: Lexicon, filters: Filters, most: int) -> Iterator[list[tuple[Candidate, int]]]:
    """Rows with their procedure's id, question by question, the strict one first; the caller stops when it has enough."""
    matters = [known for way in readings.ways for known in _asked_for(way, readings, lexicon)]
    if not matters:
        return
    yield _rows("title_vector", "", _either({_all(words) for words in matters}), filters, most)
    loose = {part for words in matters for part in _loosely(words, lexicon)}
    if loose:
        yield _rows("vector", _LOOSELY, _either(loose), filters, most)


def _asked_for(way: Reading, readings: Readings, lexicon: Lexicon) -> Iterator[list[str]]:
    """The words to look for: those of the matter, and those of an everyday phrase without what stood beside it."""
    known = [word for word in dict.fromkeys(way.words) if word in lexicon.known]
    words = lexicon.matter(known, readings.query.asking)
    if len(words) == 1 and lexicon.titles.get(words[0], 0) > COMMON:
        words = known  # "nhận cha cho con": one word that a tenth of all titles have finds nothing
    if words:
        yield words
    phrase = [word for word in words if word not in way.beside]
    if way.beside and len(phrase) > 1:
        yield phrase


def by_code(code: str, filters: Filters, most: int) -> list[tuple[str, str, int]]:
    """Listed procedures whose code begins so: (code, title, id). One query."""
    where, values = filters.sql()
    return _asked(_BY_CODE.format(where=where), [f"{code}%", *values, most])


def all_of(filters: Filters, first: int, most: int) -> list[tuple[str, str, int]]:
    """Listed procedures under filters alone, most used first: (code, title, id). One query."""
    where, values = filters.sql()
    return _asked(_ALL_OF.format(where=where), [*values, first, most])


def number_of(filters: Filters) -> int:
    """How many listed procedures the filters leave. One query."""
    where, values = filters.sql()
    return int(_asked(_NUMBER_OF.format(where=where), values)[0][0])


def counts(filters: Filters, ids: list[int] | None) -> dict[str, list[Value]]:
    """Every filter's values with how many each would leave, the fullest first. One query."""
    found: dict[str, list[Value]] = {}
    for name, code, words, total in _asked(*question(filters, ids)):
        found.setdefault(name, []).append(Value(code, words, total))
    return {name: sorted(rows, key=lambda row: (-row.total, row.name, row.code)) for name, rows in found.items()}


def facts(ids: list[int]) -> dict[int, tuple[str, list[str], str]]:
    """Field's name, levels and service level of some procedures, by id. One query."""
    rows = SearchEntry.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "field_name", "levels", "service_level")
    return {pk: (field, levels, service) for pk, field, levels, service in rows}


def _rows(column: str, order: str, asked: str, filters: Filters, most: int) -> list[tuple[Candidate, int]]:
    where, values = filters.sql()
    given = [asked, *values, *([asked] if order else []), most]
    return [(Candidate(*row[:-1]), row[-1]) for row in _asked(_ROWS.format(column=column, where=where, order=order), given)]


def _asked(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _loosely(words: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """Two of the rarest words, or one that hardly any title has: common words alone say nothing and cost much."""
    rarest = sorted(words, key=lambda word: (-lexicon.weight(word), word))[:RAREST]
    pairs: list[Sequence[str]] = [pair for pair in combinations(rarest, 2) if lexicon.titles.get(pair[0], 0) <= COMMON]
    yield from (_all(part) for part in pairs or [rarest[:3]] if len(part) > 1)
    yield from (_all([word]) for word in rarest if lexicon.titles.get(word, 0) <= RARE)


def _all(words: Sequence[str]) -> str:
    # Words are letters and digits only (words.tokens), so quoting them is enough.
    return " & ".join(f"'{word}'" for word in words)


def _either(parts: set[str]) -> str:
    return " | ".join(f"({part})" for part in sorted(parts))

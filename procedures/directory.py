"""The catalogue as one list: every listed procedure with what A–Z, fields and the sitemap need of it.

Thousands of titles fit into the memory of a process and change only with a publication, so a page of a list is cut out of
this list instead of being asked from the database (which has no Vietnamese order anyway: common/text.py).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache

from common import clock
from common.text import fold, sort_key
from procedures import alphabet, selectors
from procedures.models import Field, Procedure, ProcedureVersion

SORTED_BY = 80  # characters of a title; beyond them titles differ by their code
MOST_HEADS = 15
FEWEST_UNDER_HEAD = 8


@dataclass(frozen=True, slots=True)
class Title:
    """A listed procedure: ``field`` is its field's code, ``changed`` when its version came into the catalogue."""

    code: str
    name: str
    field: str
    changed: datetime


@dataclass(frozen=True)
class Directory:
    """All titles in alphabetical order, and the names of the fields (code → name) that hold any."""

    titles: tuple[Title, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def letters(self) -> dict[str, list[Title]]:
        """Letter → its titles, in the alphabet's order; letters without a title are left out."""
        found: dict[str, list[Title]] = defaultdict(list)
        for title in self.titles:
            found[alphabet.letter(title.name)].append(title)
        return {letter: found[letter] for letter in (*alphabet.LETTERS, alphabet.OTHER) if letter in found}

    @cached_property
    def fields(self) -> dict[str, list[Title]]:
        """Field's code → its titles."""
        found: dict[str, list[Title]] = defaultdict(list)
        for title in self.titles:
            found[title.field].append(title)
        return dict(found)

    @cached_property
    def codes(self) -> dict[str, Title]:
        """Every title by its code."""
        return {title.code: title for title in self.titles}

    def holding(self, codes: Iterable[str]) -> list[Title]:
        """The titles of those codes, in this list's order; codes that are not listed are left out."""
        wanted = set(codes)
        return [title for title in self.titles if title.code in wanted]


def read(on: date | None = None) -> Directory:
    """The whole list as it stands on a day (today), by the rule of ``selectors.listed``. Three queries.

    That rule is applied here and not in the query: nested in it, it is planned by the statistics of the tables, and those lag
    behind just when thousands of procedures were imported.
    """
    day = on or clock.today()
    shown = ProcedureVersion.objects.filter(publication__status__in=selectors.SHOWN)
    shown = shown.exclude(procedure__kind=Procedure.Kind.INTERNAL).order_by("procedure__code")
    copies = Procedure.objects.filter(replaces_from__lte=day, publications__status__in=selectors.SHOWN)
    replaced = set(copies.order_by("code").values_list("replaces__code", flat=True))
    columns = ("procedure__code", "name", "procedure__field__code", "created_at")
    titles = [Title(*row) for row in shown.values_list(*columns) if row[0] not in replaced]
    titles.sort(key=lambda title: (_order(title.name), title.code))
    held = {title.field for title in titles}
    names = dict(Field.objects.order_by("code").values_list("code", "name"))
    return Directory(tuple(titles), {code: name for code, name in names.items() if code in held})


def heads(titles: Iterable[Title]) -> list[tuple[str, int]]:
    """The commonest beginnings of some titles with their numbers, in alphabetical order; few or rare ones are left out."""
    counted = Counter(alphabet.head(title.name) for title in titles)
    most = [(head, number) for head, number in counted.most_common(MOST_HEADS) if number >= FEWEST_UNDER_HEAD]
    return sorted(most, key=lambda pair: sort_key(pair[0]))


def beginning(titles: Iterable[Title], head: str) -> list[Title]:
    """Those that begin with these words."""
    return [title for title in titles if alphabet.head(title.name) == head]


def containing(titles: Iterable[Title], query: str) -> list[Title]:
    """Those whose name or code holds every word of the query, diacritics or not: narrowing a list, not searching."""
    words = fold(query).split()
    return [title for title in titles if all(word in _folded(title.name) or word in title.code for word in words)]


def fields_in_order(directory: Directory) -> list[tuple[str, str, int]]:
    """(code, name, number of procedures) of every field that holds any, by name."""
    rows = [(code, name, len(directory.fields[code])) for code, name in directory.names.items()]
    return sorted(rows, key=lambda row: (sort_key(row[1]), row[0]))


@lru_cache(maxsize=100_000)
def _order(name: str) -> str:
    return sort_key(alphabet.bare(name)[:SORTED_BY])


@lru_cache(maxsize=100_000)
def _folded(name: str) -> str:
    return fold(name)

"""A content as the rules read it: the wrong shape counts as not there, so that half a draft can be looked at."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from common.text import fold
from deadlines import limits as legal_limits
from eforms import building
from procedures.bases import BasisStanding
from workflow.limits import BadLimit, Size, parse

_MENTIONED = re.compile(r"(?<!ngay )\b0*(\d+(?:[.,]\d+)?)\s*(?:\([^)]*\)\s*)?(ngay lam viec|gio lam viec|ngay|thang)\b")
_UNITS = {"ngay lam viec": "wd", "gio lam viec": "h", "ngay": "d", "thang": "mo"}


@dataclass(frozen=True)
class Looked:
    """The content with what is known beside it. Every method takes what is there and leaves out what cannot be read.

    ``held``: the roles held where the procedure is offered (``selectors.roles_held``); empty: not asked.
    ``known``: the codes of procedures in force, which sub-dossiers may name; None: not asked.
    """

    content: Mapping[str, Any]
    bases: Mapping[str, BasisStanding]
    today: date
    held: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    known: Collection[str] | None = None

    def text(self, name: str) -> str:
        """A text part, "" where there is none."""
        value = self.content.get(name)
        return value.strip() if isinstance(value, str) else ""

    def words(self, name: str) -> list[tuple[str, str]]:
        """(path, text) of a list of texts; steps may be ``{name, text}``."""
        return [(f"{name}/{index}", spoken(item)) for index, item in enumerate(self._list(name)) if spoken(item)]

    def rows(self, name: str) -> list[tuple[str, Mapping[str, Any]]]:
        """(path, row) of a list of documents, the path by key or code where the row has one."""
        return [(f"{name}/{key_of(row, index)}", row) for index, row in enumerate(self._list(name)) if isinstance(row, Mapping)]

    def part(self, name: str) -> Mapping[str, Any]:
        """A part that is a document, empty where there is none."""
        value = self.content.get(name)
        return value if isinstance(value, Mapping) else {}

    def _list(self, name: str) -> list[Any]:
        value = self.content.get(name)
        return value if isinstance(value, list) else []

    @cached_property
    def name(self) -> str:
        """The procedure's name."""
        value = self.part("names").get("vi")
        return value.strip() if isinstance(value, str) else ""

    @cached_property
    def limit(self) -> str:
        """The computed limit, "" where there is none that can be read."""
        return limit_of(self.part("limit"))

    @cached_property
    def forms(self) -> list[tuple[str, str, Mapping[str, Any]]]:
        """(path, whose, document) of the e-form and those that cases have of their own."""
        found = [("form", "", self.part("form"))]
        found += [
            (f"{path}/form", quoted(case), case["form"]) for path, case in self.cases if isinstance(case.get("form"), Mapping)
        ]
        return [(path, whose, form) for path, whose, form in found if form.get("components")]

    @cached_property
    def cases(self) -> list[tuple[str, Mapping[str, Any]]]:
        """The cases (trường hợp)."""
        return self.rows("cases")

    @cached_property
    def questions(self) -> Mapping[str, building.Question]:
        """The questions of all e-forms by path, with their choices."""
        found: dict[str, building.Question] = {}
        for _path, _whose, form in self.forms:
            found |= questions_of(form)
        return found


@lru_cache(maxsize=512)
def folded(text: str) -> str:
    """Lower case without diacritics; several rules ask it of the same long text."""
    return fold(text)


def questions_of(form: Mapping[str, Any]) -> dict[str, building.Question]:
    """The questions of an e-form; none where it cannot be read (its own findings say why)."""
    try:
        return dict(building.questions(dict(form)))
    except (TypeError, ValueError, AttributeError, KeyError):
        return {}


def entries(row: Mapping[str, Any], name: str) -> list[Any]:
    """A list inside a row, empty where there is none."""
    value = row.get(name)
    return value if isinstance(value, list) else []


def key_of(row: Mapping[str, Any], index: int) -> str:
    """What a path calls a row: its key, its code, its place."""
    return str(row.get("key") or row.get("code") or index)


def spoken(item: Any) -> str:
    """The text of an entry that is a text or ``{name?, text}``."""
    if isinstance(item, Mapping):
        item = item.get("text") or item.get("name")
    return item.strip() if isinstance(item, str) else ""


def name_of(row: Mapping[str, Any]) -> str:
    """What a row is called."""
    return str(row.get("name") or row.get("title") or row.get("code") or row.get("key") or "").strip()


def quoted(row: Mapping[str, Any]) -> str:
    """The same in quotation marks, short enough for a sentence."""
    name = name_of(row)
    return f"“{name if len(name) <= 80 else name[:79] + '…'}”"


def limit_of(row: Mapping[str, Any]) -> str:
    """The limit text of ``{value, …}``, "" where it cannot be read."""
    value = row.get("value") if isinstance(row, Mapping) else None
    return value if isinstance(value, str) and size(value) is not None else ""


def size(limit: str) -> Size | None:
    """A limit taken apart, ``None`` when nobody can read it."""
    try:
        return parse("same-day@00:00" if limit == "same-day" else limit)
    except BadLimit:
        return None


def hours(limit: str) -> float:
    """The working hours of a limit, nought where nobody can read it."""
    found = size(limit)
    return float(found.hours) if found else 0.0


def same(one: str, other: str) -> bool:
    """Whether two limits promise the same; a day's work and "trong ngày" do, 10 days and 10 working days do not."""
    first, second = size(one), size(other)
    if first is None or second is None:
        return one == other
    if (first.count, first.unit) == (second.count, second.unit):
        return True
    if {first.count, second.count} == {1} and "same-day" in (first.unit, second.unit):
        return True
    return first.hours == second.hours and {first.unit, second.unit} <= {"wd", "h", "same-day"}


def longer(one: str, other: str) -> bool:
    """Whether the first limit is the longer one."""
    return hours(one) > hours(other) > 0


def limit_words(limit: str) -> str:
    """7wd → "7 ngày làm việc"."""
    try:
        return legal_limits.parse(limit).text
    except legal_limits.BadLimit:
        return limit


def mentioned(text: str) -> Iterator[str]:
    """The limits that a text names: "07 ngày làm việc" → 7wd; "trong ngày" → same-day."""
    plain = folded(text)
    for count, unit in _MENTIONED.findall(plain):
        number = count.replace(",", ".")
        if float(number):
            yield f"{number.removesuffix('.0')}{_UNITS[unit]}"
    if re.search(r"\b(trong|ngay trong) ngay\b(?! \d)", plain):
        yield "same-day"

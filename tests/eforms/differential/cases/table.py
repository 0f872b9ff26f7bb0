"""How cases are written down: a name, a form, and submissions that are each compared with the reference."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.eforms.forms import component

Json = Any
ABSENT: Any = type("Absent", (), {"__repr__": lambda self: "ABSENT"})()


@dataclass(frozen=True)
class Case:
    """One form with one submission; ``name`` is unique and says where the row stands."""

    name: str
    form: Mapping[str, Json]
    data: Mapping[str, Json]


@dataclass(frozen=True)
class Row:
    """A line of a table: one form and the answers tried on it."""

    form: Mapping[str, Json]
    answers: Sequence[Mapping[str, Json]]


def form(*components: Mapping[str, Json], **more: Json) -> dict[str, Json]:
    """A form of these components."""
    return {"components": list(components), **more}


def one(spec: Mapping[str, Json], *values: Json) -> Row:
    """A form of one component ``x`` and its answers; ``ABSENT`` leaves the key out."""
    return Row(form(spec), [{} if value is ABSENT else {"x": value} for value in values])


def many(components: Sequence[Mapping[str, Json]], *answers: Mapping[str, Json]) -> Row:
    """A form of several components and whole submissions."""
    return Row(form(*components), answers)


def grid(rules: Mapping[str, Json], *children: Mapping[str, Json], key: str = "g", kind: str = "datagrid") -> dict[str, Json]:
    """A repeating group."""
    return component(kind, key, validate=dict(rules), components=list(children))


def expand(table: Mapping[str, Row]) -> Iterator[Case]:
    """The cases of a table."""
    for name, row in table.items():
        for number, data in enumerate(row.answers):
            yield Case(f"{name} #{number}", row.form, data)

"""Components without an answer of their own (layout, text), and hidden values."""

from collections.abc import Iterator, Mapping
from typing import Any

from eforms.nodes import Field
from eforms.ports import Ports
from eforms.types.base import IGNORED, FieldType, Json, Refuse, Spec


class Box(FieldType):
    """Only holds others; adds no key to the answers."""

    input = False
    layout = True
    template = "eforms/group.html"
    empty = None


class Panel(Box):
    """A page of the wizard at the top, a titled section inside."""

    name = "panel"
    template = "eforms/fieldset.html"


class Fieldset(Box):
    """A group with a heading."""

    name = "fieldset"
    template = "eforms/fieldset.html"


class Well(Box):
    """A group set apart."""

    name = "well"
    template = "eforms/well.html"


class Container(Box):
    """A group whose key stands before the keys inside it: ``nguoi`` with ``hoTen`` answers ``{"nguoi": {"hoTen": …}}``."""

    name = "container"
    nests = True
    template = "eforms/fieldset.html"


class Columns(Box):
    """Side by side on a wide screen, one after another on a phone. ``extra``: (width of 12, components) of each column."""

    name = "columns"
    template = "eforms/columns.html"

    def held(self, spec: Spec) -> Iterator[tuple[str, Json]]:
        """See base."""
        for number, column in enumerate(_list(spec.get("columns"))):
            yield f"columns[{number}].components", column.get("components", []) if isinstance(column, Mapping) else None

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> tuple[tuple[int, int], ...]:
        """See base."""
        columns = [column for column in _list(spec.get("columns")) if isinstance(column, Mapping)]
        equal = 12 // max(len(columns), 1)
        return tuple((_width(column.get("width"), equal), _count(column.get("components"))) for column in columns)


class Table(Box):
    """Components in rows and cells. ``extra``: how many each cell of each row holds."""

    name = "table"
    template = "eforms/table.html"

    def held(self, spec: Spec) -> Iterator[tuple[str, Json]]:
        """See base."""
        for number, row in enumerate(_list(spec.get("rows"))):
            for place, cell in enumerate(row if isinstance(row, list) else [None]):
                held = cell.get("components", []) if isinstance(cell, Mapping) else None
                yield f"rows[{number}][{place}].components", held

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> tuple[tuple[int, ...], ...]:
        """See base."""
        rows = [row for row in _list(spec.get("rows")) if isinstance(row, list)]
        return tuple(tuple(_count(cell.get("components")) if isinstance(cell, Mapping) else 0 for cell in row) for row in rows)


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _width(value: Json, otherwise: int) -> int:
    return value if isinstance(value, int) and 1 <= value <= 12 else otherwise


def _count(components: Json) -> int:
    return sum(isinstance(item, Mapping) and item.get("type") not in IGNORED for item in _list(components))


class Content(FieldType):
    """Text to read, with a few tags."""

    name = "content"
    input = False
    template = ""
    empty = None


class Hidden(FieldType):
    """A value that the server makes (default, calculation, prefill); the client's is never taken."""

    name = "hidden"
    protected = True
    template = ""
    empty = None

    def is_empty(self, value: Json) -> bool:
        """See base."""
        return value in (None, "", [], {})

    def inputs(self, field: Field, value: Json) -> dict[str, list[str]]:
        """Nothing is drawn."""
        return {}

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        return {}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {}

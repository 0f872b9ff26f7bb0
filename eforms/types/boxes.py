"""Components without an answer of their own (layout, text), hidden values, and repeating rows."""

from collections.abc import Iterator, Mapping
from typing import Any

from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.paths import section
from eforms.ports import Ports
from eforms.types.base import FieldType, Json, Refuse, Spec, Unreadable

MOST_ROWS = 1_000


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


class Columns(Box):
    """Side by side on a wide screen, one after another on a phone."""

    name = "columns"


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


class DataGrid(FieldType):
    """Rows of the same fields; every row is an object. ``properties.vn.item`` is the noun of a row ("người làm chứng")."""

    name = "datagrid"
    repeats = True
    template = "eforms/repeat.html"
    rules = frozenset({"minRows", "maxRows", "minLength", "maxLength"})
    ask = "add"
    empty = None

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> tuple[int, int]:
        """See base: (fewest, most) rows; validate.minLength and maxLength of a repeat mean rows."""
        rules = section(spec, "validate")
        low = rules.get("minRows") or rules.get("minLength") or spec.get("minRows") or 0
        high = rules.get("maxRows") or rules.get("maxLength") or spec.get("maxRows") or MOST_ROWS
        try:
            return int(low), min(int(high), MOST_ROWS)
        except (TypeError, ValueError):
            return 0, MOST_ROWS

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """The list itself; the engine reads what is in the rows."""
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list) or not all(isinstance(row, Mapping) for row in raw):
            raise Unreadable("type", "choice-type")
        return raw[: MOST_ROWS + 1]

    def is_empty(self, value: Json) -> bool:
        """See base."""
        return not value

    def validate(self, field: Field, value: Json, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        """See base."""
        low, high = field.extra
        if len(value) < low:
            yield "", "minRows", words.say("minRows", n=low)
        if len(value) > high:
            yield "", "maxRows", words.say("maxRows", n=high)

    def json_schema(self, field: Field) -> dict[str, Json]:
        """The engine adds ``items``."""
        low, high = field.extra
        return {"type": "array", "minItems": low, "maxItems": high}


class EditGrid(DataGrid):
    """The same rows; Form.io edits them one at a time."""

    name = "editgrid"

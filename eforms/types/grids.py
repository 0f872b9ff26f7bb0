"""Repeating groups: rows of the same fields."""

from collections.abc import Iterator, Mapping

from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.paths import section
from eforms.ports import Ports
from eforms.types.base import FieldType, Json, Refuse, Spec, Unreadable

MOST_ROWS = 1_000


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

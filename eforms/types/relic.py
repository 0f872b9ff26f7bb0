"""A component of a published version whose type the language no longer has: its stored answer is shown and never changes."""

import json

from eforms.nodes import Field
from eforms.types.base import FieldType, Json


class Relic(FieldType):
    """Keeps what was answered."""

    name = "relic"
    protected = True
    template = "eforms/computed.html"
    empty: Json = None

    def is_empty(self, value: Json) -> bool:
        """See base."""
        return value in (None, "", [], {})

    def display(self, field: Field, value: Json) -> str:
        """The value as it is written in JSON; a text without quotes."""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def widget(self, field: Field, value: Json, ports: object) -> dict[str, Json]:
        """See base."""
        return {"value": "" if self.is_empty(value) else self.display(field, value)}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {}

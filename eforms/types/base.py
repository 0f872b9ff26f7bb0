"""What every field type answers for: one class holds all aspects of a type, one registry holds the classes."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Protocol

from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.ports import Ports

Json = Any
Spec = Mapping[str, Json]


class Refuse(Protocol):
    """Takes a refusal while a component is read."""

    def __call__(self, reason: str, message: str, where: str = "") -> None:
        """``where`` is the place inside the component, such as ``.validate.pattern``."""
        ...


class Posted(Protocol):
    """The part of Django's QueryDict that a widget reads."""

    def __contains__(self, name: object) -> bool: ...

    def get(self, name: str, default: Any = None) -> Any:
        """The last value of a name."""
        ...

    def getlist(self, name: str) -> list[str]:
        """All values of a name."""
        ...


class Unreadable(ValueError):
    """A raw answer that its type cannot read. ``keep`` is what stays in the box for the person to correct (or None)."""

    def __init__(self, rule: str, message: str, keep: Json = None) -> None:
        self.rule, self.message, self.keep = rule, message, keep
        super().__init__(message)


NOT_POSTED: Any = type("NotPosted", (), {"__repr__": lambda self: "NOT_POSTED"})()


class FieldType:
    """A type without behaviour; the classes beside say what differs.

    ``input``: has an answer. ``layout``: only holds others. ``repeats``: rows of others. ``protected``: never taken from the
    client. ``computed``: its value follows from others by ``compute``. ``rules``: names in ``validate`` that mean something here.
    ``ask``: which sentence of messages.TEMPLATES asks for a missing answer.
    """

    name: ClassVar[str] = ""
    input: ClassVar[bool] = True
    layout: ClassVar[bool] = False
    repeats: ClassVar[bool] = False
    protected: ClassVar[bool] = False
    computed: ClassVar[bool] = False
    template: ClassVar[str] = "eforms/text.html"
    rules: ClassVar[frozenset[str]] = frozenset()
    ask: ClassVar[str] = "enter"
    empty: Json = ""

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> Any:
        """Read what the type needs from the document, once; the answer becomes ``Field.extra``."""
        return None

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """Bring a raw JSON answer into its one stored shape; idempotent. Raises ``Unreadable``."""
        return raw

    def is_empty(self, value: Json) -> bool:
        """Tell whether a stored value counts as no answer."""
        return value is None or value == ""

    def validate(self, field: Field, value: Json, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        """Yield (path suffix, rule, sentence) for what the type itself finds wrong in an answer that is not empty."""
        yield from ()

    def missing(self, field: Field, value: Json, words: Words) -> Iterator[tuple[str, str]]:
        """Yield (path suffix, sentence) for a required field without its answer."""
        label_asks = words.label.endswith("?") and self.ask in ("enter", "choose")
        yield "", words.say("answer" if label_asks else self.ask, "required")

    def compute(self, field: Field, data: Mapping[str, Json], row: Mapping[str, Json]) -> Json:
        """The value of a ``computed`` type."""
        raise NotImplementedError

    def display(self, field: Field, value: Json) -> str:
        """The answer as people read it on the review page and in print; "" for none."""
        return "" if value is None else str(value)

    def inputs(self, field: Field, value: Json) -> dict[str, list[str]]:
        """What the widget's boxes hold for a stored value: name suffix → texts. The inverse of ``read``."""
        shown = "" if value is None else str(value)
        return {"": [shown]} if shown else {"": [""]}

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """The raw answer out of a posted form, or ``NOT_POSTED``."""
        return post.get(name) if name in post else NOT_POSTED

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """What the template needs beside the common things (id, name, label, hint, error)."""
        return {"value": self.inputs(field, value)[""][0]}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """The JSON Schema of a stored, filled value."""
        return {"type": "string"}

    def anchor(self, field: Field) -> str:
        """The path suffix of the box that an error of the whole field points to."""
        return ""

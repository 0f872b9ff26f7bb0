"""What every field type answers for: one class holds all aspects of a type, one registry holds the classes."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Protocol

from common.text import tidy
from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.ports import Ports

Json = Any
Spec = Mapping[str, Json]
IGNORED = frozenset({"button"})
"""Components of Form.io that say nothing to us: a page's buttons are ours."""


def kept(raw: Json, most: int = 100) -> str:
    """What stays in the box of an answer that cannot be read: one line, bounded, without control characters."""
    try:
        return tidy(str(raw)[: most * 4])[:most]
    except ValueError:  # an integer of thousands of digits
        return ""


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

    ``input``: has an answer. ``layout``: only holds others. ``nests``: a layout whose key stands before its components' keys.
    ``repeats``: rows of others. ``takes_list``: its one answer is a list, so ``multiple`` is the type's own matter.
    ``protected``: never taken from the client. ``computed``: its value follows from others by ``compute``.
    ``rules``: names in ``validate`` that mean something here.
    ``absent``: what an answer that was never given is stored as, ``None`` for nothing at all.
    ``ask``: which sentence of messages.TEMPLATES asks for a missing answer.
    """

    name: ClassVar[str] = ""
    input: ClassVar[bool] = True
    layout: ClassVar[bool] = False
    nests: ClassVar[bool] = False
    repeats: ClassVar[bool] = False
    takes_list: ClassVar[bool] = False
    protected: ClassVar[bool] = False
    computed: ClassVar[bool] = False
    template: ClassVar[str] = "eforms/text.html"
    rules: ClassVar[frozenset[str]] = frozenset()
    ask: ClassVar[str] = "enter"
    empty: Json = ""
    absent: Json = None

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> Any:
        """Read what the type needs from the document, once; the answer becomes ``Field.extra``."""
        return None

    def held(self, spec: Spec) -> Iterator[tuple[str, Json]]:
        """The lists of components inside one, each with its place (``columns[0].components``), in the order of reading."""
        if self.layout or self.repeats:
            yield "components", spec.get("components", [])

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """Bring a raw JSON answer into its stored shape, or ``None`` for none; idempotent. Raises ``Unreadable``.

        JSON means what it says, as in Form.io's reference; how people write is understood by ``read``.
        """
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
        """The raw answer out of a posted form, or ``NOT_POSTED``: 1.250,5 and 1/3/2026 are understood here, blanks tidied."""
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

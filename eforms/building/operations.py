"""What can be done to a form: small values that travel as JSON, so that a page can post them and a history keep them.

``{"op": "addComponent", "ref": "c1a2b3c4", "type": "radio", "label": "Bạn là gì của trẻ?", "into": "c99"}``

Every operation that makes components carries their references from the start, so that doing it again (on a newer revision,
from the history) makes the same components. ``into`` is a slot (see ``tree``), ``after`` the component before it: when ``after``
is there it decides; ``first`` puts it at the head of ``into``; else it goes to the end.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from eforms.building.tree import fresh_ref

Json = Any


class BadOperation(ValueError):
    """The JSON is not an operation; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class AddPage:
    """A new wizard page after ``after`` (a page), at the end without it."""

    op: ClassVar[str] = "addPage"
    title: str
    after: str = ""
    key: str = ""
    ref: str = field(default_factory=fresh_ref)


@dataclass(frozen=True, slots=True)
class AddComponent:
    """A new component of ``type`` (a name of the registry). Without ``key`` one is proposed from the label."""

    op: ClassVar[str] = "addComponent"
    type: str
    label: str
    into: str = ""
    after: str = ""
    first: bool = False
    key: str = ""
    ref: str = field(default_factory=fresh_ref)


@dataclass(frozen=True, slots=True)
class AddBlock:
    """A block of the library, whole (``Block.as_json()``), ``linked`` to it or copied; ``prefix`` goes before its keys."""

    op: ClassVar[str] = "addBlock"
    block: Mapping[str, Json]
    linked: bool = True
    prefix: str = ""
    label: str = ""
    into: str = ""
    after: str = ""
    first: bool = False
    ref: str = field(default_factory=fresh_ref)


@dataclass(frozen=True, slots=True)
class RefreshBlock:
    """Bring a linked block to another version of it; ``block_changes`` says beforehand what that changes."""

    op: ClassVar[str] = "refreshBlock"
    ref: str
    block: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class DetachBlock:
    """Keep the questions of a linked block as the form's own."""

    op: ClassVar[str] = "detachBlock"
    ref: str


@dataclass(frozen=True, slots=True)
class Move:
    """One step ``up`` or ``down`` (over the edge of a page or group too), ``in`` to the group before it, ``out`` of its group."""

    op: ClassVar[str] = "move"
    ref: str
    direction: str


@dataclass(frozen=True, slots=True)
class MoveTo:
    """To any place at once (dragging, "chuyển tới trang …")."""

    op: ClassVar[str] = "moveTo"
    ref: str
    into: str = ""
    after: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A copy right after it, with keys of its own; rules inside the copy name the copy's questions."""

    op: ClassVar[str] = "duplicate"
    ref: str
    copy: str = field(default_factory=fresh_ref)


@dataclass(frozen=True, slots=True)
class Remove:
    """Take it away with what it holds; refused while something else names its key."""

    op: ClassVar[str] = "remove"
    ref: str


@dataclass(frozen=True, slots=True)
class SetProperties:
    """Properties by name (``properties_of``), as typed in the builder; an empty value takes the property away."""

    op: ClassVar[str] = "setProperties"
    ref: str
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Another key; every condition, calculation and rule of the form that names the old one follows."""

    op: ClassVar[str] = "renameKey"
    ref: str
    key: str


@dataclass(frozen=True, slots=True)
class SetOptions:
    """The choices: [{"label", "value"?, "description"?, "was"?}]; ``was`` is the value it had, so that conditions follow."""

    op: ClassVar[str] = "setOptions"
    ref: str
    options: tuple[Mapping[str, Json], ...]


@dataclass(frozen=True, slots=True)
class SetCondition:
    """When it shows: a Form.io ``conditional`` (``write_condition``), ``None`` for always."""

    op: ClassVar[str] = "setCondition"
    ref: str
    conditional: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class SetCalculation:
    """Its value as JsonLogic, ``None`` for none; ``override``: the person may type another."""

    op: ClassVar[str] = "setCalculation"
    ref: str
    rule: Json = None
    override: bool = False


@dataclass(frozen=True, slots=True)
class SetFirstValue:
    """A first answer as JsonLogic (``customDefaultValue``), which the person may change; ``None`` for none."""

    op: ClassVar[str] = "setFirstValue"
    ref: str
    rule: Json = None


@dataclass(frozen=True, slots=True)
class SetRule:
    """A rule between questions, checked at this one: JsonLogic that is true or a sentence (``write_rule``), ``None`` for none."""

    op: ClassVar[str] = "setRule"
    ref: str
    rule: Json = None


@dataclass(frozen=True, slots=True)
class SetRequiredWhen:
    """When it must be answered: a Form.io condition, ``None`` to leave that to the property ``required``."""

    op: ClassVar[str] = "setRequiredWhen"
    ref: str
    conditional: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class SetTitle:
    """The name of the form."""

    op: ClassVar[str] = "setTitle"
    title: str


Operation = (
    AddPage | AddComponent | AddBlock | RefreshBlock | DetachBlock | Move | MoveTo | Duplicate | Remove | SetProperties
    | RenameKey | SetOptions | SetCondition | SetCalculation | SetFirstValue | SetRule | SetRequiredWhen | SetTitle
)  # fmt: skip
_KINDS: Mapping[str, type[Any]] = {
    kind.op: kind
    for kind in (
        AddPage, AddComponent, AddBlock, RefreshBlock, DetachBlock, Move, MoveTo, Duplicate, Remove, SetProperties, RenameKey,
        SetOptions, SetCondition, SetCalculation, SetFirstValue, SetRule, SetRequiredWhen, SetTitle,
    )
}  # fmt: skip
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "first": bool, "linked": bool, "override": bool, "values": Mapping, "block": Mapping, "conditional": (Mapping, type(None)),
    "options": (list, tuple), "rule": object,
}  # fmt: skip


def to_json(operation: Operation) -> dict[str, Json]:
    """The operation as JSON, with its name under ``op``."""
    held = {one.name: getattr(operation, one.name) for one in fields(operation)}
    return {"op": operation.op, **{name: list(value) if isinstance(value, tuple) else value for name, value in held.items()}}


def from_json(given: Json) -> Operation:
    """Read an operation. Raises ``BadOperation``."""
    kind = _KINDS.get(str(given.get("op"))) if isinstance(given, Mapping) else None
    if kind is None:
        raise BadOperation(_("Không có thao tác này."))
    held: dict[str, Any] = {}
    for one in fields(kind):
        if one.name not in given:
            if one.default is MISSING and one.default_factory is MISSING:
                raise BadOperation(_("Thao tác thiếu “%s”.") % one.name)
            continue
        value = given[one.name]
        if not isinstance(value, _TYPES.get(one.name, str)):
            raise BadOperation(_("Phần “%s” của thao tác sai kiểu.") % one.name)
        held[one.name] = value
    if "options" in held:
        held["options"] = tuple(held["options"])
    if not all(isinstance(option, Mapping) for option in held.get("options", ())):
        raise BadOperation(_("Phần “%s” của thao tác sai kiểu.") % "options")
    made: Operation = kind(**held)
    return made

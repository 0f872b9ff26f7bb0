"""The compiled form: what the reader makes of a document and the engine works on. Everything is immutable and shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from common.jsonlogic import Rule
from eforms.messages import Words
from eforms.paths import bare

if TYPE_CHECKING:
    from eforms.ports import Ports
    from eforms.types.base import FieldType

Json = Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document is not accepted: where, a stable reason word, and a sentence that says what to do."""

    path: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Lint:
    """A remark on an accepted form: the author should look, nothing is broken."""

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class FieldError:
    """A wrong answer: its path (``a.b[0].c``), the rule's name as Form.io's reference names it, the sentence shown."""

    path: str
    rule: str
    message: str


@dataclass(slots=True)
class Context:
    """What a check may look at besides the value itself. ``budget`` is the work that JsonLogic may still do in this pass."""

    data: Mapping[str, Json]
    row: Mapping[str, Json]
    now: datetime
    ports: Ports
    budget: list[int] = field(default_factory=lambda: [MAX_WORK])


MAX_WORK = 1_000_000


@dataclass(frozen=True, slots=True)
class Condition:
    """When a component shows. ``variables``: names as JsonLogic sees them (data.x, row.x); ``client``: the browser's copy.

    ``test(data, row, budget)``; the budget may be left out. Raises ``RuleTooCostly``.
    """

    test: Callable[..., bool]
    variables: frozenset[str]
    client: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of one field: ``holds(value, context)``; ``on_empty`` rules look at empty answers too."""

    rule: str
    holds: Callable[[Json, Context], bool | str]
    message: Callable[[], str]
    on_empty: bool = False


@dataclass(frozen=True, slots=True)
class Logic:
    """One entry of a component's ``logic``: while ``fires`` holds, ``changes`` apply to it and ``values`` are its answer.

    ``changes``: dotted property (``validate.required``) → value. ``values``: rules of the value actions, the last one wins.
    """

    name: str
    fires: Condition
    changes: tuple[tuple[str, Json], ...]
    values: tuple[Rule, ...] = ()

    def touches(self, *names: str) -> bool:
        """Tell whether it changes one of these properties."""
        return any(name in names for name, _value in self.changes)


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A component: an input, a layout box or a repeating group. ``ancestors`` and ``grids`` are indexes into ``Form.nodes``.

    ``protected``: never taken from the client as it stands; ``guarded``: and no fired logic can open it.
    ``sealed``: ``hidden: true`` on it or around it: never drawn, never asked, its value is made by the server.
    ``multiple``: the stored value is a list of what the type makes of one answer, errors stand at ``path[0]``.
    ``stored`` is false for ``persistent: false``: the answer is never taken in. ``unique``: no two rows may have the same answer.
    ``variants``: the component as fired logic changes it, by the bits of ``logic`` that fired (see ``eforms.logic``).
    """

    index: int
    key: str
    parts: tuple[str, ...]
    path: str
    kind: FieldType
    label: str
    spec: Mapping[str, Json]
    vn: Mapping[str, Json]
    page: str
    ancestors: tuple[int, ...]
    grids: tuple[int, ...]
    words: Words
    extra: Any = None
    children: tuple[Field, ...] = ()
    required: bool = False
    protected: bool = False
    guarded: bool = False
    sealed: bool = False
    multiple: bool = False
    unique: bool = False
    stored: bool = True
    validated_hidden: bool = False
    clear_on_hide: bool = True
    condition: Condition | None = None
    logic: tuple[Logic, ...] = ()
    variants: dict[int, Field] = field(default_factory=dict)
    calculate: Rule | None = None
    default: Json = None
    default_rule: Rule | None = None
    checks: tuple[Check, ...] = ()
    case: Callable[[str], str] | None = None
    fact: str = ""
    prefill: str = ""
    descendants: tuple[int, ...] = ()

    @property
    def hint(self) -> str:
        """The help text under the label."""
        return str(self.spec.get("description") or self.spec.get("tooltip") or "")

    def is_empty(self, value: Json) -> bool:
        """Tell whether a stored value counts as no answer; of several answers, when none is one."""
        if self.multiple:
            return not isinstance(value, list) or all(self.kind.is_empty(item) for item in value)
        return self.kind.is_empty(value)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A wizard step. ``node`` is its panel, ``None`` for a form that is one page."""

    key: str
    title: str
    fields: tuple[Field, ...]
    node: Field | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """An accepted form. ``order``: the nodes with a condition, logic or a calculation, each after what it depends on.

    ``buttons``: keys of its buttons, which Form.io sends as answers; nothing is stored for them.
    ``document`` is the Form.io JSON it was read from; ``language`` the one its texts are in, ``languages`` what it can be read in
    besides (``schema.in_language``).
    """

    hash: str
    title: str
    pages: tuple[Page, ...]
    nodes: tuple[Field, ...]
    order: tuple[Field, ...]
    lint: tuple[Lint, ...]
    by_path: Mapping[str, Field] = field(default_factory=dict)
    document: Mapping[str, Json] = field(default_factory=dict)
    buttons: tuple[str, ...] = ()
    language: str = "vi"
    languages: frozenset[str] = frozenset()

    def page(self, key: str) -> Page:
        """The page with this key. Raises ``KeyError``."""
        for page in self.pages:
            if page.key == key:
                return page
        raise KeyError(key)

    def field(self, path: str) -> Field | None:
        """The component at a path, with or without row numbers."""
        return self.by_path.get(path) or self.by_path.get(bare(path))

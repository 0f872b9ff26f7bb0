"""The document as a tree: where each component stands and the reference that names it for good.

A reference is an opaque id kept in ``properties.vn.id``. Paths of keys or of positions would not do: somebody else may rename
a key, or move or remove a neighbour, while this person's page is open, and the posted operation must still mean the same
component. A component that has no id yet (a seed, an import) gets one made from its path of keys, so that two people who open
the same document hold the same references before either has saved.

Where components are held is a *slot*: the reference of the holder, ``""`` for the document itself, and for a holder with several
lists the list's name after a slash: ``c1a2b3c4/1`` is the second column, ``c1a2b3c4/0.2`` the third cell of a table's first row.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.text import nfc
from eforms.paths import join, section
from eforms.types import IGNORED, OUR_TYPES, TYPES, composed
from eforms.types.base import FieldType

Document = Mapping[str, Any]
Json = Any
_REF = re.compile(r"[a-z][a-z0-9]{3,31}")


class NoSuchComponent(LookupError):
    """Nothing has this reference (any more)."""

    def __init__(self, ref: str) -> None:
        self.ref = ref
        super().__init__(_("Không còn thành phần này trong biểu mẫu. Có thể người khác vừa xóa nó."))


@dataclass(frozen=True, slots=True)
class Place:
    """A component where it stands.

    ``slot``: what holds it; ``position`` in that list; ``at``: the path in the document as refusals write it
    (``components[0].components[2]``); ``path``: where its answer stands (``nguoiLamChung[].hoTen``), also for layout;
    ``page``: reference of its page, "" outside pages; ``grid``: path of the repeating group around it, "" for none;
    ``block``: reference of the linked block that it is inside of, "" for none.
    """

    ref: str
    spec: Mapping[str, Json]
    kind: FieldType | None
    key: str
    path: str
    label: str
    slot: str
    position: int
    depth: int
    at: str
    page: str
    grid: str
    block: str

    @property
    def parent(self) -> str:
        """The reference of what holds it, without the list's name."""
        return self.slot.partition("/")[0]

    @property
    def type(self) -> str:
        """The builder's name of its type: ``properties.vn.type`` or Form.io's."""
        return type_of(self.spec)

    @property
    def asks(self) -> bool:
        """Tell whether a person answers it: an input that is neither hidden nor only a holder."""
        return self.kind is not None and self.kind.input and not self.kind.repeats and self.kind.name != "hidden"

    @property
    def is_page(self) -> bool:
        """Tell whether it is a page of the wizard."""
        return self.page == self.ref


def type_of(spec: Mapping[str, Json]) -> str:
    """The type's name in the registry, ours before Form.io's; "" when the document has none."""
    ours = vn(spec).get("type")
    return str(ours) if ours and ours != "fact" else str(spec.get("type") or "")


def kind_of(spec: Mapping[str, Json]) -> FieldType | None:
    """The registered type, ``None`` for one that the language does not have."""
    ours = vn(spec).get("type")
    return OUR_TYPES.get(str(ours)) if ours and ours != "fact" else TYPES.get(str(spec.get("type")))


def vn(spec: Mapping[str, Json]) -> Mapping[str, Json]:
    """The component's ``properties.vn``."""
    return section(section(spec, "properties"), "vn")


def label_of(spec: Mapping[str, Json]) -> str:
    """What the component is called on the page."""
    kind = kind_of(spec)
    if kind is not None and (kind.input or kind.repeats):
        return nfc(str(spec.get("label") or "")).strip()
    return nfc(str(spec.get("title") or spec.get("legend") or spec.get("label") or "")).strip()


def ref_of(spec: Mapping[str, Json]) -> str:
    """The reference written in a component, "" when there is none."""
    ref = vn(spec).get("id")
    return ref if isinstance(ref, str) and _REF.fullmatch(ref) else ""


def fresh_ref() -> str:
    """A new reference; eight letters and digits."""
    return "c" + secrets.token_hex(4)[:7]


def derived_ref(*seed: str) -> str:
    """The reference that follows from these words: the same on every machine."""
    return "c" + hashlib.sha256("\0".join(seed).encode()).hexdigest()[:9]


def slots(spec: Mapping[str, Json]) -> Iterator[tuple[str, str, list[Json]]]:
    """(slot name, place in the document, list) of every list of components that one holds."""
    kind = kind_of(spec)
    if kind is not None and not (kind.layout or kind.repeats):
        return
    columns = spec.get("columns")
    if isinstance(columns, list) and columns and all(isinstance(column, Mapping) for column in columns):
        for number, column in enumerate(columns):
            if isinstance(column.get("components"), list):
                yield f"/{number}", f"columns[{number}].components", column["components"]
        return
    table = spec.get("rows")
    if isinstance(table, list):
        for down, row in enumerate(table):
            for across, cell in enumerate(row if isinstance(row, list) else []):
                if isinstance(cell, Mapping) and isinstance(cell.get("components"), list):
                    yield f"/{down}.{across}", f"rows[{down}][{across}].components", cell["components"]
        return
    if isinstance(spec.get("components"), list):
        yield "", "components", spec["components"]


def scope_inside(spec: Mapping[str, Json], path: str, scope: str) -> str:
    """Where the answers of what it holds stand: rows and containers have their own place, layout has none."""
    kind = kind_of(spec)
    if kind is not None and kind.repeats:
        return f"{path}[]"
    return path if kind is not None and kind.nests else scope


def places(document: Document) -> tuple[Place, ...]:
    """Every component in the order of the document; those that only Form.io draws (buttons) are left out."""
    wizard = document.get("display") == "wizard"
    found: list[Place] = []

    def walk(held: Json, slot: str, at: str, scope: str, around: Place | None, grid: str) -> None:
        for position, spec in enumerate(held if isinstance(held, list) else []):
            if not isinstance(spec, Mapping) or str(spec.get("type")) in IGNORED:
                continue
            one = _place(spec, slot, position, f"{at}[{position}]", scope, around, grid, wizard)
            found.append(one)
            inside = scope_inside(spec, one.path, scope)
            repeats = one.kind is not None and one.kind.repeats
            for name, where, more in slots(spec):
                walk(more, one.ref + name, f"{one.at}.{where}", inside, one, one.path if repeats else grid)

    walk(document.get("components"), "", "components", "", None, "")
    return tuple(found)


def _place(
    spec: Mapping[str, Json], slot: str, position: int, at: str, scope: str, around: Place | None, grid: str, wizard: bool
) -> Place:
    key = str(spec.get("key") or "")
    kind = kind_of(spec)
    path = join(scope, key)
    ref = ref_of(spec) or derived_ref(path or at, "" if key else type_of(spec))
    page = around.page if around else ref if wizard and kind is not None and kind.name == "panel" else ""
    block = ""
    if around:
        block = around.ref if vn(around.spec).get("block") else around.block
    depth = around.depth + 1 if around else 0
    return Place(ref, spec, kind, key, path, label_of(spec), slot, position, depth, at, page, grid, block)


def place(document: Document, ref: str) -> Place:
    """The component with this reference. Raises ``NoSuchComponent``."""
    for one in places(document):
        if one.ref == ref:
            return one
    raise NoSuchComponent(ref)


def below(known: Sequence[Place], ref: str) -> tuple[Place, ...]:
    """The component and everything in it, in order."""
    inside = {ref}
    found = []
    for one in known:
        if one.ref == ref or one.parent in inside:
            inside.add(one.ref)
            found.append(one)
    return tuple(found)


def clone(value: Json) -> Json:
    """A copy of plain JSON, quicker than ``copy.deepcopy``."""
    if isinstance(value, Mapping):
        return {name: clone(held) for name, held in value.items()}
    return [clone(held) for held in value] if isinstance(value, (list, tuple)) else value


def identified(document: Document) -> dict[str, Json]:
    """A copy in which every component carries its reference; two components never share one.

    A person, a household and the like are written out into the ordinary questions that the engine reads them as.
    """
    made: dict[str, Json] = clone(document)
    _write_out(made.get("components"))
    seen: set[str] = set()
    for one in places(made):
        ref = one.ref
        while ref in seen:
            ref = derived_ref(ref, one.at)
        seen.add(ref)
        if ref_of(one.spec) != ref:
            spec: dict[str, Json] = one.spec  # type: ignore[assignment]
            properties = spec["properties"] = dict(section(spec, "properties"))
            properties["vn"] = {**section(properties, "vn"), "id": ref}
    return made


def _write_out(held: Json) -> None:
    for position, spec in enumerate(held if isinstance(held, list) else []):
        if isinstance(spec, dict):
            written = written_out(spec)
            if written is not spec:
                held[position] = spec = written
            for _name, _where, inside in slots(spec):
                _write_out(inside)


def written_out(spec: Mapping[str, Json]) -> Mapping[str, Json]:
    """A person, a household and the like with their ordinary questions; anything else as it is."""
    written = composed.expand(spec)
    if written is spec:
        return spec
    made: dict[str, Json] = clone(written)
    for part in made["components"]:
        part.pop("input", None)  # true of all of them, so nobody writes it
    return made


def held_in(document: dict[str, Json], slot: str) -> list[Json]:
    """The list of components of a slot, to be changed in place. Raises ``NoSuchComponent``."""
    ref, mark, name = slot.partition("/")
    if not ref:
        held: list[Json] = document.setdefault("components", [])
        return held
    spec = place(document, ref).spec
    for own, _where, found in slots(spec):
        if own == mark + name:
            return found
    raise NoSuchComponent(slot)

"""New pages, components, blocks and copies."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from common.text import tidy
from eforms.building.blocks import instantiate
from eforms.building.catalogue import new_component
from eforms.building.keys import KEY, fresh_key, key_for, taken_in
from eforms.building.moving import scope_of, spot
from eforms.building.operations import AddBlock, AddComponent, AddPage, Duplicate
from eforms.building.refusing import CannotApply, not_in_block
from eforms.building.tree import Place, below, clone, derived_ref, held_in, place, places, slots, vn
from eforms.building.uses import Use, answers, rename_all
from eforms.paths import bare, section
from eforms.types import OUR_TYPES, TYPES

Json = Any


def add_page(made: dict[str, Json], operation: AddPage, outside: Sequence[Use]) -> None:
    """A panel at the top; the document becomes a wizard with its first page."""
    title = tidy(operation.title)
    if not title:
        raise CannotApply("no-title", _("Nhập tên của trang."), errors={"title": _("Nhập tên của trang.")})
    made["display"] = "wizard"
    index = spot(made, "", operation.after, False, page=True)[1]
    page = new_component("panel", _key(made, "", operation.key, title), title)
    _named(page, operation.ref)
    held_in(made, "").insert(index, page)


def add_component(made: dict[str, Json], operation: AddComponent, outside: Sequence[Use]) -> None:
    """A component that the engine accepts as it is."""
    if operation.type not in TYPES and operation.type not in OUR_TYPES:
        raise CannotApply("unknown-type", _("Không có loại câu hỏi “%s”.") % operation.type)
    label = tidy(operation.label)
    kind = OUR_TYPES.get(operation.type) or TYPES[operation.type]
    if not label and (kind.input or kind.repeats):
        raise CannotApply("no-label", _("Nhập câu hỏi hoặc tên ô."), errors={"label": _("Nhập câu hỏi hoặc tên ô.")})
    slot, index = spot(made, operation.into, operation.after, operation.first)
    scope = scope_of(places(made), slot)
    spec = new_component(operation.type, _key(made, scope, operation.key, label or operation.type), label)
    _named(spec, operation.ref)
    held_in(made, slot).insert(index, spec)


def _key(made: dict[str, Json], scope: str, given: str, label: str) -> str:
    """The key that was given, checked, or a free one out of the label."""
    taken = {bare(one.path) for one in places(made)}
    inside = taken_in(taken, bare(scope))
    key = given.strip()
    if not key:
        return fresh_key(key_for(label), inside)
    if not KEY.fullmatch(key) or len(key) > 100:
        message = _("Viết khóa bằng chữ không dấu liền nhau, ví dụ hoTen hoặc tre.hoTen.")
        raise CannotApply("bad-key", message, errors={"key": message})
    if key in inside:
        message = _("Khóa “%s” đã dùng ở chỗ khác. Đặt khóa khác.") % key
        raise CannotApply("bad-key", message, errors={"key": message})
    return key


def _named(spec: dict[str, Json], ref: str, **more: Json) -> None:
    spec["properties"] = {**section(spec, "properties"), "vn": {**vn(spec), **more, "id": ref}}


def add_block(made: dict[str, Json], operation: AddBlock, outside: Sequence[Use]) -> None:
    """A titled group with the block's questions, their keys behind a prefix of their own."""
    block = operation.block
    if not isinstance(block.get("components"), (list, tuple)) or not block.get("name"):
        raise CannotApply("bad-block", _("Khối này không đọc được."))
    slot, index = spot(made, operation.into, operation.after, operation.first)
    known = places(made)
    if any(answers(one) and one.kind is not None and one.kind.repeats for one in known if one.ref == slot.partition("/")[0]):
        raise CannotApply("rows", _("Khối không đặt được trong nhóm lặp lại. Đặt khối ở ngoài."))
    prefix = fresh_key(operation.prefix.strip() or str(block.get("prefix") or block["name"]), {bare(one.path) for one in known})
    if not KEY.fullmatch(prefix):
        message = _("Viết khóa bằng chữ không dấu liền nhau, ví dụ hoTen hoặc tre.hoTen.")
        raise CannotApply("bad-key", message, errors={"prefix": message})
    title = tidy(operation.label) or str(block.get("title") or "")
    group = new_component("fieldset", fresh_key(f"{prefix}Nhom", {bare(one.path) for one in known}), title)
    group["components"] = instantiate(block, prefix, operation.ref)
    link = {"name": str(block["name"]), "version": block.get("version"), "prefix": prefix}
    _named(group, operation.ref, **({"block": link} if operation.linked else {}))
    held_in(made, slot).insert(index, group)


def duplicate(made: dict[str, Json], operation: Duplicate, outside: Sequence[Use]) -> None:
    """A copy beside it: new references, new keys, its own rules turned to the copy's questions."""
    one = place(made, operation.ref)
    not_in_block(one)
    known = places(made)
    twin: dict[str, Json] = clone(one.spec)
    inside = below(known, one.ref)
    pairs = _new_keys(one, inside, {bare(other.path) for other in known})
    for original, spec in zip(inside, _specs(twin), strict=True):
        spec["key"] = pairs[original.ref][1] if original.ref in pairs else original.key
        _named(spec, operation.copy if original.ref == one.ref else derived_ref(operation.copy, original.ref))
    link = vn(twin).get("block")
    if isinstance(link, Mapping) and link.get("prefix"):
        first = next((pairs[other.ref] for other in inside if other.ref in pairs and answers(other)), None)
        if first:
            _named(twin, operation.copy, block={**link, "prefix": first[1].partition(".")[0]})
    titled = next((name for name in ("title", "legend", "label") if twin.get(name)), "label")
    twin[titled] = _("%s (bản sao)") % one.label
    held_in(made, one.slot).insert(one.position + 1, twin)
    refs = frozenset({operation.copy, *(derived_ref(operation.copy, other.ref) for other in inside)})
    renamed = {bare(old): bare(old[: len(old) - len(key_old)] + new) for old, key_old, new in _paths(inside, pairs)}
    rename_all(made, renamed, refs)


def _specs(spec: dict[str, Json]) -> Iterator[dict[str, Json]]:
    yield spec
    for _name, _where, held in slots(spec):
        for inner in held:
            if isinstance(inner, dict) and inner.get("type") != "button":
                yield from _specs(inner)


def _new_keys(one: Place, inside: Sequence[Place], taken: set[str]) -> dict[str, tuple[str, str]]:
    """ref → (old, new key) of everything whose path would be taken twice; what lies in new rows keeps its key."""
    nested = [other.path for other in inside if other.kind is not None and (other.kind.repeats or other.kind.nests)]
    own = [other for other in inside if other.key and not any(other.path.startswith((f"{path}.", f"{path}[")) for path in nested)]
    taken = taken_in(taken, bare(one.path)[: len(bare(one.path)) - len(one.key)].removesuffix("."))
    heads = Counter(other.key.partition(".")[0] for other in own if answers(other) and "." in other.key)
    swapped = {head: fresh_key(head, taken) for head, number in heads.items() if number > 1}
    made: dict[str, tuple[str, str]] = {}
    for other in own:
        head, dot, rest = other.key.partition(".")
        if dot and head in swapped and answers(other):
            new = swapped[head] + dot + rest
        else:
            new = fresh_key(other.key, taken)
        taken.add(new)
        made[other.ref] = (other.key, new)
    return made


def _paths(inside: Sequence[Place], pairs: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    for other in inside:
        if other.ref in pairs and answers(other):
            yield other.path, pairs[other.ref][0], pairs[other.ref][1]

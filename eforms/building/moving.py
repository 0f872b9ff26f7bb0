"""Where a component can go: one step with a key, or to any place at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from eforms.building.naming import rules_of
from eforms.building.operations import Move, MoveTo
from eforms.building.refusing import CannotApply, not_in_block, used
from eforms.building.tree import NoSuchComponent, Place, below, held_in, place, places, scope_inside, slots, vn
from eforms.building.uses import Use, answers, uses_by, uses_of
from eforms.paths import bare, join

Json = Any
DIRECTIONS = ("up", "down", "in", "out")
Target = tuple[str, int]


def possible(known: Sequence[Place], one: Place) -> Mapping[str, Target]:
    """direction → (slot, index there once it is taken out), for the steps that are possible."""
    if one.block:
        return {}
    by_ref = {other.ref: other for other in known}
    beside = [other for other in known if other.slot == one.slot and not (one.is_page and not other.is_page)]
    index = beside.index(one)
    found: dict[str, Target | None] = {
        "up": (one.slot, beside[index - 1].position) if index else _over_edge(known, by_ref, one, -1),
        "down": (one.slot, beside[index + 1].position) if index + 1 < len(beside) else _over_edge(known, by_ref, one, 1),
        "in": None if one.is_page else _into_neighbour(beside, index),
        "out": _out(by_ref, one, 1),
    }
    return {direction: target for direction, target in found.items() if target}


def _slots_of(one: Place) -> list[tuple[str, int]]:
    return [(one.ref + name, len(held)) for name, _where, held in slots(one.spec)]


def _open(one: Place) -> bool:
    """Tell whether something may be put into it."""
    return bool(_slots_of(one)) and not one.block and not vn(one.spec).get("block")


def _over_edge(known: Sequence[Place], by_ref: Mapping[str, Place], one: Place, step: int) -> Target | None:
    """Past the first or last of a list: into the neighbouring column or page, or out of the group."""
    holder = by_ref.get(one.parent)
    if holder is None:
        return None
    own = _slots_of(holder)
    here = [slot for slot, _length in own].index(one.slot)
    if 0 <= here + step < len(own):
        slot, length = own[here + step]
        return (slot, length if step < 0 else 0)
    if not holder.is_page:
        return _out(by_ref, one, 0 if step < 0 else 1)
    pages = [other for other in known if other.is_page]
    number = pages.index(holder) + step
    if not 0 <= number < len(pages):
        return None
    slot, length = _slots_of(pages[number])[0]
    return (slot, length if step < 0 else 0)


def _out(by_ref: Mapping[str, Place], one: Place, after: int) -> Target | None:
    holder = by_ref.get(one.parent)
    return None if holder is None or holder.is_page else (holder.slot, holder.position + after)


def _into_neighbour(beside: Sequence[Place], index: int) -> Target | None:
    if index and _open(beside[index - 1]):
        return _slots_of(beside[index - 1])[-1]
    if index + 1 < len(beside) and _open(beside[index + 1]):
        return (_slots_of(beside[index + 1])[0][0], 0)
    return None


def move(made: dict[str, Json], operation: Move, outside: Sequence[Use]) -> None:
    """One step."""
    if operation.direction not in DIRECTIONS:
        raise CannotApply("bad-direction", _("Chọn hướng lên, xuống, vào hoặc ra."))
    known = places(made)
    one = place(made, operation.ref)
    not_in_block(one)
    target = possible(known, next(other for other in known if other.ref == one.ref)).get(operation.direction)
    if target is None:
        raise CannotApply("edge", _("“%s” đã ở đầu mút, không đi tiếp hướng này được.") % (one.label or one.key))
    relocate(made, one, *target, outside)


def move_to(made: dict[str, Json], operation: MoveTo, outside: Sequence[Use]) -> None:
    """Anywhere."""
    one = place(made, operation.ref)
    not_in_block(one)
    slot, index = spot(made, operation.into, operation.after, operation.first, page=one.is_page)
    if slot == one.slot and index > one.position:
        index -= 1
    relocate(made, one, slot, index, outside)


def spot(made: dict[str, Json], into: str, after: str, first: bool, *, page: bool = False) -> Target:
    """(slot, index) of a new component. After a page means at the end of that page, unless it is a page itself."""
    if after:
        other = place(made, after)
        not_in_block(other)
        if not other.is_page or page:
            return other.slot, other.position + 1
        into = after
    if not into and not page:
        pages = [other for other in places(made) if other.is_page]
        into = pages[-1].ref if pages else ""
    if into:
        holder = place(made, into.partition("/")[0])
        not_in_block(holder)
        if vn(holder.spec).get("block"):
            raise CannotApply("linked", _("Khối liên kết không nhận thêm câu hỏi. Tách khối trước."))
        own = _slots_of(holder)
        if not own:
            raise CannotApply("no-room", _("“%s” không chứa được câu hỏi khác.") % (holder.label or holder.key))
        into = into if any(slot == into for slot, _length in own) else own[0][0]
    return into, 0 if first else len(held_in(made, into))


def scope_of(known: Sequence[Place], slot: str) -> str:
    """Where the answers of what stands in a slot stand: "" at the top, ``tang[]`` in rows."""
    ref = slot.partition("/")[0]
    if not ref:
        return ""
    holder = next((one for one in known if one.ref == ref), None)
    if holder is None:
        raise NoSuchComponent(ref)
    outer = holder.path[: len(holder.path) - len(holder.key)].removesuffix(".")
    return scope_inside(holder.spec, holder.path, outer)


def relocate(made: dict[str, Json], one: Place, slot: str, index: int, outside: Sequence[Use]) -> None:
    """Take it out and put it there; between rows and outside only what nobody names may go."""
    known = places(made)
    inside = below(known, one.ref)
    if any(slot.partition("/")[0] == other.ref for other in inside):
        raise CannotApply("inside-itself", _("Không đưa một nhóm vào trong chính nó được."))
    if one.is_page and slot:
        raise CannotApply("page-inside", _("Trang không nằm trong thành phần khác được."))
    if not slot and not one.is_page and any(other.is_page for other in known):
        raise CannotApply("outside-pages", _("Câu hỏi phải nằm trong một trang. Chọn trang để đưa tới."))
    _same_scope(made, one, known, scope_of(known, slot), outside)
    spec = held_in(made, one.slot).pop(one.position)
    held_in(made, slot).insert(index, spec)


def _same_scope(made: dict[str, Json], one: Place, known: Sequence[Place], scope: str, outside: Sequence[Use]) -> None:
    """Entering or leaving rows changes the answer's path: refused while a rule, inside or outside, goes by the old one."""
    if one.path == join(scope, one.key):
        return
    inside = below(known, one.ref)
    taken = {bare(other.path) for other in known if other not in inside}
    clash = next((other for other in inside if bare(scope and join(scope, other.key) or other.key) in taken), None)
    if clash and answers(clash):
        raise CannotApply("duplicate-key", _("Nơi chuyển tới đã có khóa “%s”. Đổi khóa trước khi chuyển.") % clash.key)
    message = _("Chưa chuyển được vì đường dẫn của câu trả lời sẽ đổi mà còn được nhắc tới ở: %s. Sửa những chỗ đó trước.")
    uses = uses_of(made, one.ref, outside)
    own = [use for other in inside if any(True for _what in rules_of(other.spec)) for use in uses_by(other, known)]
    rows = [use for use in own if one.grid and use.path.startswith(f"{bare(one.grid)}.")]
    if uses or rows:
        raise used(message, [*uses, *rows])

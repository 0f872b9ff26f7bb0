"""Doing an operation: a new document, or a sentence that says why not."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from common.text import tidy
from eforms.building import adding, moving, options, properties
from eforms.building.blocks import detach, refresh
from eforms.building.crossrules import REQUIRED_WHEN, required_logic
from eforms.building.keys import KEY
from eforms.building.operations import (
    AddBlock,
    AddComponent,
    AddPage,
    DetachBlock,
    Duplicate,
    Move,
    MoveTo,
    Operation,
    RefreshBlock,
    Remove,
    RenameKey,
    SetCalculation,
    SetCondition,
    SetFirstValue,
    SetOptions,
    SetProperties,
    SetRequiredWhen,
    SetRule,
    SetTitle,
)
from eforms.building.refusing import CannotApply, guard, not_in_block, refusals, used
from eforms.building.tree import Document, NoSuchComponent, Place, held_in, identified, place, places
from eforms.building.uses import Use, answers, rename_all, uses_of
from eforms.paths import bare, section

__all__ = ["CannotApply", "apply"]
Json = Any
Doing = Callable[[dict[str, Json], Any, Sequence[Use]], None]


def apply(document: Document, operation: Operation, *, outside: Sequence[Use] = ()) -> dict[str, Json]:
    """The document after ``operation``; the given one stays as it is. Raises ``CannotApply``.

    ``outside``: who names keys of this form elsewhere (papers, fees, results, the process), from ``named_in``.
    """
    made = identified(document)
    before = refusals(made)
    try:
        _DO[type(operation)](made, operation, outside)
    except NoSuchComponent as gone:
        raise CannotApply("gone", str(gone)) from None
    made = identified(made)
    guard(before, made)
    return made


def _spec(made: dict[str, Json], ref: str) -> tuple[Place, dict[str, Json]]:
    """The component to change, which must not be inside a linked block."""
    one = place(made, ref)
    not_in_block(one)
    spec: dict[str, Json] = one.spec  # type: ignore[assignment]
    return one, spec


def _title(made: dict[str, Json], operation: SetTitle, outside: Sequence[Use]) -> None:
    title = tidy(operation.title)
    if not title:
        raise CannotApply("no-title", _("Nhập tên của biểu mẫu."), errors={"title": _("Nhập tên của biểu mẫu.")})
    made["title"] = title


def _remove(made: dict[str, Json], operation: Remove, outside: Sequence[Use]) -> None:
    one, _own = _spec(made, operation.ref)
    uses = uses_of(made, operation.ref, outside)
    if uses:
        raise used(_("Chưa xóa được vì còn được nhắc tới ở: %s. Sửa những chỗ đó trước."), uses)
    held_in(made, one.slot).pop(one.position)


def _properties(made: dict[str, Json], operation: SetProperties, outside: Sequence[Use]) -> None:
    one, spec = _spec(made, operation.ref)
    errors = properties.check_properties(made, operation.ref, operation.values)
    if errors:
        raise CannotApply("bad-properties", next(iter(errors.values())), errors=errors)
    properties.write_properties(one, spec, operation.values)


def _rename(made: dict[str, Json], operation: RenameKey, outside: Sequence[Use]) -> None:
    one, spec = _spec(made, operation.ref)
    key = operation.key.strip()
    if not KEY.fullmatch(key) or len(key) > 100:
        raise _bad_key(_("Viết khóa bằng chữ không dấu liền nhau, ví dụ hoTen hoặc tre.hoTen."))
    if key == one.key:
        return
    scope = one.path[: len(one.path) - len(one.key)]
    taken = {bare(other.path) for other in places(made) if other.ref != one.ref}
    new = bare(scope + key)
    if any(new == path or (answers(one) and not one.path.startswith(f"{path}[") and _inside(new, path)) for path in taken):
        raise _bad_key(_("Khóa “%s” đã dùng ở chỗ khác. Đặt khóa khác.") % key)
    named = [use for use in uses_of(made, one.ref, outside) if not use.ref]
    if named:
        raise used(_("Chưa đổi được khóa vì đang dùng ngoài biểu mẫu: %s. Sửa những chỗ đó trước."), named)
    old = bare(one.path)
    if answers(one):
        rename_all(made, {old: new})
    spec["key"] = key


def _inside(new: str, path: str) -> bool:
    return new.startswith(f"{path}.")


def _bad_key(message: str) -> CannotApply:
    return CannotApply("bad-key", message, errors={"key": message})


def _condition(made: dict[str, Json], operation: SetCondition, outside: Sequence[Use]) -> None:
    _one, spec = _spec(made, operation.ref)
    _put(spec, "conditional", operation.conditional)


def _calculation(made: dict[str, Json], operation: SetCalculation, outside: Sequence[Use]) -> None:
    one, spec = _spec(made, operation.ref)
    if operation.rule is not None and not one.asks and one.type != "hidden":
        raise CannotApply("no-answer", _("Chỉ câu hỏi mới có phép tính."))
    if isinstance(operation.rule, str):
        raise CannotApply("custom-code", _("Phép tính viết bằng JsonLogic, không viết bằng mã chương trình."))
    _put(spec, "calculateValue", operation.rule)
    _put(spec, "allowCalculateOverride", True if operation.rule is not None and operation.override else None)


def _first_value(made: dict[str, Json], operation: SetFirstValue, outside: Sequence[Use]) -> None:
    one, spec = _spec(made, operation.ref)
    if operation.rule is not None and not one.asks and one.type != "hidden":
        raise CannotApply("no-answer", _("Chỉ câu hỏi mới có câu trả lời có sẵn."))
    if isinstance(operation.rule, str):
        raise CannotApply("custom-code", _("Phép tính viết bằng JsonLogic, không viết bằng mã chương trình."))
    _put(spec, "customDefaultValue", operation.rule)


def _rule(made: dict[str, Json], operation: SetRule, outside: Sequence[Use]) -> None:
    _one, spec = _spec(made, operation.ref)
    validate = dict(section(spec, "validate"))
    _put(validate, "json", operation.rule)
    _put(spec, "validate", validate or None)


def _required_when(made: dict[str, Json], operation: SetRequiredWhen, outside: Sequence[Use]) -> None:
    _one, spec = _spec(made, operation.ref)
    logic = spec.get("logic")
    kept = [
        entry for entry in (logic if isinstance(logic, list) else []) if section({"e": entry}, "e").get("name") != REQUIRED_WHEN
    ]
    if operation.conditional:
        kept.append(required_logic(operation.conditional))
        validate = {name: value for name, value in section(spec, "validate").items() if name != "required"}
        _put(spec, "validate", validate or None)
    _put(spec, "logic", kept or None)


def _put(holder: dict[str, Json], name: str, value: Json) -> None:
    """Set a value, or take the name away when there is none."""
    if value is None or value == {}:
        holder.pop(name, None)
    else:
        holder[name] = value


def _options(made: dict[str, Json], operation: SetOptions, outside: Sequence[Use]) -> None:
    one, spec = _spec(made, operation.ref)
    options.set_options(made, one, spec, operation.options)


def _refresh(made: dict[str, Json], operation: RefreshBlock, outside: Sequence[Use]) -> None:
    one, spec = _spec(made, operation.ref)
    refresh(made, one, spec, operation.block, outside)


def _detach(made: dict[str, Json], operation: DetachBlock, outside: Sequence[Use]) -> None:
    one, spec = _spec(made, operation.ref)
    detach(one, spec)


_DO: Mapping[type, Doing] = {
    AddPage: adding.add_page,
    AddComponent: adding.add_component,
    AddBlock: adding.add_block,
    Duplicate: adding.duplicate,
    Move: moving.move,
    MoveTo: moving.move_to,
    RefreshBlock: _refresh,
    DetachBlock: _detach,
    Remove: _remove,
    SetProperties: _properties,
    RenameKey: _rename,
    SetOptions: _options,
    SetCondition: _condition,
    SetCalculation: _calculation,
    SetFirstValue: _first_value,
    SetRule: _rule,
    SetRequiredWhen: _required_when,
    SetTitle: _title,
}

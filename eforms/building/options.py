"""The choices of a question: written, renamed and taken away without leaving a condition on nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from common.jsvalues import text
from common.text import tidy
from eforms.building.keys import fresh_key, key_for
from eforms.building.naming import put_rule, renaming, rules_of
from eforms.building.refusing import CannotApply, used
from eforms.building.tree import Document, Place, places
from eforms.building.uses import Use, answer_paths, rename_all, walk
from eforms.paths import bare, section

Json = Any
WITH_OPTIONS = frozenset({"radio", "select", "selectboxes"})


def options_of(spec: Mapping[str, Json]) -> tuple[dict[str, Json], ...]:
    """The choices as written in the form: value, label, description; none for a named list."""
    held = section(spec, "data").get("values") if spec.get("type") == "select" else spec.get("values")
    if spec.get("type") == "select" and spec.get("dataSrc") == "json":
        held = section(spec, "data").get("json")
    return tuple(dict(item) for item in (held if isinstance(held, list) else []) if isinstance(item, Mapping))


def set_options(made: dict[str, Json], one: Place, spec: dict[str, Json], given: Sequence[Mapping[str, Json]]) -> None:
    """Write the choices. Raises ``CannotApply`` with sentences by ``options[0].label``."""
    if one.kind is None or one.kind.name not in WITH_OPTIONS:
        raise CannotApply("no-options", _("Loại câu hỏi này không có danh sách lựa chọn."))
    written, moved = _written(given)
    before = [text(item.get("value")) for item in options_of(spec)]
    gone = [value for value in before if value not in moved and value not in {item["value"] for item in written}]
    for value in gone:
        uses = literal_uses(made, one, value)
        if uses:
            label = next(str(item.get("label") or value) for item in options_of(spec) if text(item.get("value")) == value)
            message = _("Chưa bỏ được lựa chọn “%s” vì còn được nhắc tới ở: ") % label.replace("%", "%%")
            raise used(message + _("%s. Sửa những chỗ đó trước."), uses)
    changed = {old: new for old, new in moved.items() if old != new}
    if changed:
        _follow(made, one, changed)
    if spec.get("type") == "select":
        data = {name: value for name, value in section(spec, "data").items() if name not in ("list", "parent", "json")}
        spec["data"] = {**data, "values": written}
        spec.pop("dataSrc", None)
    else:
        spec["values"] = written
    default = spec.get("defaultValue")
    if isinstance(default, str) and default in changed:
        spec["defaultValue"] = changed[default]
    elif isinstance(default, str) and default in gone:
        del spec["defaultValue"]


def _written(given: Sequence[Mapping[str, Json]]) -> tuple[list[dict[str, Json]], dict[str, str]]:
    """The choices to store, and old value → new value of those that had another."""
    written: list[dict[str, Json]] = []
    moved: dict[str, str] = {}
    errors: dict[str, str] = {}
    asked = {text(item.get("value")).strip() for item in given if item.get("value") not in (None, "")}
    for number, item in enumerate(given):
        label = tidy(str(item.get("label") or ""))
        value = text(item.get("value")).strip() if item.get("value") not in (None, "") else ""
        if not label:
            errors[f"options[{number}].label"] = _("Nhập chữ của lựa chọn này.")
            continue
        if not value:
            value = fresh_key(key_for(label), asked | {one["value"] for one in written})
        if any(one["value"] == value for one in written):
            errors[f"options[{number}].value"] = _("Giá trị “%s” đã dùng cho lựa chọn khác.") % value
            continue
        hint = tidy(str(item.get("description") or ""))
        written.append({"value": value, "label": label, **({"description": hint} if hint else {})})
        if item.get("was"):
            moved[text(item["was"])] = value
    if not given:
        errors["options"] = _("Thêm ít nhất một lựa chọn.")
    if errors:
        raise CannotApply("bad-options", next(iter(errors.values())), errors=errors)
    return written, moved


def literal_uses(document: Document, one: Place, value: str) -> tuple[Use, ...]:
    """Who compares the answer of ``one`` with this choice."""
    path, found = bare(one.path), []
    known = places(document)
    paths = answer_paths(known)
    for other in known:
        for what, rule in rules_of(other.spec):
            hits: list[str] = []

            def note(named: str, literal: Json, hits: list[str] = hits) -> Json:
                if named == path and text(literal) == value:
                    hits.append(named)
                return literal

            def ticked(named: str, hits: list[str] = hits) -> str:
                if named == f"{path}.{value}":
                    hits.append(named)
                return named

            walk(other, paths, ticked, note).over(what, rule)
            if hits:
                found.append(Use(path, _("điều kiện hoặc luật của “%s”") % (other.label or other.key), other.ref))
    return tuple(found)


def _follow(made: dict[str, Json], one: Place, changed: Mapping[str, str]) -> None:
    """Conditions that compare with an old value compare with the new one; ``khaiVe.me`` of ticked boxes too."""
    path = bare(one.path)
    known = places(made)
    paths = answer_paths(known)

    def literal(named: str, value: Json) -> Json:
        return changed.get(text(value), value) if named == path and value is not None else value

    same = renaming({})
    for other in known:
        for what, rule in list(rules_of(other.spec)):
            put_rule(other.spec, what, walk(other, paths, same, literal).over(what, rule))  # type: ignore[arg-type]
    if one.kind is not None and one.kind.name == "selectboxes":
        rename_all(made, {f"{path}.{old}": f"{path}.{new}" for old, new in changed.items()})

"""One refusal of the engine, mended: the wrong part goes, or the component becomes one that can stand."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from eforms.building.stored import put
from eforms.building.tree import Place, kind_of, label_of, places, vn
from eforms.nodes import Refusal

Json = Any
_NAME = re.compile(r"\.([A-Za-z]\w*)")
_NESTED = frozenset({"validate", "data", "widget", "conditional", "properties"})
_TAGS = re.compile(r"<[^>]*>")
_LOGIC = ("conditional", "calculateValue", "customDefaultValue", "logic")


def mend(made: dict[str, Json], refusal: Refusal) -> tuple[dict[str, Json] | None, str, str]:
    """(component, what, sentence), the document changed in place so that this refusal does not come again."""
    one = _at(made, refusal.path)
    if one is None:
        made["components"] = []
        return None, "removed", _("Bỏ nội dung không đọc được.")
    spec: dict[str, Json] = one.spec  # type: ignore[assignment]
    names = _NAME.findall(refusal.path[len(one.at) :])
    if names and names[0] not in ("key", "type", "components"):
        return spec, "removed", _part(spec, names)
    done = _whole(spec, refusal.reason)
    if done:
        return spec, "replaced", done
    copy = dict(spec)
    _remove(made, one)
    return copy, "removed", _("Bỏ “%s”.") % (label_of(copy) or copy.get("key") or "")


def _at(made: dict[str, Json], path: str) -> Place | None:
    inside = [one for one in places(made) if path == one.at or path.startswith((f"{one.at}.", f"{one.at}["))]
    return max(inside, key=lambda one: len(one.at), default=None)


def _part(spec: dict[str, Json], names: list[str]) -> str:
    """Take away the named part: ``validate.pattern`` alone, ``logic`` as a whole."""
    path = names[:2] if names[0] in _NESTED and len(names) > 1 else names[:1]
    if names[:2] == ["properties", "vn"]:
        path = names[:3]
    if path[0] == "conditional":
        path = ["conditional"]
    put(spec, path, None)
    return _("Bỏ phần “%s”.") % ".".join(path)


def _whole(spec: dict[str, Json], reason: str) -> str:
    """Mend the component itself; "" when it must go."""
    if reason in ("no-options", "data-source"):
        for name in ("values", "data", "dataSrc", "multiple", "defaultValue"):
            spec.pop(name, None)
        spec["type"] = "textfield"
        return _("Đổi thành ô chữ vì danh sách lựa chọn không dùng được. Viết lại các lựa chọn.")
    if reason == "duplicate-option":
        return _apart(spec)
    if reason == "bad-date":
        for holder in ([], ["validate"], ["datePicker"]):
            for name in ("minDate", "maxDate"):
                put(spec, [*holder, name], None)
        return _("Bỏ giới hạn ngày.")
    if reason == "active-content":
        words = _TAGS.sub(" ", str(spec.pop("content", None) or spec.get("html") or ""))
        spec["html"] = "" if "javascript:" in words.lower() else " ".join(words.split())
        return _("Bỏ mã chạy được, giữ lại chữ.")
    if reason == "cycle":
        name = next((name for name in _LOGIC if spec.pop(name, None) is not None), "")
        return _("Bỏ phần “%s” làm thành vòng.") % name if name else ""
    if reason == "bad-address":
        for name in ("edition", "detail"):
            put(spec, ["properties", "vn", name], None)
        return _("Đặt lại cấp hành chính của địa chỉ.")
    if reason == "unknown-type" and vn(spec).get("type"):
        put(spec, ["properties", "vn", "type"], None)
        return _("Bỏ loại riêng.") if kind_of(spec) else ""
    return ""


def _apart(spec: dict[str, Json]) -> str:
    """Give each choice a value of its own."""
    holder: Any = spec.get("values")
    if not isinstance(holder, list):
        data = spec.get("data")
        holder = data.get("values") or data.get("json") if isinstance(data, Mapping) else []
    seen: set[str] = set()
    for item in holder if isinstance(holder, list) else []:
        if isinstance(item, dict):
            value, number = str(item.get("value")), 2
            while value in seen:
                value, number = f"{item.get('value')}{number}", number + 1
            seen.add(value)
            item["value"] = value
    return _("Đổi giá trị của các lựa chọn bị trùng.")


def _remove(made: dict[str, Json], one: Place) -> None:
    """Take the component out of the list that holds it."""

    def walk(holder: Json) -> bool:
        for value in holder.values() if isinstance(holder, dict) else holder if isinstance(holder, list) else ():
            if isinstance(value, list) and any(item is one.spec for item in value):
                value[:] = [item for item in value if item is not one.spec]
                return True
            if isinstance(value, (dict, list)) and walk(value):
                return True
        return False

    walk(made)

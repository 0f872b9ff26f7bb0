"""What Form.io writes and this language says otherwise: noise of its builder, types of its own, conditions in JavaScript."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from eforms.building.tree import kind_of, label_of
from eforms.vocabulary import LOOKS

Json = Any
# Looks and bookkeeping of Form.io's own renderer and builder, whatever their value; some types here read the last ones.
NOISE = (LOOKS | {"input"}) - {"dataFormat", "url", "rows", "customConditional"}
# Empty or off, these still say something.
_MEANT = frozenset(
    {"clearOnHide", "spellcheck", "dayFirst", "decimalLimit", "enableTime", "enableDate", "components", "defaultValue", "html"}
)
_LIKE = {
    "password": "textfield",
    "tags": "textarea",
    "datamap": "textarea",
    "phonenumber": "phoneNumber",
    "datetimepicker": "datetime",
}
_GONE = {
    "recaptcha": n("hệ thống tự chống gửi hàng loạt"), "captcha": n("hệ thống tự chống gửi hàng loạt"),
    "form": n("biểu mẫu lồng trong biểu mẫu; chép các câu hỏi của nó vào đây"),
    "resource": n("dữ liệu của máy chủ Form.io"), "custom": n("thành phần riêng của nơi xuất"),
    "tree": n("cây lồng nhau; dùng nhóm lặp lại"), "reviewpage": n("hệ thống có trang kiểm tra lại"),
}  # fmt: skip
_SHOW = re.compile(
    r"^\s*show\s*=\s*\(?\s*(?:data|row)\.([A-Za-z_][\w.]*)\s*(===?|!==?)\s*(?:'([^']*)'|\"([^\"]*)\"|(true|false|-?\d+(?:\.\d+)?))\s*\)?\s*;?\s*$"
)


def is_noise(name: str, value: Json) -> bool:
    """Tell whether a setting of a component may go without anybody missing it."""
    if name in NOISE:
        return True
    return name not in _MEANT and (value is None or value is False or value in ("", [], {}))


def condition_of(code: str) -> dict[str, Json] | None:
    """The Form.io condition behind ``show = data.x === 'y'``, ``None`` for other code."""
    found = _SHOW.match(code)
    if not found:
        return None
    name, sign, single, double, plain = found.groups()
    value: Json = single if single is not None else double if double is not None else plain
    return {"show": not sign.startswith("!"), "when": name, "eq": value}


def converted(spec: dict[str, Json]) -> tuple[list[dict[str, Json]], str, str]:
    """(components, what, sentence): the component itself, or what stands in for one that this language does not have."""
    if kind_of(spec) is not None:
        return [spec], "", ""
    name = str(spec.get("type") or "")
    label = label_of(spec) or str(spec.get("key") or name)
    ours = (spec.get("properties") or {}).get("vn") if isinstance(spec.get("properties"), Mapping) else None
    if isinstance(ours, Mapping) and ours.get("type"):
        kept = {**spec, "properties": {**spec["properties"], "vn": {key: ours[key] for key in ours if key != "type"}}}
        if kind_of(kept) is not None:
            return [kept], "replaced", _("Loại riêng “%s” không có ở đây, giữ lại loại gốc của câu hỏi.") % ours["type"]
    if name in _GONE:
        return [], "removed", _("Bỏ “%(label)s”: %(why)s.") % {"label": label, "why": _(_GONE[name])}
    if name == "survey" and isinstance(spec.get("questions"), list):
        return _survey(spec), "replaced", _("Bảng hỏi “%s” được tách thành từng câu chọn một.") % label
    inner = spec.get("components")
    if isinstance(inner, list):
        return [_group(spec, label)], "replaced", _("“%s” được thay bằng nhóm câu hỏi, giữ các câu bên trong.") % label
    like = _LIKE.get(name.lower(), "textfield")
    made = {key: value for key, value in spec.items() if key not in ("values", "data", "dataSrc", "multiple")}
    message = _("Loại “%(type)s” không có ở đây nên “%(label)s” thành ô chữ. Đổi sang loại phù hợp.") % {
        "type": name,
        "label": label,
    }
    return [{**made, "type": like, "label": label}], "replaced", message


def _group(spec: Mapping[str, Json], label: str) -> dict[str, Json]:
    """Tabs and the like as a titled group; tabs inside become groups of their own."""
    parts = []
    for number, part in enumerate(spec["components"]):
        if isinstance(part, Mapping) and not part.get("type") and isinstance(part.get("components"), list):
            key = str(part.get("key") or f"{spec.get('key')}{number + 1}")
            parts.append(
                {"type": "fieldset", "key": key, "legend": str(part.get("label") or ""), "components": part["components"]}
            )
        else:
            parts.append(part)
    made = {key: value for key, value in spec.items() if key not in ("components", "label", "title")}
    return {**made, "type": "fieldset", "legend": label, "components": parts}


def _survey(spec: Mapping[str, Json]) -> list[dict[str, Json]]:
    made = []
    for number, question in enumerate(spec["questions"]):
        if isinstance(question, Mapping):
            one: dict[str, Json] = {
                "type": "radio", "key": f"{spec.get('key')}{question.get('value') or number + 1}", "label": question.get("label"),
                "values": list(spec.get("values") or []), "_at": spec.get("_at"),
            }  # fmt: skip
            made.append({**one, **{name: spec[name] for name in ("validate", "conditional") if spec.get(name)}})
    return made

"""What a Form.io document may carry and we never run or cannot keep: code, and behaviour that only Form.io's renderer has."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from eforms.paths import section
from eforms.types.base import Json, Spec

Found = Iterator[tuple[str, str, str]]

_CODE = (
    "calculateValue", "customDefaultValue", "customConditional", "attachmentCode", "custom", "onChange", "onClick",
    "conditionalAddButton",
)  # fmt: skip
_CODE_INSIDE = {"data": ("custom",), "widget": ("customCode",), "conditional": ("custom",), "datePicker": ("disableFunction",)}
_INSTEAD = {
    "calculateValue": "JsonLogic (calculateValue: {…})",
    "customDefaultValue": "JsonLogic (customDefaultValue: {…})",
    "customConditional": "conditional",
    "data.custom": "data.values",
}
_BEHAVIOUR: Mapping[str, str] = {
    "protected": gettext_noop("Thuộc tính “protected” không cần: ai xem được câu trả lời do quyền quyết định. Bỏ nó đi."),
    "nextPage": gettext_noop(
        "Trang kế tiếp do điều kiện hiện trang quyết định. Bỏ “nextPage”, đặt conditional cho các trang sau."
    ),
    "enableRowGroups": gettext_noop("Nhóm dòng (rowGroups) không được nhận. Tách thành nhiều nhóm lặp."),
    "allowMultipleMasks": gettext_noop("Nhiều mẫu nhập (inputMasks) không được nhận. Dùng validate.pattern."),
    "serverOverride": gettext_noop("Thuộc tính “serverOverride” không được nhận. Ghi thẳng vào thành phần."),
    "addons": gettext_noop("Phần mở rộng (addons) không được nhận. Bỏ nó đi."),
}
_FORM_CODE = ("controller", "module")


def found(spec: Spec, at: str) -> Found:
    """Yield (path, reason, sentence) for every piece of code or unsupported behaviour in one component."""
    for name in _CODE:
        if _is_code(spec.get(name)):
            yield f"{at}.{name}", "custom-code", _sentence(name)
    for outer, names in _CODE_INSIDE.items():
        held = section(spec, outer)
        for name in names:
            if _is_code(held.get(name)):
                yield f"{at}.{outer}.{name}", "custom-code", _sentence(f"{outer}.{name}")
    for name, sentence in _BEHAVIOUR.items():
        if spec.get(name):
            yield f"{at}.{name}", "unsupported", _(sentence)
    yield from _special(spec, at)


def _special(spec: Spec, at: str) -> Found:
    for name in ("attributes", "attrs"):
        if _handlers(spec.get(name)):
            message = _("Thuộc tính HTML chạy mã (on…, javascript:) không được nhận. Bỏ nó khỏi “%s”.") % name
            yield f"{at}.{name}", "active-content", message
    if spec.get("as") == "json":
        yield f"{at}.as", "unsupported", _("Ô chữ không nhận giá trị JSON. Dùng nhóm lặp hoặc nhiều ô.")
    if spec.get("type") == "checkbox" and spec.get("inputType") == "radio":
        yield f"{at}.inputType", "unsupported", _("Nhiều ô đánh dấu làm một lựa chọn không được nhận. Dùng loại radio.")


def in_form(document: Mapping[str, Any]) -> Found:
    """The same for the document itself."""
    for name in _FORM_CODE:
        if _is_code(document.get(name)):
            yield name, "custom-code", _sentence(name)
    if document.get("display") == "pdf":
        yield "display", "unsupported", _("Biểu mẫu trên nền PDF không được nhận. Dùng “form” hoặc “wizard”.")


def _handlers(value: Json) -> bool:
    """Event handlers in either of Form.io's ways: {"onclick": …} and [{"attr": "onclick", "value": …}]."""
    if isinstance(value, Mapping):
        pairs = list(value.items())
    else:
        rows = value if isinstance(value, list) else []
        pairs = [(row.get("attr"), row.get("value")) for row in rows if isinstance(row, Mapping)]
    return any(str(k).strip().lower().startswith("on") or "javascript:" in str(v).lower() for k, v in pairs)


def _is_code(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _sentence(name: str) -> str:
    instead = _INSTEAD.get(name, "JsonLogic")
    return _("Mã JavaScript ở “%s” không được nhận. Bỏ nó đi và dùng %s.") % (name, instead)

"""What a Form.io document may carry and we never run: JavaScript, in any of the places where the builder puts it."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from eforms.paths import section
from eforms.types.base import Json, Spec

_CODE = ("calculateValue", "customDefaultValue", "customConditional", "attachmentCode", "custom", "onChange", "onClick")
_CODE_INSIDE = {
    "validate": ("custom",),
    "data": ("custom",),
    "widget": ("customCode",),
    "conditional": ("custom",),
}
_SCRIPTS = frozenset({"javascript", "customAction", "custom"})
_INSTEAD = {
    "calculateValue": "JsonLogic (calculateValue: {…})",
    "customDefaultValue": "JsonLogic (customDefaultValue: {…})",
    "customConditional": "conditional",
    "validate.custom": "validate.json",
    "data.custom": "data.values",
}


def found(spec: Spec, at: str) -> Iterator[tuple[str, str, str]]:
    """Yield (path, reason, sentence) for every piece of code or unsupported behaviour in one component."""
    for name in _CODE:
        if _is_code(spec.get(name)):
            yield f"{at}.{name}", "custom-code", _sentence(name)
    for outer, names in _CODE_INSIDE.items():
        held = section(spec, outer)
        for name in names:
            if _is_code(held.get(name)) and outer != "validate":
                yield f"{at}.{outer}.{name}", "custom-code", _sentence(f"{outer}.{name}")
    if spec.get("logic"):
        message = _("Phần “logic” chưa dùng được. Dùng conditional để ẩn hiện và calculateValue (JsonLogic) để tính.")
        yield f"{at}.logic", "custom-code" if _holds_code(spec["logic"]) else "unsupported", message


def _is_code(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _holds_code(value: Json) -> bool:
    if isinstance(value, Mapping):
        return any((key in _SCRIPTS and _is_code(held)) or _holds_code(held) for key, held in value.items())
    return isinstance(value, list) and any(_holds_code(item) for item in value)


def _sentence(name: str) -> str:
    instead = _INSTEAD.get(name, "JsonLogic")
    return _("Mã JavaScript ở “%s” không được nhận. Bỏ nó đi và dùng %s.") % (name, instead)

"""Results as the procedure describes them: which fields a template has and what they start with. Pure.

A result in a version's content may have ``fields``: [{key, label, kind: text|textarea|date|fixed, value: JsonLogic}].
``key`` is a dotted path into the template's data (``child.name``); the rule sees ``answers``, ``owner`` and ``today``.
The handler edits the values; ``fixed`` ones (lists, computed parts) come from the rule alone.
"""

from typing import Any

from common import jsonlogic
from common.errors import NotFound
from dossiers.loaded import Loaded

FIXED = "fixed"


def template(loaded: Loaded, key: str) -> dict[str, Any]:
    """The result ``key`` with ``fields`` always there; raises ``NotFound`` when the version has no such result."""
    for result in loaded.content["results"]:
        if result["key"] == key:
            return {"fields": [], **result}
    raise NotFound


def first_values(result: dict[str, Any], facts: dict[str, Any]) -> dict[str, str]:
    """What the handler's draft begins with: each editable field's rule over the facts, as text."""
    editable = (field for field in result["fields"] if field.get("kind") != FIXED)
    return {field["key"]: _text(jsonlogic.apply(field.get("value"), facts)) for field in editable}


def data(result: dict[str, Any], values: dict[str, str], facts: dict[str, Any]) -> dict[str, Any]:
    """The template's nested data: the handler's values, and the fixed fields computed anew."""
    nested: dict[str, Any] = {}
    for field in result["fields"]:
        value = jsonlogic.apply(field.get("value"), facts) if field.get("kind") == FIXED else values.get(field["key"], "")
        _put(nested, field["key"].split("."), value)
    return nested


def _put(node: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        node = node.setdefault(name, {})
    node[path[-1]] = value


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, float):
        # A decimal comma, as Vietnamese documents write numbers.
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return str(value)

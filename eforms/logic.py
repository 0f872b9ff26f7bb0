"""Form.io's ``logic``: while a trigger holds, a component is another one (required, hidden, relabelled) or has a set value.

Accepted: triggers ``simple`` (both ways of writing one) and ``json``; actions ``property``, ``value`` with JsonLogic, and
``mergeComponentSchema`` with an object. Whatever may change is in ``CHANGEABLE``; code, events and templates are refused.

What fired logic makes of a component is compiled once per combination and kept in ``Field.variants``; so a component under
logic costs no more than a plain one. Properties that decide what is answered (hidden, disabled, value) are settled with the
conditions (``eforms.settle``), the others are looked up where they matter: when answers are checked and when a page is drawn.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from common import jsonlogic
from common.jsonlogic import RuleTooCostly
from eforms import conditions
from eforms.aspects import aspects
from eforms.conditions import Names
from eforms.nodes import Condition, Field, Json, Logic
from eforms.paths import section
from eforms.rules import logic_refusal
from eforms.types.base import Refuse, Spec

_CHANGEABLE = """label title legend description tooltip placeholder errorLabel suffix prefix hidden disabled validate errors
    content html customClass className labelPosition hideLabel tableView autofocus tabindex collapsed theme"""
CHANGEABLE = frozenset(_CHANGEABLE.split())
MOST = 12


def compile(spec: Spec, names: Names, refuse: Refuse) -> tuple[Logic, ...]:
    """Compile ``logic`` of a component; what cannot be kept is refused with its place."""
    entries = spec.get("logic")
    if entries in (None, "", [], {}):
        return ()
    if not isinstance(entries, list) or len(entries) > MOST:
        refuse("bad-logic", _("Phần “logic” phải là danh sách, nhiều nhất %d mục.") % MOST, ".logic")
        return ()
    found = []
    for number, entry in enumerate(entries):
        if not isinstance(entry, Mapping):
            refuse("bad-logic", _("Mỗi mục của “logic” phải là đối tượng {name, trigger, actions}."), f".logic[{number}]")
        elif entry.get("actions") or section(entry, "trigger").get("type") == "javascript":
            found.append(_entry(entry, names, _inside(refuse, f".logic[{number}]")))
    return tuple(one for one in found if one)


def _inside(refuse: Refuse, at: str) -> Refuse:
    def inner(reason: str, message: str, where: str = "") -> None:
        refuse(reason, message, at + where)

    return inner


def _entry(entry: Mapping[str, Json], names: Names, refuse: Refuse) -> Logic | None:
    fires = _trigger(section(entry, "trigger"), names, refuse)
    changes: list[tuple[str, Json]] = []
    values: list[jsonlogic.Rule] = []
    actions = entry.get("actions")
    for number, action in enumerate(actions if isinstance(actions, list) else []):
        inner = _inside(refuse, f".actions[{number}]")
        kind = action.get("type") if isinstance(action, Mapping) else None
        if kind == "property":
            changes += _property(action, inner)
        elif kind == "value":
            values += _value(action.get("value"), inner)
        elif kind == "mergeComponentSchema":
            changes += _merge(action.get("schemaDefinition"), inner)
        elif kind == "customAction":
            inner("custom-code", _("Mã JavaScript không được nhận. Dùng hành động property, value hoặc mergeComponentSchema."))
        else:
            inner("unsupported", _("Hành động phải thuộc loại property, value hoặc mergeComponentSchema."), ".type")
    return Logic(str(entry.get("name") or ""), fires, tuple(changes), tuple(values)) if fires else None


def _trigger(trigger: Mapping[str, Json], names: Names, refuse: Refuse) -> Condition | None:
    kind = trigger.get("type")
    if kind == "simple":
        wanted: Json = trigger.get("simple")
    elif kind == "json":
        wanted = {"json": trigger.get("json")}
    else:
        reason = "custom-code" if kind == "javascript" else "unsupported"
        message = _("Điều kiện của “logic” phải thuộc loại simple hoặc json (JsonLogic), không dùng mã hay sự kiện.")
        refuse(reason, message, f".trigger.{kind}" if kind == "javascript" else ".trigger.type")
        return None
    condition = compiled(wanted, names, _inside(refuse, ".trigger"))
    if condition is None:
        refuse("bad-condition", _("Điều kiện của “logic” còn trống. Chọn ô và giá trị, hoặc bỏ mục này."), ".trigger")
    return condition


def compiled(conditional: Json, names: Names, refuse: Refuse) -> Condition | None:
    """Compile a condition; what is wrong with it is refused in words."""
    try:
        return conditions.compile(conditional, names.resolve, names.month_first)
    except jsonlogic.BadRule as bad:
        refuse(*logic_refusal(bad))
    except conditions.BadCondition as bad:
        refuse(bad.reason, _BAD_CONDITION[bad.reason](bad.name))
    return None


_BAD_CONDITION: Mapping[str, Callable[[str], str]] = {
    "unknown-field": lambda name: _("Điều kiện nhắc tới ô “%s” không có trong biểu mẫu. Sửa key hoặc bỏ điều kiện.") % name,
    "unknown-operator": lambda name: (
        _("Phép so sánh “%s” không có. Dùng isEqual, isNotEqual, isEmpty, includes, greaterThan…") % name
    ),
    "bad-condition": lambda name: _("Điều kiện phải là danh sách các đối tượng {component, operator, value}."),
}


def _property(action: Mapping[str, Json], refuse: Refuse) -> list[tuple[str, Json]]:
    named = section(action, "property")
    name = str(named.get("value") or "")
    if named.get("type") == "boolean":
        return _changed(name, str(action.get("state")).lower() == "true", refuse)
    text = action.get(str(named.get("component") or "text"))
    return _changed(name, text if isinstance(text, (str, int, float)) else "", refuse)


def _changed(name: str, value: Json, refuse: Refuse) -> list[tuple[str, Json]]:
    if name.partition(".")[0] not in CHANGEABLE:
        allowed = "label, description, hidden, disabled, validate.required, validate.…"
        refuse("unsupported", _("“logic” không đổi được thuộc tính “%s”. Đổi được: %s.") % (name, allowed), ".property")
        return []
    if isinstance(value, str) and "{{" in value:
        refuse("unsupported", _("Chữ chứa {{…}} không được nhận. Viết sẵn từng câu và chọn câu bằng điều kiện."), ".text")
        return []
    return [(name, value)]


def _merge(schema: Json, refuse: Refuse) -> list[tuple[str, Json]]:
    if isinstance(schema, str) and schema.strip():
        sentence = _("Mã JavaScript không được nhận. Viết schemaDefinition là đối tượng JSON, ví dụ {“disabled”: true}.")
        refuse("custom-code", sentence, ".schemaDefinition")
        return []
    held = schema.items() if isinstance(schema, Mapping) else ()
    return [change for name, value in held for change in _changed(str(name), value, _inside(refuse, ".schemaDefinition"))]


def _value(rule: Json, refuse: Refuse) -> list[jsonlogic.Rule]:
    if isinstance(rule, str):
        sentence = _("Mã JavaScript không được nhận. Viết giá trị bằng JsonLogic; một câu chữ viết là {“cat”: [“…”]}.")
        refuse("custom-code", sentence, ".value")
        return []
    try:
        return [jsonlogic.compile(rule)]
    except jsonlogic.BadRule as bad:
        refuse(*logic_refusal(bad), ".value")
        return []


def check(node: Field, refuse: Refuse) -> None:
    """Compile what each entry alone makes of the component, so that a bad rule in it is refused now and not when it fires."""
    for number, entry in enumerate(node.logic):
        aspects(node.kind, changed(node.spec, entry.changes), node.vn, _inside(refuse, f".logic[{number}]"))


def changed(spec: Spec, changes: tuple[tuple[str, Json], ...]) -> dict[str, Json]:
    """The component's JSON with these properties set; the document's own objects stay as they are."""
    made = dict(spec)
    for name, value in changes:
        scope: dict[str, Any] = made
        *outer, last = name.split(".")
        for part in outer:
            inner = scope.get(part)
            scope[part] = dict(inner) if isinstance(inner, Mapping) else {}
            scope = scope[part]
        scope[last] = value
    return made


def fired(node: Field, data: Mapping[str, Json], row: Mapping[str, Json], budget: list[int] | None = None) -> int:
    """Which entries of ``node.logic`` hold, as bits."""
    bits = 0
    for number, entry in enumerate(node.logic):
        try:
            bits |= entry.fires.test(data, row, budget) << number
        except RuleTooCostly:
            continue
    return bits


def variant(node: Field, bits: int) -> Field:
    """The component as these fired entries make it; itself when none fired."""
    if not bits:
        return node
    made = node.variants.get(bits)
    if made is None:
        entries = [entry for number, entry in enumerate(node.logic) if bits >> number & 1]
        changes = tuple(change for entry in entries for change in entry.changes)
        made = node.variants[bits] = _made(node, changes) if changes else node
    return made


def _made(node: Field, changes: tuple[tuple[str, Json], ...]) -> Field:
    spec = changed(node.spec, changes)
    return replace(node, spec=spec, **aspects(node.kind, spec, node.vn, _silent))


def _silent(reason: str, message: str, where: str = "") -> None:
    """What is wrong was told when the form was read."""

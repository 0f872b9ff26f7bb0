"""One question as HTML: its widget with label, hint, error and buttons; several answers to one question; rows of a group."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eforms import paths
from eforms.display import item_name
from eforms.nodes import Field, Form
from eforms.paths import MISSING, section
from eforms.ports import Ports
from eforms.settle import Standing

FEW = 30
"""Up to so many options several of them are ticked; of more, each is chosen in a list of its own."""


def field_id(path: str) -> str:
    """The id of the box at a path, for links of the error summary: ``a[0].b`` → ``field-a-0-b``."""
    return "field-" + path.replace("[", "-").replace("]", "").replace(".", "-")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a page's links and scripts lead; "" leaves out what needs one.

    ``fix``: "Thông tin sai?". ``units``: ``?edition=&level=&parent=`` → [{value, label}]. ``places``: ``?edition=&q=`` →
    communes. ``options``: ``?list=&parent=&q=`` → entries of a named list. ``live``: takes the posted page, draws it anew.
    """

    fix: str = "/tro-giup/"
    units: str = ""
    places: str = ""
    options: str = ""
    live: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every part of a page is drawn from."""

    form: Form
    data: Mapping[str, Any]
    errors: Mapping[str, str]
    standing: Standing
    prefill: Mapping[str, Any]
    ports: Ports
    addresses: Addresses


def template(name: str, /, **context: Any) -> SafeString:
    """A template's HTML."""
    return SafeString(get_template(name).render(context))


def wrapped(drawing: Drawing, node: Field, at: str, body: SafeString, drives: bool) -> SafeString:
    """Put beside a component what the browser's script needs: its kind, its condition, its sum, whether others follow it."""
    rules = SafeString()
    if drives:
        rules += SafeString(" data-eform-drives")
    if node.condition:
        rules += format_html(' data-eform-when="{}"', json.dumps(node.condition.client, ensure_ascii=False))
    if node.calculate and node.protected and node.kind.name in ("number", "currency"):
        rules += format_html(' data-eform-calculate="{}"', json.dumps(node.calculate.source, ensure_ascii=False))
        rules += format_html(' data-eform-suffix="{}"', node.spec.get("suffix") or ("đ" if node.kind.name == "currency" else ""))
    if node.condition and at in drawing.standing.hidden:
        rules += SafeString(" hidden")
    return format_html(
        '<div class="eform-item" data-eform-path="{}" data-eform-kind="{}"{}>{}</div>', at, node.kind.name, rules, body
    )


def question(drawing: Drawing, node: Field, scope: Any, at: str) -> SafeString:
    """A component with an answer."""
    value = paths.get(scope, node.parts)
    if node.multiple:
        return _several(drawing, node, value if isinstance(value, list) else [], scope, at)
    value = node.kind.empty if value is MISSING else value
    return _single(drawing, node, value, scope, at)


def _single(drawing: Drawing, node: Field, value: Any, scope: Any, at: str, more: Mapping[str, Any] | None = None) -> SafeString:
    context = _context(drawing, node, value, scope, at) | dict(more or {})
    if node.protected and node.kind.template != "eforms/computed.html":
        return template("eforms/computed.html", **{**context, "value": node.kind.display(node, value)})
    return template(context.pop("template", node.kind.template), **context)


def _context(drawing: Drawing, node: Field, value: Any, scope: Any, at: str) -> dict[str, Any]:
    own = node.kind.widget(node, value, drawing.ports)
    if node.kind.name == "select":
        own |= node.kind.drawn(node, str(value or ""), drawing.ports, drawing.data, scope)  # type: ignore[attr-defined]
    identity, error = field_id(at), drawing.errors.get(at, "")
    limit = section(node.spec, "validate").get("maxLength") if node.spec.get("showCharCount") or own.get("rows") else ""
    for number, file in enumerate(own.get("files", ())):
        file["error"] = drawing.errors.get(f"{at}[{number}]", "")
        own["wrong"] = own.get("wrong") or file["error"]
    described = [f"{identity}-hint"] * bool(node.hint) + [f"{identity}-info"] * bool(limit) + [f"{identity}-error"] * bool(error)
    if "boxes" in own:
        _number_boxes(own["boxes"], identity)
    return {
        **own, "id": identity, "name": at, "label": node.label, "hint": node.hint, "more": _more(node), "error": error,
        "optional": _optional(node), "described_by": " ".join(described), "limit": limit, "urls": drawing.addresses,
        "prefix": node.spec.get("prefix") or "", "suffix": own.get("suffix") or node.spec.get("suffix") or "",
        "autocomplete": node.vn.get("autocomplete") or node.spec.get("autocomplete") or own.get("autocomplete") or "",
        "errors": {key.rpartition(".")[2]: text for key, text in drawing.errors.items() if key.startswith(f"{at}.")},
    }  # fmt: skip


def _more(node: Field) -> str:
    """The tooltip as an explanation to open, where the description already stands under the label."""
    tooltip = str(node.spec.get("tooltip") or "")
    return tooltip if tooltip and tooltip != node.hint else ""


def _optional(node: Field) -> bool:
    if node.kind.name == "selectboxes" and any(check.rule == "minSelectedCount" for check in node.checks):
        return False
    return not node.required and not node.protected and not any(check.on_empty for check in node.checks)


def _number_boxes(boxes: list[dict[str, Any]], identity: str) -> None:
    """The first box carries the field's own id, so that a link in the error summary lands in it."""
    for number, box in enumerate(boxes):
        box["id"] = identity if number == 0 else f"{identity}{box['suffix']}"


def _several(drawing: Drawing, node: Field, values: list[Any], scope: Any, at: str) -> SafeString:
    """Several answers to one question: boxes to tick where there are few options, else one box an answer with buttons."""
    base = _context(drawing, node, node.kind.empty, scope, at)
    options = base.get("options") or ()
    if options and len(options) <= FEW:
        chosen = [value for value in values if isinstance(value, str)]
        return template("eforms/checkboxes.html", **base | {"options": options, "chosen": chosen, "mark": f"{at}[]"})
    rows = []
    for number, value in enumerate(values or [node.kind.empty]):
        label = _("%(label)s %(number)d") % {"label": node.label, "number": number + 1}
        own = {"label": label, "hint": "", "more": "", "optional": False, "inner": True}
        body = _single(drawing, node, value, scope, f"{at}[{number}]", own)
        rows.append({"number": number + 1, "path": f"{at}[{number}]", "body": body})
    return template("eforms/multiple.html", **base, rows=rows, can_remove=len(rows) > 1)


def rows(drawing: Drawing, node: Field, scope: Any, at: str, many: Callable[..., SafeString]) -> SafeString:
    """A repeating group: each row with its components and its buttons."""
    held = paths.get(scope, node.parts)
    held = held if isinstance(held, list) else []
    fewest, most = node.extra
    drawn = [
        {
            "number": number + 1,
            "path": f"{at}[{number}]",
            "id": field_id(f"{at}[{number}]"),
            "body": many(drawing, node.children, row, f"{at}[{number}]"),
        }
        for number, row in enumerate(held)
    ]
    return template(
        "eforms/repeat.html", id=field_id(at), path=at, label=node.label, hint=node.hint, error=drawing.errors.get(at, ""),
        rows=drawn, item=item_name(node), can_add=len(held) < most, can_remove=len(held) > max(fewest, 1 if node.required else 0),
    )  # fmt: skip

"""Draws a page of a form as GOV.UK components under our tokens. Works without JavaScript; frontend/src/eform.js makes it nicer.

Names are paths (``tre.hoTen``, ``trichLuc[0].soBan``, ``tre.ngaySinh-ngay``). Components that a condition hides are drawn with
the ``hidden`` attribute and their condition beside it, so that a browser with JavaScript can show them at once.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from eforms import content, paths
from eforms import ports as outside
from eforms.display import item_name
from eforms.intake import fact_of
from eforms.nodes import Field, FieldError, Form, Page
from eforms.paths import MISSING, join
from eforms.ports import Ports
from eforms.posted import Action, action, parse
from eforms.settle import hidden_paths
from eforms.tags import option_tags

__all__ = ["Action", "action", "field_id", "page", "parse"]


def field_id(path: str) -> str:
    """The id of the box at a path, for links of the error summary: ``a[0].b`` → ``field-a-0-b``."""
    return "field-" + path.replace("[", "-").replace("]", "").replace(".", "-")


@dataclass(frozen=True, slots=True)
class _Drawing:
    form: Form
    data: Mapping[str, Any]
    errors: Mapping[str, str]
    hidden: frozenset[str]
    prefill: Mapping[str, Any]
    ports: Ports
    fix_url: str
    units_url: str


def page(
    form: Form,
    page: Page,
    data: Mapping[str, Any],
    errors: Iterable[FieldError] = (),
    *,
    prefill: Mapping[str, Any] | None = None,
    ports: Ports | None = None,
    fix_url: str = "/tro-giup/",
    units_url: str = "",
) -> SafeString:
    """Draw the fields of ``page`` with processed answers (``Outcome.data`` of prepare or process) and their errors.

    ``prefill`` must be the one given to the engine: its facts are shown, not asked. ``fix_url``: where "Thông tin sai?" leads.
    ``units_url``: an address that answers ``?edition=&level=&parent=`` with ``[{"value", "label"}]``; without it a change of
    province is sent to the server as ``_refresh:``.
    """
    first: dict[str, str] = {}
    for error in errors:
        first.setdefault(error.path, error.message)
    hidden = hidden_paths(form, data)
    drawing = _Drawing(form, data, first, hidden, prefill or {}, ports or outside.current(), fix_url, units_url)
    body = _many(drawing, page.fields, data, "")
    buttons = any(node.kind.repeats or node.kind.name == "address" for node in _all(page.fields))
    return _template(
        "eforms/page.html", body=body, needs_default=buttons, context=json.dumps(_context(drawing, page), ensure_ascii=False)
    )


def _template(template: str, /, **context: Any) -> SafeString:
    return SafeString(get_template(template).render(context))


def _all(nodes: Iterable[Field]) -> Iterator[Field]:
    for node in nodes:
        yield node
        yield from _all(node.children)


def _context(drawing: _Drawing, page: Page) -> dict[str, Any]:
    """Answers that conditions of this page read and that are not asked on it: the browser cannot find them itself."""
    here = {node.index for node in _all(page.fields)}
    known: dict[str, Any] = {}
    for node in _all(page.fields):
        for name in node.condition.variables if node.condition else ():
            read = drawing.form.by_path.get(name.removeprefix("data."))
            if read is not None and not read.grids and (read.index not in here or read.protected or _fact(drawing, read)):
                value = paths.get(drawing.data, read.parts)
                if value is not MISSING:
                    paths.put(known, read.parts, value)
    return known


def _fact(drawing: _Drawing, node: Field) -> Any:
    """The fact behind a field, when it is the one that the answers hold."""
    if not node.fact or node.grids:
        return None
    known = fact_of(node, drawing.prefill, drawing.ports)
    value = paths.get(drawing.data, node.parts)
    return known if known is not None and value is not MISSING and not node.kind.is_empty(value) else None


def _many(drawing: _Drawing, nodes: Iterable[Field], scope: Any, prefix: str) -> SafeString:
    """Draw components in order; facts that follow each other stand in one box."""
    drawn: list[SafeString] = []
    facts: list[tuple[Field, Any]] = []
    for node in nodes:
        known = _fact(drawing, node) if join(prefix, node.key) not in drawing.hidden else None
        if known is not None:
            facts.append((node, known))
            continue
        if facts and node.kind.name != "hidden":
            drawn.append(_facts(drawing, facts))
            facts = []
        drawn.append(_one(drawing, node, scope, prefix))
    if facts:
        drawn.append(_facts(drawing, facts))
    return mark_safe("".join(drawn))  # noqa: S308 - every part is rendered by a template


def _facts(drawing: _Drawing, facts: list[tuple[Field, Any]]) -> SafeString:
    shown = [(node, node.kind.display(node, paths.get(drawing.data, node.parts))) for node, _known in facts]
    rows = [{"label": node.label, "value": value, "id": field_id(node.path)} for node, value in shown]
    source = facts[0][1].source or _("Theo tài khoản của bạn")
    return _template("eforms/facts.html", rows=rows, source=source, fix_url=drawing.fix_url)


def _one(drawing: _Drawing, node: Field, scope: Any, prefix: str) -> SafeString:
    if node.kind.name == "hidden" or node.spec.get("hidden") is True:
        return SafeString()
    at = join(prefix, node.key)
    if node.kind.layout:
        inner = _many(drawing, node.children, scope, prefix)
        body = _template(node.kind.template, label=node.label, hint=node.hint, body=inner, id=field_id(at))
    elif node.kind.repeats:
        body = _repeat(drawing, node, scope, at)
    elif node.kind.name == "content":
        body = content.render(node.spec)
    else:
        body = _field(drawing, node, scope, at)
    return _wrapped(drawing, node, at, body)


def _wrapped(drawing: _Drawing, node: Field, at: str, body: SafeString) -> SafeString:
    """Put beside a component what the browser's script needs: its kind, its condition, its sum."""
    rules = SafeString()
    if node.condition:
        rules += format_html(' data-eform-when="{}"', json.dumps(node.condition.client, ensure_ascii=False))
    if node.calculate and node.protected and node.kind.name in ("number", "currency"):
        rules += format_html(' data-eform-calculate="{}"', json.dumps(node.calculate.source, ensure_ascii=False))
        rules += format_html(' data-eform-suffix="{}"', node.spec.get("suffix") or ("đ" if node.kind.name == "currency" else ""))
    if node.condition and at in drawing.hidden:
        rules += SafeString(" hidden")
    return format_html(
        '<div class="eform-item" data-eform-path="{}" data-eform-kind="{}"{}>{}</div>', at, node.kind.name, rules, body
    )


def _field(drawing: _Drawing, node: Field, scope: Any, at: str) -> SafeString:
    value = paths.get(scope, node.parts)
    value = node.kind.empty if value is MISSING else value
    own = node.kind.widget(node, value, drawing.ports)
    if node.kind.name == "select":
        own["options"] = node.kind.options(node, drawing.ports, drawing.data, scope) or ()  # type: ignore[attr-defined]
        own |= {"parent": node.extra.parent, "tags": option_tags(own["options"], str(value or ""))}
    identity = field_id(at)
    error = drawing.errors.get(at, "")
    described = [f"{identity}-hint"] if node.hint else []
    described += [f"{identity}-error"] if error else []
    optional = not node.required and not node.protected and not any(check.on_empty for check in node.checks)
    if node.kind.name == "selectboxes" and any(check.rule == "minSelectedCount" for check in node.checks):
        optional = False
    context = {
        **own, "id": identity, "name": at, "label": node.label, "hint": node.hint, "error": error, "optional": optional,
        "described_by": " ".join(described), "units_url": drawing.units_url,
        "autocomplete": node.vn.get("autocomplete") or node.spec.get("autocomplete") or own.get("autocomplete") or "",
        "errors": {key.rpartition(".")[2]: text for key, text in drawing.errors.items() if key.startswith(f"{at}.")},
    }  # fmt: skip
    if "boxes" in own:
        _number_boxes(own["boxes"], identity)
    if node.protected and node.kind.template != "eforms/computed.html":
        return _template("eforms/computed.html", **{**context, "value": node.kind.display(node, value)})
    return _template(node.kind.template, **context)


def _number_boxes(boxes: list[dict[str, Any]], identity: str) -> None:
    """The first box carries the field's own id, so that a link in the error summary lands in it."""
    for number, box in enumerate(boxes):
        box["id"] = identity if number == 0 else f"{identity}{box['suffix']}"


def _repeat(drawing: _Drawing, node: Field, scope: Any, at: str) -> SafeString:
    rows = paths.get(scope, node.parts)
    rows = rows if isinstance(rows, list) else []
    fewest, most = node.extra
    drawn = [
        {
            "number": number + 1,
            "path": f"{at}[{number}]",
            "id": field_id(f"{at}[{number}]"),
            "body": _many(drawing, node.children, row, f"{at}[{number}]"),
        }
        for number, row in enumerate(rows)
    ]
    return _template(
        "eforms/repeat.html", id=field_id(at), path=at, label=node.label, hint=node.hint, error=drawing.errors.get(at, ""),
        rows=drawn, item=item_name(node), can_add=len(rows) < most, can_remove=len(rows) > max(fewest, 1 if node.required else 0),
    )  # fmt: skip

"""Draws a page of a form as GOV.UK components under our tokens. Works without JavaScript; frontend/src/eform*.js makes it nicer.

Names are paths (``tre.hoTen``, ``trichLuc[0].soBan``, ``tre.ngaySinh-ngay``). Components that a condition hides are drawn with
the ``hidden`` attribute and their condition beside it, so that a browser with JavaScript can show them at once.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from eforms import content, order, paths
from eforms import ports as outside
from eforms.intake import fact_of
from eforms.nodes import Field, FieldError, Form, Page
from eforms.paths import MISSING, bare, join
from eforms.ports import Ports
from eforms.posted import Action, action, parse
from eforms.settle import standing
from eforms.widgets import Addresses, Drawing, field_id, question, rows, template, wrapped

__all__ = ["Action", "Addresses", "action", "field_id", "page", "parse"]


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
    addresses: Addresses | None = None,
) -> SafeString:
    """Draw the fields of ``page`` with processed answers (``Outcome.data`` of prepare or process) and their errors.

    ``prefill`` must be the one given to the engine: its facts are shown, not asked. ``addresses``: where scripts ask;
    ``fix_url`` and ``units_url`` are the two of them that a page without the others needs.
    """
    first: dict[str, str] = {}
    for error in errors:
        first.setdefault(error.path, error.message)
    addresses = addresses or Addresses(fix=fix_url, units=units_url)
    stands = standing(form, data)
    drawing = Drawing(form, data, first, stands, prefill or {}, ports or outside.current(), addresses)
    body = _many(drawing, page.fields, data, "")
    # Enter in a box must not press the first button of the page, which may remove a row.
    buttons = any(node.kind.repeats or node.kind.name in ("address", "select", "file") for node in _all(page.fields))
    buttons = buttons or any(node.multiple for node in _all(page.fields))
    return template(
        "eforms/page.html", body=body, needs_default=buttons, context=json.dumps(_known(drawing, page), ensure_ascii=False),
        live=addresses.live, shown_errors=" ".join(first),
    )  # fmt: skip


def _all(nodes: Iterable[Field]) -> Iterator[Field]:
    for node in nodes:
        yield node
        yield from _all(node.children)


def _known(drawing: Drawing, page: Page) -> dict[str, Any]:
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


@lru_cache(maxsize=256)
def _drivers(form: Form) -> frozenset[int]:
    """The components that a condition, a sum or a list reads: when one changes, the page may change."""
    found: set[int] = set()
    index = order.Index(form.nodes)
    for node in form.nodes:
        found.update(read.index for read in index.reads(node))
        scope = f"{bare(form.nodes[node.grids[-1]].path)}." if node.grids else ""
        for name in order.judged_by(node):
            head, _dot, path = name.partition(".")
            found.update(read.index for read in index.touched(scope + path if head == "row" else path))
        parent = getattr(node.extra, "parent", "")
        found.update(other.index for other in form.nodes if parent and bare(other.path).endswith(parent))
    return frozenset(found)


def _fact(drawing: Drawing, node: Field) -> Any:
    """The fact behind a field, when it is the one that the answers hold."""
    if not node.fact or node.grids:
        return None
    known = fact_of(node, drawing.prefill, drawing.ports)
    value = paths.get(drawing.data, node.parts)
    return known if known is not None and value is not MISSING and not node.kind.is_empty(value) else None


def _many(drawing: Drawing, nodes: Iterable[Field], scope: Any, prefix: str) -> SafeString:
    """Draw components in order; all facts among them stand in one box, where the first of them has its place."""
    drawn: list[SafeString] = []
    facts: list[tuple[Field, Any]] = []
    place = 0
    for plain in nodes:
        node = drawing.standing.now(plain, scope)
        known = _fact(drawing, node) if join(prefix, node.key) not in drawing.standing.hidden else None
        if known is None:
            drawn.append(_one(drawing, node, scope, prefix))
            continue
        place = place if facts else len(drawn)
        facts.append((node, known))
    if facts:
        drawn.insert(place, _facts(drawing, facts))
    return mark_safe("".join(drawn))  # noqa: S308 - every part is rendered by a template


def _facts(drawing: Drawing, facts: list[tuple[Field, Any]]) -> SafeString:
    """Facts by their source, in the order in which they come; beside each the way to say that it is wrong."""
    by_source: dict[str, list[dict[str, str]]] = {}
    for node, known in facts:
        value = node.kind.display(node, paths.get(drawing.data, node.parts))
        row = {"label": node.label, "value": value, "id": field_id(node.path), "name": node.fact}
        by_source.setdefault(known.source or _("Theo tài khoản của bạn"), []).append(row)
    groups = [{"source": source, "rows": listed} for source, listed in by_source.items()]
    return template("eforms/facts.html", groups=groups, fix_url=drawing.addresses.fix)


def _one(drawing: Drawing, node: Field, scope: Any, prefix: str) -> SafeString:
    if node.kind.name == "hidden" or node.sealed:
        return SafeString()
    at = join(prefix, node.key)
    if node.kind.layout:
        body = _layout(drawing, node, scope, prefix, at)
    elif node.kind.repeats:
        body = rows(drawing, node, scope, at, _many)
    elif node.kind.name == "content":
        body = content.render(node.spec)
    else:
        body = question(drawing, node, scope, at)
    return wrapped(drawing, node, at, body, node.index in _drivers(drawing.form))


def _layout(drawing: Drawing, node: Field, scope: Any, prefix: str, at: str) -> SafeString:
    own: dict[str, Any] = {"label": node.label, "hint": node.hint, "id": field_id(at)}
    children = iter(node.children)

    def cell(count: int) -> SafeString:
        return _many(drawing, list(islice(children, count)), scope, prefix)

    if node.kind.name == "columns":
        own["cells"] = [{"width": width, "body": cell(count)} for width, count in node.extra]
    elif node.kind.name == "table":
        header = [str(head) for head in node.spec.get("header") or () if isinstance(head, str)]
        heads = header + [""] * max((len(row) for row in node.extra), default=0)
        own["header"] = header if any(header) else []
        own["rows"] = [
            [{"head": head, "body": cell(count)} for count, head in zip(row, heads, strict=False)] for row in node.extra
        ]
    else:
        own["body"] = _many(drawing, node.children, scope, prefix)
    return template(node.kind.template, **own)

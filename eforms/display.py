"""The answers as people read them: the check page, the official's workspace, prints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eforms import paths
from eforms.nodes import Field, Form
from eforms.paths import MISSING, join
from eforms.settle import hidden_paths


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its answer in words; ``value`` is "Không cung cấp" where an optional one was left open."""

    label: str
    value: str
    path: str
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form that these answers lead through."""

    page_key: str
    title: str
    rows: tuple[Row, ...]


def review(form: Form, data: Mapping[str, Any]) -> tuple[Section, ...]:
    """Every visible question of every visible page, in the order of the form."""
    hidden = hidden_paths(form, data)
    sections = []
    for page in form.pages:
        if page.node is None or page.node.path not in hidden:
            rows = tuple(row for node in page.fields for row in _rows(node, data, "", "", hidden))
            sections.append(Section(page.key, page.title, rows))
    return tuple(section for section in sections if section.rows)


def text(form: Form, data: Mapping[str, Any], path: str) -> str:
    """One answer in words by its path, "" when there is none; for templates of results and letters."""
    node = form.field(path)
    value = paths.find(data, path)
    return node.kind.display(node, value) if node and value is not MISSING else ""


def item_name(node: Field) -> str:
    """What one row of a repeating group is called: ``properties.vn.item`` or "dòng"."""
    return str(node.vn.get("item") or _("dòng"))


def _rows(node: Field, scope: Any, prefix: str, before: str, hidden: frozenset[str]) -> Iterator[Row]:
    at = join(prefix, node.key)
    if at in hidden or node.kind.name in ("hidden", "content"):
        return
    if node.kind.layout:
        for child in node.children:
            yield from _rows(child, scope, prefix, before, hidden)
        return
    value = paths.get(scope, node.parts)
    if node.kind.repeats:
        rows = value if isinstance(value, list) else []
        if not rows:
            yield Row(before + node.label, _("Không có"), at, False)
        name = item_name(node)
        for number, row in enumerate(rows):
            heading = f"{before}{name[:1].upper()}{name[1:]} {number + 1}: "
            for child in node.children:
                yield from _rows(child, row, f"{at}[{number}]", heading, hidden)
        return
    empty = value is MISSING or (node.kind.is_empty(value) and node.kind.name != "checkbox")
    shown = _("Không cung cấp") if empty else node.kind.display(node, value)
    yield Row(before + node.label, shown, at + node.kind.anchor(node), not empty)

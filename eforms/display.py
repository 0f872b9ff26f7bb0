"""The answers as people read them: the check page, the official's workspace, prints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from eforms import paths
from eforms.nodes import Field, Form
from eforms.paths import MISSING, join
from eforms.settle import Standing, standing


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


def review(form: Form, data: Mapping[str, Any], *, official: bool = False) -> tuple[Section, ...]:
    """Every visible question of every visible page, in the order of the form.

    ``official``: in words for whoever handles the dossier (``properties.vn.officialLabel``; "của bạn" falls away).
    """
    stands = standing(form, data)
    sections = []
    for page in form.pages:
        if page.node is None or page.node.path not in stands.hidden:
            rows = tuple(row for node in page.fields for row in _rows(node, data, _Place(official=official), stands))
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


def label_for(node: Field, official: bool) -> str:
    """The question as it was asked, or as an official reads it."""
    if not official:
        return node.label
    return str(node.vn.get("officialLabel") or "") or node.label.removesuffix(" của bạn")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands: the path of its scope, the names of the groups around it, for whom it is written."""

    prefix: str = ""
    before: str = ""
    official: bool = False


def _rows(plain: Field, scope: Any, place: _Place, stands: Standing) -> Iterator[Row]:
    node = stands.now(plain, scope)
    at = join(place.prefix, node.key)
    if at in stands.hidden or node.kind.name in ("hidden", "content"):
        return
    label = place.before + label_for(node, place.official)
    if node.kind.layout:
        # Father and mother are asked the same questions: the group's name tells them apart.
        inside = replace(place, before=f"{label}: ") if node.kind.nests and node.label else place
        for child in node.children:
            yield from _rows(child, scope, inside, stands)
        return
    value = paths.get(scope, node.parts)
    if node.kind.repeats:
        yield from _of_rows(node, value if isinstance(value, list) else [], label, at, place, stands)
        return
    if node.multiple and isinstance(value, list):
        said = [node.kind.display(node, one) for one in value if not node.kind.is_empty(one)]
        yield Row(label, "\n".join(said) or _("Không cung cấp"), at, bool(said))
        return
    empty = value is MISSING or (node.is_empty(value) and node.kind.name != "checkbox")
    shown = _("Không cung cấp") if empty else node.kind.display(node, value)
    yield Row(label, shown, at + node.kind.anchor(node), not empty)


def _of_rows(node: Field, rows: list[Any], label: str, at: str, place: _Place, stands: Standing) -> Iterator[Row]:
    if not rows:
        yield Row(label, _("Không có"), at, False)
    name = item_name(node)
    for number, row in enumerate(rows):
        heading = f"{place.before}{name[:1].upper()}{name[1:]} {number + 1}: "
        inside = _Place(f"{at}[{number}]", heading, place.official)
        for child in node.children:
            yield from _rows(child, row, inside, stands)

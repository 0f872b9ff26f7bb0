"""What the templates of printed forms are written with: a line, boxes or table by its path in the e-form.

Every tag notes what it printed; ``remaining`` prints what was answered and stands nowhere else on the paper.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from eforms.sheet import Block, Grid, Line, Section, flat, only

register = template.Library()

_PARTS = "documents/declarations/parts/"
_DONE = "declaration_done"


def _find(context: Any, path: str) -> Line | Grid | None:
    context.render_context.setdefault(_DONE, set()).add(path)
    return context["paper"].sheet.found.get(path)


@register.filter
def asked(label: str) -> str:
    """A question before its answer: "Nơi sinh:"; what ends with a sign of its own keeps it."""
    return label if label.endswith(("?", ":")) else f"{label}:"


@register.simple_tag(takes_context=True)
def line(context: Any, path: str, label: str, width: str = "", after: str = "") -> SafeString:
    """The answer at ``path`` under the paper's own ``label``; a dotted place where it is open or was not asked."""
    return _line(_find(context, path), label, width, after)


@register.simple_tag(takes_context=True)
def if_answered(context: Any, path: str, label: str, after: str = "") -> SafeString:
    """The same, and nothing where there is no answer."""
    found = _find(context, path)
    return _line(found, label, "", after) if isinstance(found, Line) and found.answered else SafeString("")


@register.simple_tag
def row(found: Any, label: str, after: str = "") -> SafeString:
    """A line of one row of a repeating group; ``found`` comes from ``by_key``."""
    return _line(found, label, "", after)


def _line(found: Any, label: str, width: str, after: str) -> SafeString:
    shown = found if isinstance(found, Line) else Line("", label, "")
    return render_to_string(f"{_PARTS}line.html", {"line": shown, "label": label, "width": width, "after": after})


@register.simple_tag(takes_context=True)
def grid(context: Any, path: str, label: str) -> SafeString:
    """A repeating group as a table; nothing where it was not asked."""
    found = _find(context, path)
    if not isinstance(found, Grid):
        return SafeString("")
    return render_to_string(f"{_PARTS}grid.html", {"grid": found, "label": label})


@register.simple_tag(takes_context=True)
def records(context: Any, path: str) -> tuple[tuple[Block, ...], ...]:
    """The rows of a repeating group, for a template that lays each out itself (``by_key``, ``row``, ``others``)."""
    found = _find(context, path)
    return found.records if isinstance(found, Grid) else ()


@register.filter
def by_key(record: Sequence[Block]) -> dict[str, Line | Grid]:
    """The lines of one row by their keys."""
    return {_key(block): block for block in flat(record)}


@register.simple_tag
def others(record: Sequence[Block], printed: str) -> SafeString:
    """What was answered in a row beside the keys in ``printed`` (parted by blanks)."""
    known = set(printed.split())
    left = frozenset(block.path for block in flat(record) if _key(block) not in known and _answered(block))
    return _blocks(only(record, left))


@register.simple_tag(takes_context=True)
def answered(context: Any, path: str) -> bool:
    """Whether there is an answer at ``path``; prints nothing and notes nothing."""
    found = context["paper"].sheet.found.get(path)
    return found is not None and _answered(found)


@register.simple_tag(takes_context=True)
def takes(context: Any, path: str) -> str:
    """Say that what ``path`` asks shows elsewhere on the paper (which parent is declared shows by the parents)."""
    _find(context, path)
    return ""


@register.simple_tag(takes_context=True)
def remaining(context: Any) -> SafeString:
    """Everything answered that no tag has printed, by sections: a question added to the form later is not lost."""
    done = context.render_context.get(_DONE, set())
    sections: Sequence[Section] = context["paper"].sheet.sections
    wanted = frozenset(b.path for s in sections for b in flat(s.blocks) if b.path not in done and _answered(b))
    blocks = tuple(block for section in sections for block in only(section.blocks, wanted))
    if not blocks:
        return SafeString("")
    return mark_safe("<h2>Nội dung khai khác</h2>") + _blocks(blocks)  # noqa: S308 - our own words


def _key(block: Line | Grid) -> str:
    return block.path.rpartition("].")[2]


def _answered(block: Line | Grid) -> bool:
    return bool(block.records) if isinstance(block, Grid) else block.answered


def _blocks(blocks: Sequence[Block]) -> SafeString:
    return render_to_string(f"{_PARTS}blocks.html", {"blocks": blocks})

"""Reads a posted page back into raw answers. Names are paths; only the page's own fields are looked at."""

import re
from dataclasses import dataclass
from typing import Any

from eforms import paths
from eforms.nodes import Field, Form, Page
from eforms.paths import join
from eforms.types.base import NOT_POSTED, Posted
from eforms.types.boxes import MOST_ROWS

_ACTION = re.compile(r"_(add|remove|refresh):(.+)")
_ROW = re.compile(r"(.+)\[(\d{1,4})\]")


@dataclass(frozen=True, slots=True)
class Action:
    """A button inside the page: ``add`` a row to a group, ``remove`` a row (``path`` with its number), ``refresh`` lists."""

    kind: str
    path: str


def action(post: Posted) -> Action | None:
    """The button that was pressed, or ``None`` when the page itself was sent."""
    for name in post:  # type: ignore[attr-defined]
        found = _ACTION.fullmatch(name)
        if found:
            return Action(found.group(1), found.group(2))
    return None


def parse(form: Form, page: Page, post: Posted) -> dict[str, Any]:
    """Raw answers of ``page`` for ``engine.process``; rows are added and removed as the pressed button says."""
    data: dict[str, Any] = {}
    names = list(post)  # type: ignore[call-overload]
    for node in page.fields:
        _read(node, data, "", post, names)
    pressed = action(post)
    if pressed:
        _apply(form, page, data, pressed)
    return data


def _read(node: Field, scope: dict[str, Any], prefix: str, post: Posted, names: list[str]) -> None:
    kind = node.kind
    if kind.layout:
        for child in node.children:
            _read(child, scope, prefix, post, names)
        return
    at = join(prefix, node.key)
    if kind.repeats:
        rows = []
        for number in _row_numbers(at, names):
            row: dict[str, Any] = {}
            for child in node.children:
                _read(child, row, f"{at}[{number}]", post, names)
            rows.append(row)
        if rows or f"{at}[]" in post:
            paths.put(scope, node.parts, rows)
    elif kind.input and not node.protected:
        raw = kind.read(node, at, post)
        if raw is not NOT_POSTED:
            paths.put(scope, node.parts, raw)


def _row_numbers(at: str, names: list[str]) -> list[int]:
    head = f"{at}["
    numbers = {name[len(head) :].partition("]")[0] for name in names if name.startswith(head)}
    return sorted(int(number) for number in numbers if number.isascii() and number.isdecimal() and int(number) < MOST_ROWS)


def _apply(form: Form, page: Page, data: dict[str, Any], pressed: Action) -> None:
    """Add or remove a row; a path that is no repeating group of this page changes nothing."""
    found = _ROW.fullmatch(pressed.path) if pressed.kind == "remove" else None
    path = found.group(1) if found else pressed.path
    node = form.field(path)
    if node is None or not node.kind.repeats or (node.page or form.pages[0].key) != page.key:
        return
    scope, parts = _scope_of(data, path, node)
    if scope is None:
        return
    rows = paths.get(scope, parts)
    rows = list(rows) if isinstance(rows, list) else []
    if found and int(found.group(2)) < len(rows):
        del rows[int(found.group(2))]
    elif pressed.kind == "add" and len(rows) < node.extra[1]:
        rows.append({})
    paths.put(scope, parts, rows)


def _scope_of(data: dict[str, Any], path: str, node: Field) -> tuple[Any, tuple[str, ...]]:
    """The object that holds the group: the answers, or the row it is nested in."""
    outer, bracket, _rest = path.rpartition("]")
    if not bracket:
        return data, node.parts
    scope = paths.find(data, f"{outer}]")
    return (scope, node.parts) if isinstance(scope, dict) else (None, node.parts)

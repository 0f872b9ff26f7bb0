"""Reads a posted page back into raw answers. Names are paths; only the page's own fields are looked at."""

import re
from dataclasses import dataclass, field
from typing import Any

from eforms import paths
from eforms.nodes import Field, Form, Page
from eforms.paths import join
from eforms.types.base import NOT_POSTED, Posted
from eforms.types.grids import MOST_ROWS

_ACTION = re.compile(r"_(add|remove|up|down|refresh|find|upload):(.+)")
_ROW = re.compile(r"(.+)\[(\d{1,4})\]")
MOST_ANSWERS = 50


@dataclass(frozen=True, slots=True)
class Action:
    """A button inside the page: ``add`` a row to a group, ``remove`` a row (``path`` with its number) or move it ``up`` or
    ``down``, ``refresh`` lists, ``find`` by words, ``upload`` files. ``target``: where the person should stand afterwards.
    """

    kind: str
    path: str
    target: str = field(default="", compare=False)


def action(post: Posted) -> Action | None:
    """The button that was pressed, or ``None`` when the page itself was sent."""
    for name in post:  # type: ignore[attr-defined]
        found = _ACTION.fullmatch(name)
        if found:
            kind, path = found.groups()
            return Action(kind, path, _target(kind, path, list(post)))  # type: ignore[call-overload]
    return None


def _target(kind: str, path: str, names: list[str]) -> str:
    row = _ROW.fullmatch(path)
    if kind == "add":
        numbers = _row_numbers(path, names)
        return f"{path}[{len(numbers)}]"
    if row and kind == "remove":
        return row.group(1)
    if row and kind in ("up", "down"):
        return f"{row.group(1)}[{max(int(row.group(2)) + (1 if kind == 'down' else -1), 0)}]"
    return path


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
        raw = _answers(node, at, post, names) if node.multiple else kind.read(node, at, post)
        if raw is not NOT_POSTED:
            paths.put(scope, node.parts, raw)


def _answers(node: Field, at: str, post: Posted, names: list[str]) -> Any:
    """Several answers: ticked boxes of one name, or one box each, numbered."""
    if f"{at}[]" not in post:
        return NOT_POSTED
    found = [node.kind.read(node, f"{at}[{number}]", post) for number in _row_numbers(at, names)]
    return [raw for raw in found if raw is not NOT_POSTED] or [value for value in post.getlist(at) if value]


def _row_numbers(at: str, names: list[str]) -> list[int]:
    head = f"{at}["
    numbers = {name[len(head) :].partition("]")[0] for name in names if name.startswith(head)}
    return sorted(int(number) for number in numbers if number.isascii() and number.isdecimal() and int(number) < MOST_ROWS)


def _apply(form: Form, page: Page, data: dict[str, Any], pressed: Action) -> None:
    """Add, remove or move a row; a path that holds no rows on this page changes nothing."""
    found = _ROW.fullmatch(pressed.path) if pressed.kind in ("remove", "up", "down") else None
    path = found.group(1) if found else pressed.path
    node = form.field(path)
    if node is None or not (node.kind.repeats or node.kind.takes_list or node.multiple):
        return
    if not any(node is asked or node.index in asked.descendants for asked in page.fields):
        return
    scope, parts = _scope_of(data, path, node)
    if scope is None:
        return
    rows = paths.get(scope, parts)
    rows = list(rows) if isinstance(rows, list) else []
    if found and int(found.group(2)) < len(rows):
        at = int(found.group(2))
        row = rows.pop(at)
        if pressed.kind != "remove":
            rows.insert(max(at + (1 if pressed.kind == "down" else -1), 0), row)
    elif pressed.kind == "add" and len(rows) < (node.extra[1] if node.kind.repeats else MOST_ANSWERS):
        rows += [{}] if node.kind.repeats else [""] * (1 if rows else 2)
    paths.put(scope, parts, rows)


def _scope_of(data: dict[str, Any], path: str, node: Field) -> tuple[Any, tuple[str, ...]]:
    """The object that holds the group: the answers, or the row it is nested in."""
    outer, bracket, _rest = path.rpartition("]")
    if not bracket:
        return data, node.parts
    scope = paths.find(data, f"{outer}]")
    return (scope, node.parts) if isinstance(scope, dict) else (None, node.parts)

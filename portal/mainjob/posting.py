"""Answers as a browser would send them: each field of a page under its input's names."""

from collections.abc import Mapping
from typing import Any

from eforms.nodes import Field, Page
from eforms.paths import MISSING, get, join


def posted(page: Page, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs of a page, filled with these answers."""
    sent: dict[str, Any] = {}
    for node in page.fields:
        _fill(node, answers, "", sent)
    return sent


def rows(page: Page, answers: Mapping[str, Any]) -> dict[str, int]:
    """How many rows each repeating group of the page has in the answers."""
    groups = {node.path: get(answers, node.parts) for node in _inputs(page.fields) if node.kind.repeats}
    return {path: len(value) for path, value in groups.items() if isinstance(value, list)}


def _inputs(nodes: tuple[Field, ...]) -> list[Field]:
    found: list[Field] = []
    for node in nodes:
        found += _inputs(node.children) if node.kind.layout else [node]
    return found


def _fill(node: Field, scope: Mapping[str, Any], prefix: str, sent: dict[str, Any]) -> None:
    if node.kind.layout:
        for child in node.children:
            _fill(child, scope, prefix, sent)
        return
    value = get(scope, node.parts)
    if value is MISSING or node.protected or not node.kind.input:
        return
    at = join(prefix, node.key)
    if node.kind.repeats:
        for number, row in enumerate(value):
            for child in node.children:
                _fill(child, row, f"{at}[{number}]", sent)
        return
    for suffix, values in node.kind.inputs(node, value).items():
        sent[at + suffix] = values if len(values) > 1 else (values or [""])[0]

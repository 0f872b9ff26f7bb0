"""The JSON Schema (2020-12) of a form's stored answers: for exchange, for the API, for readers of a result's data."""

from typing import Any

from eforms.nodes import Field, Form


def schema_of(form: Form) -> dict[str, Any]:
    """The schema of ``Outcome.data`` of a valid submission; a question may be absent because its condition hid it."""
    whole = _object(tuple(node for page in form.pages for node in page.fields))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": form.title, **whole}


def _object(nodes: tuple[Field, ...]) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}
    for node in nodes:
        _add(made, node)
    return made


def _add(made: dict[str, Any], node: Field) -> None:
    if node.kind.layout:
        for child in node.children:
            _add(made, child)
        return
    if not (node.kind.input or node.kind.repeats):
        return
    scope = made
    for part in node.parts[:-1]:
        inner = {"type": "object", "properties": {}, "additionalProperties": False}
        scope = scope["properties"].setdefault(part, inner)
    own = node.kind.json_schema(node)
    if node.kind.repeats:
        own = {**own, "items": _object(node.children)}
    elif own and not node.required:
        own = {"anyOf": [own, {"enum": ["", None, {}]}]}
    scope["properties"][node.parts[-1]] = {"title": node.label, **own} if node.label else own

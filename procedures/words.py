"""Answers as a paper prints them: "Kinh" instead of "01", a whole address instead of its codes."""

from collections.abc import Mapping
from typing import Any

from eforms import display
from eforms.nodes import Form


def in_words(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in their own shape, every leaf in words: {"tre": {"danToc": "Kinh", "noiSinh": "12 Yersin, …"}}.

    What the form does not ask stays as it is. Rules of results read it as ``words`` beside ``answers``.
    """
    return {key: _spoken(form, answers, key, value) for key, value in answers.items()}


def _spoken(form: Form, answers: Mapping[str, Any], path: str, value: Any) -> Any:
    asked = form.field(path)
    if asked is not None and not asked.kind.layout and not asked.kind.repeats:
        return display.text(form, answers, path)
    if isinstance(value, Mapping):
        return {key: _spoken(form, answers, f"{path}.{key}", inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_spoken(form, answers, f"{path}[{index}]", inner) for index, inner in enumerate(value)]
    return value

"""Calculations in plain words ↔ JsonLogic: the sums that forms need; anything else stays JsonLogic."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eforms import building

KINDS: Mapping[str, str | Promise] = {
    "sum": _("Tổng của các câu trả lời"),
    "product": _("Tích của các câu trả lời"),
    "difference": _("Câu đầu trừ câu sau"),
    "copy": _("Chép câu trả lời khác"),
    "column": _("Tổng một câu trong mọi dòng của nhóm lặp lại"),
    "rows": _("Số dòng của nhóm lặp lại"),
}
_SIGNS = {"sum": "+", "product": "*", "difference": "-"}


@dataclass(frozen=True)
class Sum:
    """``kind``: a key of ``KINDS``; ``questions``: the paths it is made from, in order."""

    kind: str
    questions: tuple[str, ...]


def write(wanted: Sum, names: Mapping[str, building.Question]) -> Any:
    """The JsonLogic; an open answer counts as 0. ``names``: ``building.questions`` of the whole form. Raises ``KeyError``."""
    first = names[wanted.questions[0]]
    if wanted.kind == "copy":
        return {"var": first.name}
    if wanted.kind == "rows":
        one = {"+": [{"var": "accumulator"}, 1]}
        return {"reduce": [{"var": first.name}, one, 0]}
    if wanted.kind == "column":
        inner = f"current.{first.path.removeprefix(f'{first.grid}.')}"
        return {"reduce": [{"var": f"data.{first.grid}"}, {"+": [{"var": "accumulator"}, _or_zero(inner)]}, 0]}
    return {_SIGNS[wanted.kind]: [_or_zero(names[path].name) for path in wanted.questions]}


def read(rule: Any, names: Mapping[str, building.Question]) -> Sum | None:
    """The words that would write this rule; ``None`` when none of them would."""
    for kind in KINDS:
        for guess in _guesses(kind, rule, names):
            if guess.questions and write(guess, names) == rule:
                return guess
    return None


def _guesses(kind: str, rule: Any, names: Mapping[str, building.Question]) -> list[Sum]:
    by_name = {question.name: path for path, question in names.items()}
    if kind in ("copy", "rows", "column"):
        return [Sum(kind, (path,)) for path, question in names.items() if kind != "column" or question.grid]
    parts = rule.get(_SIGNS[kind]) if isinstance(rule, Mapping) else None
    found = [by_name.get(_name(part), "") for part in parts] if isinstance(parts, list) else []
    return [Sum(kind, tuple(found))] if found and all(found) else []


def _or_zero(name: str) -> dict[str, Any]:
    return {"if": [{"var": name}, {"var": name}, 0]}


def _name(part: Any) -> str:
    held = part.get("if") if isinstance(part, Mapping) else None
    first = held[0] if isinstance(held, list) and held else None
    return str(first.get("var", "")) if isinstance(first, Mapping) else ""

"""Stages 3-5: conditions, logic, calculations and clearing, component by component in the order of what they read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common.jsonlogic import Rule, RuleTooCostly
from eforms import intake, paths
from eforms.logic import fired, variant
from eforms.nodes import Field, Form, Logic
from eforms.paths import MISSING, join
from eforms.run import Answers, Run, scopes
from eforms.types.base import Json


@dataclass(frozen=True, slots=True)
class Standing:
    """How a form stands with some answers: what is hidden, and what logic makes of each component."""

    hidden: frozenset[str]
    data: Answers

    def now(self, node: Field, row: Mapping[str, Any] | None = None) -> Field:
        """The component to draw and to judge; itself unless logic fired. ``row``: the row that it stands in."""
        if not node.logic:
            return node
        return variant(node, fired(node, self.data, self.data if row is None else row))


def standing(form: Form, data: Answers) -> Standing:
    """How the form stands with these processed answers; they stay as they are."""
    hidden: set[str] = set()
    for node in form.order:
        if node.condition or node.logic or node.sealed:
            for scope, prefix in scopes(form, node, data):
                if not _shows(node, data, scope, None) or _now(node, data, scope, None)[0].sealed:
                    _hide(form, node, prefix, hidden)
    return Standing(frozenset(hidden), data)


def hidden_paths(form: Form, data: Answers) -> frozenset[str]:
    """Which components these processed answers hide."""
    return standing(form, data).hidden


def hidden_in_row(form: Form, grid: Field, data: Answers, row: Answers, prefix: str) -> set[str]:
    """What is hidden in one row of a group, by the conditions of the row's own fields."""
    hidden: set[str] = set()
    depth = len(grid.grids) + 1
    for node in form.order:
        inside = node.index in grid.descendants and len(node.grids) == depth
        if inside and (not _shows(node, data, row, None) or _now(node, data, row, None)[0].sealed):
            _hide(form, node, prefix, hidden)
    return hidden


def settle(run: Run) -> None:
    """Stages 3-5 on ``run.data``, in place."""
    form, data = run.form, run.data
    for node in form.order:
        if node.grids:
            for scope, prefix in list(scopes(form, node, data)):
                _settle(run, node, scope, prefix)
        else:
            _settle(run, node, data, "")


def _settle(run: Run, node: Field, scope: dict[str, Json], prefix: str) -> None:
    at = join(prefix, node.key)
    if at in run.cleared:
        return
    if node.condition and not _shows(node, run.data, scope, run.budget):
        _take_away(run, node, scope, prefix)
        return
    set_by: list[Logic] = []
    if node.logic:
        now, set_by = _now(node, run.data, scope, run.budget)
        if now.sealed and not node.guarded:
            _take_away(run, node, scope, prefix)
            return
        if now.protected and not node.guarded and at not in run.facts:
            _give_back(run, node, scope, at)
    if node.sealed and node.guarded:
        _hide(run.form, node, prefix, run.hidden)
    if node.kind.computed:
        paths.put(scope, node.parts, node.kind.compute(node, run.data, scope))
    elif node.calculate or node.default_rule:
        _calculate(run, node, scope, at)
    for entry in set_by:
        for rule in entry.values:
            _set(run, node, rule, scope, at)


def _now(node: Field, data: Answers, scope: Answers, budget: list[int] | None) -> tuple[Field, list[Logic]]:
    """The component as logic makes it, and the entries that fired."""
    bits = fired(node, data, scope, budget) if node.logic else 0
    return variant(node, bits), [entry for number, entry in enumerate(node.logic) if bits >> number & 1]


def _give_back(run: Run, node: Field, scope: dict[str, Json], at: str) -> None:
    """Logic locked the component: what was sent falls away, what was saved before (or the default) stands."""
    saved = MISSING if node.grids else paths.get(run.saved, node.parts)
    raw = intake.first_value(run, node) if saved is MISSING else saved
    paths.drop(scope, node.parts)
    for noted in [path for path in run.unread if path == at or path.startswith(f"{at}[")]:
        del run.unread[noted]
    if raw is not MISSING:
        intake.put(run, node, raw, scope, at, answered=saved is not MISSING)


def _calculate(run: Run, node: Field, scope: dict[str, Json], at: str) -> None:
    if at in run.facts:
        return
    current = paths.get(scope, node.parts)
    if not node.protected and current is not MISSING and not node.is_empty(current):
        return
    if node.calculate:
        _set(run, node, node.calculate, scope, at)
    elif node.default_rule and current is MISSING:
        _set(run, node, node.default_rule, scope, at)
        made = paths.get(scope, node.parts)
        if (made is MISSING or node.is_empty(made)) and node.default not in (None, "", False):
            intake.put(run, node, node.default, scope, at, answered=False)


def _set(run: Run, node: Field, rule: Rule, scope: dict[str, Json], at: str) -> None:
    """Write what a rule answers; what the type cannot read leaves no answer."""
    if at in run.facts:
        return
    current = paths.get(scope, node.parts)
    seen = {"data": run.data, "row": scope, "value": None if current is MISSING else current, "result": True}
    try:
        value = rule.step(seen, run.budget)
    except RuleTooCostly:
        value = None
    run.unread.pop(at, None)
    paths.drop(scope, node.parts)
    if node.multiple and not isinstance(value, list):
        value = [] if value is None or value == "" else [value]
    intake.put(run, node, value, scope, at, answered=False, fresh=True)


def _shows(node: Field, data: Answers, scope: Answers, budget: list[int] | None) -> bool:
    try:
        return node.condition is None or node.condition.test(data, scope, budget)
    except RuleTooCostly:
        return True


def _hide(form: Form, node: Field, prefix: str, hidden: set[str]) -> None:
    hidden.add(join(prefix, node.key))
    depth = len(node.grids)
    for index in node.descendants:
        below = form.nodes[index]
        if len(below.grids) == depth:
            hidden.add(join(prefix, below.key))


def _take_away(run: Run, node: Field, scope: Any, prefix: str) -> None:
    _hide(run.form, node, prefix, run.hidden)
    _hide(run.form, node, prefix, run.cleared)
    _clear(node, scope)


def _clear(node: Field, scope: Any) -> None:
    if node.kind.input or node.kind.repeats:
        if node.clear_on_hide:
            paths.drop(scope, node.parts)
    else:
        for child in node.children:
            _clear(child, scope)

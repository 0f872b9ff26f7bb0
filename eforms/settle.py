"""Stages 3-5: conditions, calculations and clearing, component by component in the order of what they read."""

from typing import Any

from common.jsonlogic import RuleTooCostly
from eforms import paths
from eforms.nodes import Field, Form
from eforms.paths import MISSING, join
from eforms.run import Answers, Run, scopes
from eforms.types.base import Json, Unreadable


def hidden_paths(form: Form, data: Answers) -> frozenset[str]:
    """Which components these processed answers hide; the answers stay as they are."""
    hidden: set[str] = set()
    for node in form.order:
        if node.condition:
            for scope, prefix in scopes(form, node, data):
                if not _shows(node, data, scope):
                    _hide(form, node, prefix, hidden)
    return frozenset(hidden)


def settle(run: Run) -> None:
    """Stages 3-5 on ``run.data``, in place."""
    for node in run.form.order:
        for scope, prefix in list(scopes(run.form, node, run.data)):
            at = join(prefix, node.key)
            if at in run.hidden:
                continue
            if node.condition and not _shows(node, run.data, scope):
                _hide(run.form, node, prefix, run.hidden)
                _clear(node, scope)
            elif node.kind.computed:
                paths.put(scope, node.parts, node.kind.compute(node, run.data, scope))
            elif node.calculate or node.default_rule:
                _calculate(run, node, scope, at)


def _calculate(run: Run, node: Field, scope: dict[str, Json], at: str) -> None:
    if at in run.facts:
        return
    current = paths.get(scope, node.parts)
    answered = current is not MISSING and not node.kind.is_empty(current)
    if not node.protected and answered:
        return
    rule = node.calculate or node.default_rule
    if rule is None or (node.calculate is None and current is not MISSING):
        return
    try:
        value = rule({"data": run.data, "row": scope, "value": None if current is MISSING else current})
        value = node.kind.normalise(node, value, run.ports)
    except (RuleTooCostly, Unreadable):
        value = node.kind.empty
    paths.put(scope, node.parts, value)


def _shows(node: Field, data: Answers, scope: Answers) -> bool:
    try:
        return node.condition is None or node.condition.test(data, scope)
    except RuleTooCostly:
        return True


def _hide(form: Form, node: Field, prefix: str, hidden: set[str]) -> None:
    hidden.add(join(prefix, node.key))
    depth = len(node.grids)
    for index in node.descendants:
        below = form.nodes[index]
        if len(below.grids) == depth:
            hidden.add(join(prefix, below.key))


def _clear(node: Field, scope: Any) -> None:
    if node.kind.input or node.kind.repeats:
        if node.clear_on_hide:
            paths.drop(scope, node.parts)
    else:
        for child in node.children:
            _clear(child, scope)

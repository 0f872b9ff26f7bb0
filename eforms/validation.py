"""Stage 6: what is wrong in the answers that are visible."""

from collections.abc import Iterator
from typing import Any

from eforms import paths
from eforms.nodes import Context, Field, FieldError
from eforms.paths import MISSING, join
from eforms.run import Run


def validate(run: Run) -> Iterator[FieldError]:
    """Stage 6 over the visible components of ``run.page``, or of all pages."""
    for wanted in run.form.pages:
        if run.page in (None, wanted.key) and (wanted.node is None or wanted.node.path not in run.hidden):
            for node in wanted.fields:
                yield from _check(run, node, run.data, "")


def _check(run: Run, node: Field, scope: Any, prefix: str) -> Iterator[FieldError]:
    at = join(prefix, node.key)
    if at in run.hidden:
        return
    kind = node.kind
    if kind.layout:
        for child in node.children:
            yield from _check(run, child, scope, prefix)
        return
    if not (kind.input or kind.repeats) or kind.computed:
        return
    yield from _check_value(run, node, scope, at)
    if kind.repeats and at not in run.unread:
        rows = paths.get(scope, node.parts)
        for number, row in enumerate(rows if isinstance(rows, list) else []):
            for child in node.children:
                yield from _check(run, child, row, f"{at}[{number}]")


def _check_value(run: Run, node: Field, scope: Any, at: str) -> Iterator[FieldError]:
    words = node.words
    if at in run.unread:
        rule, message = run.unread[at]
        yield FieldError(at + (node.kind.anchor(node)), rule, words.say(message, rule))
        return
    if at in run.facts:
        return  # the State's own fact: the person cannot correct it here
    value = paths.get(scope, node.parts)
    if value is MISSING and not node.required and not node.checks and not node.kind.repeats:
        return
    context = Context(run.data, scope, run.now, run.ports)
    empty = value is MISSING or node.kind.is_empty(value)
    if empty and node.required and not node.protected:
        for suffix, message in node.kind.missing(node, value, words):
            yield FieldError(at + suffix, "required", message)
    if not empty or (node.kind.repeats and node.extra[0] and not node.required):
        for suffix, rule, message in node.kind.validate(node, [] if value is MISSING else value, context, words):
            yield FieldError(at + suffix, rule, message)
    for check in node.checks:
        if empty and not check.on_empty:
            continue
        holds = check.holds(None if value is MISSING else value, context)
        if holds is not True:
            said = words.custom or (holds if isinstance(holds, str) else check.message())
            yield FieldError(at, check.rule, said)

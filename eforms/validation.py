"""Stage 6: what is wrong in the answers that are visible (or hidden, where the document says ``validateWhenHidden``)."""

import json
from collections.abc import Iterator
from typing import Any

from eforms import paths
from eforms.logic import fired, variant
from eforms.nodes import Context, Field, FieldError
from eforms.paths import MISSING
from eforms.run import Run, Unread
from eforms.settle import hidden_in_row
from eforms.types.base import Json

_ORDER = """date day email json mask maxDate maxLength maxSelectedCount max maxWords maxYear minDate minLength minSelectedCount
    min minWords minYear array array_nonempty nonarray pattern required time url number onlyAvailableItems"""
_LENIENT = frozenset({"select", "textarea", "address"})  # the reference asks no list of these
_FIRST = {rule: number for number, rule in enumerate(_ORDER.split(), 1)}


def validate(run: Run) -> list[FieldError]:
    """Stage 6 over the components of ``run.page``, or of all pages, in the order of the document."""
    found: list[FieldError] = []
    context = Context(run.data, run.data, run.now, run.ports, run.budget)
    for page in run.form.pages:
        if run.page in (None, page.key):
            _fields(run, page.fields, context, "", False, found)  # a hidden page's own fields are hidden themselves
    return found


def _fields(run: Run, nodes: tuple[Field, ...], context: Context, prefix: str, covered: bool, found: list[FieldError]) -> None:
    """Check components that stand in one scope. ``covered``: something around them is hidden."""
    hidden = run.hidden
    for node in nodes:
        kind = node.kind
        at = prefix + node.key
        unseen = covered or at in hidden
        if kind.layout:
            if not unseen or _asks_when_hidden(run, node):
                _fields(run, node.children, context, prefix, unseen, found)
            continue
        if unseen and not node.validated_hidden and not (kind.repeats and _asks_when_hidden(run, node)):
            continue
        if not (kind.input or kind.repeats) or kind.computed or not node.stored:
            continue
        if node.logic:
            node = variant(node, fired(node, run.data, context.row, run.budget))
        if not unseen or node.validated_hidden:
            _answer(run, node, context, at, found)
        if kind.repeats and at not in run.unread:
            _rows(run, node, context, at, unseen, found)


def _asks_when_hidden(run: Run, node: Field) -> bool:
    return any(run.form.nodes[index].validated_hidden for index in node.descendants)


def _rows(run: Run, node: Field, context: Context, at: str, covered: bool, found: list[FieldError]) -> None:
    rows = paths.get(context.row, node.parts)
    if rows is MISSING and run.whole and at not in run.emptied:
        _left_out(run, node, at, covered, found)
    if not isinstance(rows, list):
        return
    for number, row in enumerate(rows):
        inner = Context(run.data, row, run.now, run.ports, run.budget)
        _fields(run, node.children, inner, f"{at}[{number}].", covered, found)
    if not covered:
        for child in _unique_below(node):
            found += _twice(run, child, rows, at)


def _left_out(run: Run, node: Field, at: str, covered: bool, found: list[FieldError]) -> None:
    """A whole submission that does not speak of a group is judged as the reference does: as if it had one empty row."""
    row: dict[str, Json] = {}
    inner = Context(run.data, row, run.now, run.ports, run.budget)
    hidden = run.hidden
    run.hidden = hidden | hidden_in_row(run.form, node, run.data, row, f"{at}[0]")
    _fields(run, node.children, inner, f"{at}[0].", covered, found)
    run.hidden = hidden


def _unique_below(node: Field) -> Iterator[Field]:
    """Fields of one row that must differ from row to row; rows inside the row see to their own."""
    for child in node.children:
        if child.unique:
            yield child
        if child.kind.layout:
            yield from _unique_below(child)


def _twice(run: Run, node: Field, rows: list[Any], at: str) -> Iterator[FieldError]:
    """The later of two rows with the same answer is told."""
    seen: set[str] = set()
    for number, row in enumerate(rows):
        place = f"{at}[{number}].{node.key}"
        value = paths.get(row, node.parts)
        if value is MISSING or node.is_empty(value) or place in run.hidden or place in run.unread:
            continue
        same = json.dumps(value, sort_keys=True)
        if same in seen:
            yield FieldError(place, "unique", node.words.say("unique"))
        seen.add(same)


def _answer(run: Run, node: Field, context: Context, at: str, found: list[FieldError]) -> None:
    begin = len(found)
    _judge(run, node, context, at, found)
    if node.words.custom and len(found) > begin + 1:
        # One sentence for every rule is one error: that of the rule that the reference looks at first.
        found[begin:] = [min(found[begin:], key=lambda error: _FIRST.get(error.rule, 0))]


def _judge(run: Run, node: Field, context: Context, at: str, found: list[FieldError]) -> None:
    if at in run.unread:
        unread = run.unread[at]
        found.append(_untold(node, unread, at + node.kind.anchor(node)))
        if unread.empty and node.required:
            found += [FieldError(at + suffix, "required", said) for suffix, said in node.kind.missing(node, None, node.words)]
        return
    if at in run.facts:
        return  # the State's own fact: the person cannot correct it here
    value = paths.get(context.row, node.parts)
    if node.multiple and isinstance(value, list) and value:
        for number, item in enumerate(value):
            place = f"{at}[{number}]"
            if place in run.unread:
                found.append(_untold(node, run.unread[place], place))
            else:
                _value(node, item, node.kind.is_empty(item), context, place, found)
    else:
        empty = value is MISSING or node.is_empty(value)
        _value(node, value, empty, context, at, found)
        if node.multiple and node.required and not node.protected and node.kind.name not in _LENIENT:
            rule = "array" if value is MISSING else "array_nonempty"
            found.append(FieldError(at, rule, node.words.say("several", rule)))
    if node.unique and not node.grids and value is not MISSING and not node.is_empty(value):
        _alone(node, value, context, at, found)


def _untold(node: Field, unread: Unread, at: str) -> FieldError:
    return FieldError(at, unread.rule, node.words.say(unread.template, unread.rule, n=unread.bound))


def _alone(node: Field, value: Json, context: Context, at: str, found: list[FieldError]) -> None:
    """Outside rows ``unique`` looks at other submissions, where someone keeps them; several answers must differ as well."""
    if context.ports.taken(node.path, value):
        found.append(FieldError(at, "unique", node.words.say("taken", "unique")))
    if node.multiple:
        seen: set[str] = set()
        for number, item in enumerate(value):
            same = json.dumps(item, sort_keys=True)
            if same in seen and not node.kind.is_empty(item):
                found.append(FieldError(f"{at}[{number}]", "unique", node.words.say("unique")))
            seen.add(same)


def _value(node: Field, value: Json, empty: bool, context: Context, at: str, found: list[FieldError]) -> None:
    """One answer, or one item of several: required, the type's own checks, the rules of ``validate``."""
    kind, words = node.kind, node.words
    if empty:
        if node.required and not node.protected:
            found += [FieldError(at + suffix, "required", message) for suffix, message in kind.missing(node, value, words)]
        if kind.repeats and node.extra[0] and not node.required:
            found += [FieldError(at + suffix, rule, said) for suffix, rule, said in kind.validate(node, [], context, words)]
    else:
        for suffix, rule, message in kind.validate(node, value, context, words):
            found.append(FieldError(at + suffix, rule, message))
    for check in node.checks:
        if empty and not check.on_empty:
            continue
        holds = check.holds(None if value is MISSING else value, context)
        if holds is not True:
            said = words.custom or (words.filled(holds, {}) if isinstance(holds, str) else check.message())
            found.append(FieldError(at, check.rule, said))

"""Stages 1 and 2: what was sent becomes stored shapes; facts, saved answers and defaults fill the rest."""

from collections.abc import Mapping
from typing import Any

from eforms import paths
from eforms.nodes import Field
from eforms.paths import MISSING, join
from eforms.ports import Fact, Ports
from eforms.run import MOST_ROWS_IN_ALL, Answers, Run, Unread
from eforms.types.base import Json, Unreadable

MOST_ITEMS = 1_000


def take_in(run: Run, sent: Answers, saved: Answers) -> None:
    """Fill ``run.data`` from what was sent (of ``run.page`` only, if set) over what was saved."""
    run.saved = saved
    for page in run.form.pages:
        listens = run.page is None or page.key == run.page
        for node in page.fields:
            _take(run, node, sent if listens else {}, saved, run.data, "")


def _take(run: Run, node: Field, sent: Answers, saved: Answers, scope: dict[str, Json], prefix: str) -> None:
    kind = node.kind
    if kind.layout:
        for child in node.children:
            _take(run, child, sent, saved, scope, prefix)
        return
    if not (kind.input or kind.repeats) or kind.computed or not node.stored:
        return
    at = join(prefix, node.key)
    if node.fact and _take_fact(run, node, scope, at):
        return
    raw = MISSING if node.guarded else paths.get(sent, node.parts)
    fresh = raw is not MISSING
    if not fresh and not _made_here(node):
        raw = paths.get(saved, node.parts)
    answered = raw is not MISSING
    if not answered:
        raw = first_value(run, node)
        if raw is MISSING:
            _put_nothing(node, scope)
            return
    put(run, node, raw, scope, at, answered=answered, fresh=fresh)


def _made_here(node: Field) -> bool:
    """Values that are made anew each time and therefore taken from nobody, not even from what was saved."""
    return node.kind.name == "hidden" or (node.calculate is not None and node.protected)


def put(run: Run, node: Field, raw: Json, scope: dict[str, Json], at: str, *, answered: bool = True, fresh: bool = False) -> None:
    """Normalise a raw answer into its place; one that cannot be read stays as typed and is noted, if a person gave it."""
    if raw is None and node.kind.repeats:
        run.emptied.add(at)
        return
    try:
        value = several(run, node, raw, at) if node.multiple else _normalised(node, raw, run.ports)
    except Unreadable as bad:
        if not answered:
            return  # what is known elsewhere has another shape: the person is simply asked
        _note(run, node, raw, at, bad)
        if bad.keep is None:
            _put_nothing(node, scope)
        else:
            paths.put(scope, node.parts, bad.keep)
        return
    if node.kind.repeats:
        value = _rows(run, node, value, at, fresh)
    if value is not None or (answered and _would_be_filled(node)):
        paths.put(scope, node.parts, value)
    else:
        _put_nothing(node, scope)


def _put_nothing(node: Field, scope: dict[str, Json]) -> None:
    """No answer is stored as the reference stores it: an empty list of answers, an object without boxes, else not at all."""
    if node.multiple and not node.required:
        paths.put(scope, node.parts, [])
    elif node.kind.absent is not None and not node.prefill:
        paths.put(scope, node.parts, dict(node.kind.absent))


def _would_be_filled(node: Field) -> bool:
    """Emptied by the person, but with a first value of its own: the emptiness is kept, or the next page would fill it again."""
    return bool(node.prefill or node.fact or node.default_rule or node.default not in (None, ""))


def _normalised(node: Field, raw: Json, ports: Ports) -> Json:
    value = node.kind.normalise(node, raw, ports)
    return node.case(value) if node.case and isinstance(value, str) else value


def normalised(node: Field, raw: Json, ports: Ports) -> Json:
    """The stored shape of a value that the server made. Raises ``Unreadable``."""
    if not node.multiple:
        return _normalised(node, raw, ports)
    items = raw if isinstance(raw, list) else [] if raw in (None, "") else [raw]
    return [_normalised(node, item, ports) for item in items[:MOST_ITEMS]]


def several(run: Run, node: Field, raw: Json, at: str) -> list[Json]:
    """The items of a ``multiple`` component, each in its stored shape; one alone becomes a list where none is required."""
    if node.required and not isinstance(raw, list):
        raise Unreadable("array", "several", raw)
    items = raw if isinstance(raw, list) else [] if raw is None or raw == "" else [raw]
    if len(items) > MOST_ITEMS:
        run.unread[at] = Unread("maxRows", "maxItems", MOST_ITEMS)
    made = []
    for number, item in enumerate(items[:MOST_ITEMS]):
        try:
            made.append(_normalised(node, item, run.ports))
        except Unreadable as bad:
            _note(run, node, item, f"{at}[{number}]", bad)
            made.append(node.kind.empty if bad.keep is None else bad.keep)
    return made


def _note(run: Run, node: Field, raw: Json, at: str, bad: Unreadable) -> None:
    """A list where one answer is expected has the reference's own rule, whatever the type says."""
    alone = isinstance(raw, list) and not node.kind.takes_list and not node.kind.repeats and bad.rule == "type"
    empty = raw is None or raw in ("", [], {})
    run.unread[at] = Unread("nonarray", "single", 0, empty) if alone else Unread(bad.rule, bad.message, 0, empty)


def _rows(run: Run, node: Field, rows: list[Answers], at: str, fresh: bool) -> list[dict[str, Json]]:
    """Normalise the fields of each row, sent now (``fresh``) or saved before; sent rows replace the saved ones."""
    run.rows_left -= len(rows)
    if run.rows_left < 0:
        run.unread[at] = Unread("maxRows", "maxRows", MOST_ROWS_IN_ALL)
        return []
    made = []
    for number, row in enumerate(rows):
        kept: dict[str, Json] = {}
        prefix = f"{at}[{number}]"
        for child in node.children:
            _take(run, child, row if fresh else {}, {} if fresh else row, kept, prefix)
        made.append(kept)
    return made


def _take_fact(run: Run, node: Field, scope: dict[str, Json], at: str) -> bool:
    known = fact_of(node, run.prefill, run.ports)
    if known is None:
        return False
    try:
        value = normalised(node, known.value, run.ports)
    except Unreadable:
        return False
    if node.is_empty(value):
        return False
    paths.put(scope, node.parts, value)
    run.facts.add(at)
    return True


def fact_of(node: Field, prefill: Mapping[str, Any], ports: Ports) -> Fact | None:
    """What the State knows for a field that names a fact; ``None`` when it does not (a person's own words are no fact)."""
    known = prefill.get(node.fact)
    if known is None:
        known = ports.prefill(node.fact)
    if isinstance(known, Fact):
        return known if known.firm else None
    return None if known is None else Fact(known)


def first_value(run: Run, node: Field) -> Json:
    """A value for a field that was never answered: prefilled, or the document's default.

    What says nothing (no text, not ticked, no rows) is no default, as in the reference; a computed default comes later.
    """
    name = node.prefill or node.fact
    if name:
        known = run.prefill.get(name)
        known = run.ports.prefill(name) if known is None else known
        if known is not None:
            return known.value if isinstance(known, Fact) else known
    if node.default_rule is not None or node.default is None or node.default is False or node.default in ("", [], {}):
        return MISSING
    return node.default


def open_rows(run: Run) -> None:
    """A group that must have rows begins with that many empty ones."""
    for node in run.form.nodes:
        fewest = max(node.extra[0], 1 if node.required else 0) if node.kind.repeats else 0
        if fewest and node.path not in run.hidden and not node.grids and not paths.get(run.data, node.parts):
            paths.put(run.data, node.parts, [{} for _row in range(fewest)])

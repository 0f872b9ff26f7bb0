"""Stages 1 and 2: what was sent becomes stored shapes; facts, saved answers and defaults fill the rest."""

from collections.abc import Mapping
from typing import Any

from eforms import paths
from eforms.nodes import Field
from eforms.paths import MISSING, join
from eforms.ports import Fact, Ports
from eforms.run import Answers, Run
from eforms.types.base import Json, Unreadable


def take_in(run: Run, sent: Answers, saved: Answers) -> None:
    """Fill ``run.data`` from what was sent (of ``run.page`` only, if set) over what was saved."""
    for node in run.form.nodes:
        if not node.ancestors:
            _normalise(run, node, sent, saved, run.data, "")


def _normalise(run: Run, node: Field, sent: Answers, saved: Answers, scope: dict[str, Json], prefix: str) -> None:
    kind = node.kind
    if kind.layout:
        for child in node.children:
            _normalise(run, child, sent, saved, scope, prefix)
        return
    if not (kind.input or kind.repeats) or kind.computed:
        return
    at = join(prefix, node.key)
    if node.fact and _take_fact(run, node, scope, at):
        return
    raw, fresh = _answer(run, node, sent, saved)
    answered = raw is not MISSING
    if not answered:
        raw = _first_value(run, node)
        if raw is MISSING:
            return
    try:
        value = kind.normalise(node, raw, run.ports)
    except Unreadable as bad:
        if not answered:
            return  # what is known elsewhere has another shape: the person is simply asked
        run.unread[at] = (bad.rule, bad.message)
        if bad.keep is not None:
            paths.put(scope, node.parts, bad.keep)
        return
    if kind.repeats:
        value = _rows(run, node, value, at, fresh)
    paths.put(scope, node.parts, value)


def _answer(run: Run, node: Field, sent: Answers, saved: Answers) -> tuple[Json, bool]:
    """The raw answer, and whether it was sent now; what the server makes is taken from nobody."""
    if not node.protected and run.page in (None, node.page or run.form.pages[0].key):
        raw = paths.get(sent, node.parts)
        if raw is not MISSING:
            return raw, True
    made_here = node.kind.name == "hidden" or (node.calculate is not None and node.protected)
    return (MISSING if made_here else paths.get(saved, node.parts)), False


def _rows(run: Run, node: Field, rows: list[Answers], at: str, fresh: bool) -> list[dict[str, Json]]:
    """Normalise the fields of each row, sent now (``fresh``) or saved before; sent rows replace the saved ones."""
    made = []
    for number, row in enumerate(rows):
        kept: dict[str, Json] = {}
        for child in node.children:
            _normalise(run, child, row if fresh else {}, {} if fresh else row, kept, f"{at}[{number}]")
        made.append(kept)
    return made


def _take_fact(run: Run, node: Field, scope: dict[str, Json], at: str) -> bool:
    known = fact_of(node, run.prefill, run.ports)
    if known is None:
        return False
    try:
        value = node.kind.normalise(node, known.value, run.ports)
    except Unreadable:
        return False
    if node.kind.is_empty(value):
        return False
    paths.put(scope, node.parts, value)
    run.facts.add(at)
    return True


def fact_of(node: Field, prefill: Mapping[str, Any], ports: Ports) -> Fact | None:
    """What is known for a field that names a fact; ``None`` when nobody knows."""
    known = prefill.get(node.fact)
    if known is None:
        known = ports.prefill(node.fact)
    if known is None or isinstance(known, Fact):
        return known
    return Fact(known)


def _first_value(run: Run, node: Field) -> Json:
    """A value for a field that was never answered: prefilled, or the document's default."""
    if node.prefill:
        known = run.prefill.get(node.prefill)
        known = run.ports.prefill(node.prefill) if known is None else known
        if known is not None:
            return known.value if isinstance(known, Fact) else known
    return MISSING if node.default is None or node.default == "" else node.default


def open_rows(run: Run) -> None:
    """A group that must have rows begins with that many empty ones."""
    for node in run.form.nodes:
        fewest = max(node.extra[0], 1 if node.required else 0) if node.kind.repeats else 0
        if fewest and node.path not in run.hidden and not node.grids and not paths.get(run.data, node.parts):
            paths.put(run.data, node.parts, [{} for _row in range(fewest)])

"""What can never be shown: a condition that no possible answers satisfy. A page like that is refused, anything else is lint.

A condition is tried on every combination of the answers it reads, where those are choices; what is open (text, numbers, dates)
is taken to satisfy what is asked of it alone. So nothing that could be shown is ever called unreachable.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from common.jsonlogic import RuleTooCostly
from eforms import conditions, paths
from eforms.nodes import Condition, Field
from eforms.paths import bare

Json = Any
MOST_TRIED = 4_096
MOST_BOXES = 6


def dead(settled: Sequence[Field], nodes: Sequence[Field]) -> set[int]:
    """Indexes of the components that no answers can show, containers' contents included."""
    found: set[int] = set()
    by_path = {bare(node.path): node for node in nodes}
    for node in settled:
        if node.index in found or (node.logic and not node.condition):
            continue
        if (node.sealed and node.guarded) or (node.condition and _never(node.condition, by_path, found)):
            found |= {node.index, *node.descendants}
    return found


def _never(condition: Condition, by_path: Mapping[str, Field], gone: set[int]) -> bool:
    domains = {name: _domain(name, by_path, gone) for name in condition.variables}
    if "json" in condition.client:
        closed = {name: values for name, values in domains.items() if values is not None}
        return len(closed) == len(domains) and not _some(closed, condition.test)
    tests = condition.client["tests"]
    known = [test for test in tests if domains[test[0]] is not None]
    every, shows, free = condition.client["every"], condition.client["show"], len(known) < len(tests)
    if free and every is not shows:
        return False

    def test(data: Mapping[str, Json], row: Mapping[str, Json]) -> bool:
        results = [conditions.OPERATORS[operator](_read(data, name), wanted) for name, operator, wanted in known]
        return (all(results) if every else any(results)) is shows

    return not _some({name: domains[name] or [] for name, _operator, _wanted in known}, test)


def _some(domains: Mapping[str, Sequence[Json]], test: Any) -> bool:
    """Tell whether some combination satisfies; too many to try counts as yes."""
    names = sorted(domains)
    size = 1
    for name in names:
        size *= len(domains[name])
    if size > MOST_TRIED or any(other.startswith(f"{name}.") for name in names for other in names):
        return True
    for values in product(*(domains[name] for name in names)):
        data: dict[str, Json] = {}
        for name, value in zip(names, values, strict=True):
            if value is not None:
                paths.put(data, tuple(name.split(".")[1:]), value)
        try:
            if test(data, data):
                return True
        except RuleTooCostly:
            return True
    return False


def _read(data: Mapping[str, Json], name: str) -> Json:
    found = paths.get(data, tuple(name.split(".")[1:]))
    return None if found is paths.MISSING else found


def _domain(name: str, by_path: Mapping[str, Field], gone: set[int]) -> list[Json] | None:
    """Every value that a name can have, ``None`` for no answer; ``None`` altogether when it is open."""
    head, _, path = name.partition(".")
    node = by_path.get(path) if head == "data" else None
    if node is None:
        outer = by_path.get(path.rpartition(".")[0]) if head == "data" else None
        boxes = outer is not None and outer.kind.name == "selectboxes" and not outer.grids
        return [None, True, False] if boxes else None
    if node.grids or node.multiple or node.logic or node.calculate or node.fact or node.prefill:
        return None
    if node.index in gone:
        return [None] if node.clear_on_hide and not node.sealed and node.kind.input else None
    if node.kind.name == "checkbox":
        return [None, True, False]
    values = [option.value for option in getattr(node.extra, "inline", ())]
    if node.kind.name in ("radio", "select") and values:
        return [None, "", *values]
    if node.kind.name == "selectboxes" and 0 < len(values) <= MOST_BOXES:
        return [dict(zip(values, ticks, strict=True)) for ticks in product((False, True), repeat=len(values))]
    return None

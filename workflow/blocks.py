"""Where the parallel blocks of a process lie: in which branches every step is, and which actions cross a border.

Blocks are well nested: a branch is entered by its fork and left by its join, or it ends the whole process. So a step
lies on exactly one path of branches, found by walking from the start.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.model import Action, Path, Step
from workflow.words import END


@dataclass(frozen=True)
class Crossing:
    """An action that goes over the border of a block: from step ``source`` into or out of a branch of ``fork``."""

    source: str
    action: str
    target: str
    fork: str


def joins(steps: Sequence[Step]) -> dict[str, str]:
    """The join of every fork; the first, where a document has several."""
    found: dict[str, str] = {}
    for step in steps:
        if step.kind == "join":
            found.setdefault(step.of, step.key)
    return found


def paths(by_key: Mapping[str, Step], start: str) -> tuple[dict[str, Path], tuple[Crossing, ...]]:
    """The path of every step that can be reached, and the actions that do not fit it."""
    found: dict[str, Path] = {start: ()}
    via: dict[str, tuple[str, str]] = {}
    crossings: list[Crossing] = []
    waiting = deque([start])
    while waiting:
        source = by_key[waiting.popleft()]
        for action in source.actions:
            target = by_key.get(action.to)
            if action.to == END or target is None:
                continue
            path = _after(source, action, found[source.key], target)
            if path is None:
                crossings.append(Crossing(source.key, action.key, action.to, target.of))
            elif action.to not in found:
                found[action.to] = path
                via[action.to] = (source.key, action.key)
                waiting.append(action.to)
            elif found[action.to] != path:
                crossings.append(_blame(source, action, path, found[action.to], via))
    return found, tuple(crossings)


def insides(steps: Sequence[Step], found: Mapping[str, Path]) -> dict[str, frozenset[str]]:
    """The steps between every fork and its join."""
    return {
        step.key: frozenset(key for key, path in found.items() if any(pair[0] == step.key for pair in path))
        for step in steps
        if step.kind == "fork"
    }


def _after(source: Step, action: Action, path: Path, target: Step) -> Path | None:
    """The path of ``target`` when it is reached so; None where it is a join that closes another block."""
    if source.kind == "fork":
        path = (*path, (source.key, action.key))
    if target.kind != "join":
        return path
    return path[:-1] if path and path[-1][0] == target.of else None


def _blame(source: Step, action: Action, here: Path, there: Path, via: Mapping[str, tuple[str, str]]) -> Crossing:
    """Who crosses: this action, or the one that came first when this one leaves a block as it should, by its join."""
    fork = next((pair for pair in (*here, *there) if (pair in here) != (pair in there)), ("", ""))[0]
    if source.kind == "join" and action.to in via:
        earlier, key = via[action.to]
        return Crossing(earlier, key, action.to, fork)
    return Crossing(source.key, action.key, action.to, fork)

"""What must come before what: the number before the signature, the signature before the agency's stamp.

``surely_before`` finds for every step the kinds of work that are done on every way to it. Behind a join for all, what
one of the branches that surely begin has done is done; behind a join for any only what every branch does.
"""

from collections.abc import Iterator

from workflow.model import Problem, Process, Step
from workflow.words import END, KINDS

_BEFORE = (("sign", "number", "Ký khi chưa lấy số."), ("stamp", "sign", "Đóng dấu khi lãnh đạo chưa ký."))


def signatures(process: Process) -> Iterator[Problem]:
    """Number and date are reserved first; the agency's signature comes last (decisions.md)."""
    before = surely_before(process)
    for later, earlier, message in _BEFORE:
        for step in process.steps:
            if step.kind == later and earlier not in before[step.key]:
                yield Problem(step.key, f"{later}-before-{earlier}", message)


def surely_before(process: Process) -> dict[str, frozenset[str]]:
    """The kinds of work done on every way to each step; all of them for a step that cannot be reached."""
    before = dict.fromkeys(process.by_key, frozenset(KINDS))
    before[process.start.key] = frozenset()
    sources: dict[str, list[Step]] = {key: [] for key in process.by_key}
    for step in process.steps:
        for key in {action.to for action in step.actions} - {END}:
            sources[key].append(step)
    changed = True
    while changed:
        changed = False
        for step in process.steps:
            if step is process.start or not sources[step.key]:
                continue
            found = _join(process, step, sources[step.key], before) if step.kind == "join" else _common(sources[step.key], before)
            if found != before[step.key]:
                before[step.key] = found
                changed = True
    return before


def _common(sources: list[Step], before: dict[str, frozenset[str]]) -> frozenset[str]:
    return frozenset.intersection(*(before[one.key] | {one.kind} for one in sources))


def _join(process: Process, join: Step, sources: list[Step], before: dict[str, frozenset[str]]) -> frozenset[str]:
    fork = process.step(join.of)
    branches = [_branch(process, fork, action.key, join, sources, before) for action in fork.actions if action.when is None]
    if not branches:
        return before[fork.key]
    if join.wait == "all":
        return frozenset.union(before[fork.key], *branches)
    every = [_branch(process, fork, action.key, join, sources, before) for action in fork.actions]
    return frozenset.intersection(*every)


def _branch(
    process: Process, fork: Step, branch: str, join: Step, sources: list[Step], before: dict[str, frozenset[str]]
) -> frozenset[str]:
    """What is surely done when this branch comes to the join."""
    inside = [one for one in sources if (fork.key, branch) in process.paths.get(one.key, ())]
    direct = any(action.key == branch and action.to == join.key for action in fork.actions)
    return _common([*inside, *([fork] if direct else [])], before) if inside or direct else frozenset(KINDS)

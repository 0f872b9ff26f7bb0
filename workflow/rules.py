"""What may be done now: pure decisions over a process, a marking, a role and the facts.

``take`` (claiming an open task) is legal at every step for the step's role, moves nothing and stands in no document:
it decides nothing about the dossier. ``role="system"`` is the clock and the sub-dossiers: it takes the ``on_due`` action
of a step and the action of a chain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.limits import part
from workflow.model import Action, Child, Escalation, Process, Step
from workflow.state import Marking
from workflow.tokens import Game, Stuck
from workflow.words import SYSTEM

TAKE = "take"
__all__ = ["SYSTEM", "TAKE", "IllegalMove", "Move", "actions", "children", "escalations", "move", "roles", "start", "step_limits"]


class IllegalMove(Exception):
    """The step has no such action for this role, or its condition does not hold. ``reason`` is stable for tests.

    ``reason`` is unknown-step, not-here (no token waits there), unknown-action, wrong-role, condition, or, when the way
    behind the action leads nowhere, no-way or endless.
    """

    def __init__(self, step: str, action: str, reason: str) -> None:
        self.step, self.action, self.reason = step, action, reason
        super().__init__(f"{action} at {step}: {reason}")


@dataclass(frozen=True)
class Move:
    """What an allowed act leads to.

    ``opened`` are the steps whose work begins, ``cancelled`` the keys of steps whose open work is withdrawn, ``passed``
    the automatic steps, forks and joins gone through, in order. ``action`` is None for the start of a process.
    An act that leads to its own step waits: ``stays`` is that step, nothing else happens. An act that brings its branch
    to a join where others are still awaited opens nothing and does not end.
    """

    action: Action | None
    marking: Marking
    opened: tuple[Step, ...] = ()
    cancelled: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    ends: bool = False
    stays: Step | None = None

    @property
    def to(self) -> Step | None:
        """The step that stays or is opened first; None at the end and while a join waits."""
        return self.stays or next(iter(self.opened), None)


def start(process: Process, facts: Mapping[str, Any]) -> Move:
    """Begin a process: the first step, or what lies behind it when that one is passed by itself.

    Raises ``IllegalMove`` when the first steps lead nowhere.
    """
    game = Game.begin(process, Marking(), facts)
    try:
        game.enter(process.start)
    except Stuck as stuck:
        raise IllegalMove(stuck.step, "", stuck.reason) from None
    return _outcome(process, Marking(), None, game)


def actions(process: Process, step_key: str, *, role: str, facts: Mapping[str, Any]) -> tuple[Action, ...]:
    """Every action that ``role`` may take at the step now, in the document's order; () when the step is another's."""
    step = process.by_key.get(step_key)
    if step is None:
        return ()
    return tuple(action for action in step.actions if _may(step, action, role) and action.holds(facts))


def move(process: Process, marking: Marking, step_key: str, action_key: str, *, role: str, facts: Mapping[str, Any]) -> Move:
    """Decide one act at a step that holds a token; raises ``IllegalMove`` and changes nothing when it is not allowed."""
    step = process.by_key.get(step_key)
    if step is None:
        raise IllegalMove(step_key, action_key, "unknown-step")
    if step_key not in marking.at:
        raise IllegalMove(step_key, action_key, "not-here")
    if action_key == TAKE:
        if not step.role or role != step.role:
            raise IllegalMove(step_key, action_key, "wrong-role")
        return Move(Action(TAKE, "Nhận việc", step.key, "forward"), marking, stays=step)
    action = step.action(action_key)
    if action is None:
        raise IllegalMove(step_key, action_key, "unknown-action")
    if not _may(step, action, role):
        raise IllegalMove(step_key, action_key, "wrong-role")
    if not action.holds(facts):
        raise IllegalMove(step_key, action_key, "condition")
    if action.to == step.key:
        return Move(action, marking, stays=step)
    game = Game.begin(process, marking, facts)
    try:
        game.leave(step, action)
    except Stuck as stuck:
        raise IllegalMove(step_key, action_key, stuck.reason) from None
    return _outcome(process, marking, step, game, action)


def roles(step: Step, *, absent: bool = False, used: float = 0.0) -> tuple[str, ...]:
    """Who may act at a step now: its role, a substitute whose time has come, whoever an escalation lets act.

    ``absent``: nobody who holds the role at the step's agency is at work. ``used``: the part of the step's time that
    is gone, 1.0 at the due time. Whoever acts so acts as the step's role: ask ``actions`` and ``move`` with ``step.role``.
    """
    found = [step.role] if step.role else []
    if step.substitute and (absent if step.substitute.when == "absent" else used >= 1):
        found.append(step.substitute.role)
    found += [one.to_role for one in escalations(step, used) if one.takes]
    return tuple(dict.fromkeys(found))


def escalations(step: Step, used: float) -> tuple[Escalation, ...]:
    """The escalations whose time has come when ``used`` of the step's time is gone (1.0 at the due time)."""
    return tuple(one for one in step.escalate if used >= one.share)


def children(step: Step, facts: Mapping[str, Any]) -> tuple[Child, ...]:
    """The sub-dossiers that a chain asks for in this dossier."""
    return tuple(child for child in step.children if child.rule is None or child.rule.test(facts))


def step_limits(process: Process, limit: str) -> Mapping[str, str]:
    """Each step's own limit text under a procedure's ``limit``: ``{"receive": "8h", "handle": "4.5wd", …}``.

    Steps that are passed by themselves have none. A same-day limit is shared out in hours, which late in the day run
    over it: whoever sets a step's due time takes the earlier of it and the dossier's own.
    """
    return {step.key: step.limit or part(limit, step.share or 0) for step in process.steps if not step.passing}


def _may(step: Step, action: Action, role: str) -> bool:
    if role == SYSTEM:
        return step.kind == "chain" or action.key == step.on_due
    return bool(step.role) and role == step.role


def _outcome(process: Process, before: Marking, left: Step | None, game: Game, action: Action | None = None) -> Move:
    after = game.marking()
    opened = tuple(process.step(key) for key in after.at if key in game.begun)
    others = (key for key in before.at if left is None or key != left.key)
    cancelled = tuple(key for key in others if key not in after.at or key in game.begun)
    return Move(action, after, opened, cancelled, tuple(game.passed), game.ended)

"""What may be done now: pure decisions over a process, a step, a role and the facts.

``take`` (claiming an open task) is legal at every step for the step's role, moves nothing and stands in no document:
it decides nothing about the dossier.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common import jsonlogic
from common.jsvalues import truthy
from workflow.language import Action, Process, Step
from workflow.limits import part

TAKE = "take"


class IllegalMove(Exception):
    """The step has no such action for this role, or its condition does not hold. ``reason`` is stable for tests.

    ``reason`` is unknown-step, unknown-action, wrong-role or condition.
    """

    def __init__(self, step: str, action: str, reason: str) -> None:
        self.step, self.action, self.reason = step, action, reason
        super().__init__(f"{action} at {step}: {reason}")


@dataclass(frozen=True)
class Move:
    """What an allowed act leads to: ``to`` is the next step (the same one when the act waits) or None at the end."""

    action: Action
    to: Step | None
    ends: bool


def actions(process: Process, step_key: str, *, role: str, facts: Mapping[str, Any]) -> tuple[Action, ...]:
    """Every action that ``role`` may take at the step now, in the document's order; () when the step is another's."""
    step = process.by_key.get(step_key)
    if step is None or step.role != role:
        return ()
    return tuple(action for action in step.actions if _holds(action, facts))


def move(process: Process, step_key: str, action_key: str, *, role: str, facts: Mapping[str, Any]) -> Move:
    """Decide one act; raises ``IllegalMove`` and changes nothing when it is not allowed."""
    step = process.by_key.get(step_key)
    if step is None:
        raise IllegalMove(step_key, action_key, "unknown-step")
    if action_key == TAKE:
        if role != step.role:
            raise IllegalMove(step_key, action_key, "wrong-role")
        return Move(Action(TAKE, "Nhận việc", step.key, "forward"), step, ends=False)
    action = next((a for a in step.actions if a.key == action_key), None)
    if action is None:
        raise IllegalMove(step_key, action_key, "unknown-action")
    if role != step.role:
        raise IllegalMove(step_key, action_key, "wrong-role")
    if not _holds(action, facts):
        raise IllegalMove(step_key, action_key, "condition")
    return Move(action, None if action.ends else process.step(action.to), action.ends)


def step_limits(process: Process, limit: str) -> Mapping[str, str]:
    """Each step's own limit text under a procedure's ``limit``: ``{"receive": "8h", "handle": "4.5wd", …}``.

    A same-day limit is shared out in hours, which late in the day run over it: whoever sets a step's due time takes
    the earlier of it and the dossier's own.
    """
    return {step.key: step.limit or part(limit, step.share or 0) for step in process.steps}


def _holds(action: Action, facts: Mapping[str, Any]) -> bool:
    return action.when is None or truthy(jsonlogic.apply(action.when, facts))

"""Who stands in for whom at a step: delegates of a seat, substitutes and escalations that the process names. Reads only."""

import uuid
from collections.abc import Iterable

from accounts.models import User
from accounts.selectors import at_work, colleagues
from agencies.models import Seat
from common import clock
from dossiers import clocks
from dossiers.loaded import Loaded
from dossiers.models import Dossier, Task
from dossiers.resolving import resolve
from workflow import rules
from workflow.model import Step


def hands(by: User, seat: Seat) -> frozenset[uuid.UUID]:
    """Whose held tasks ``by`` may work on from this seat: their own, and those of whom they stand in for."""
    return frozenset({by.pk, seat.delegation.from_user_id} if seat.delegation else {by.pk})


def substituted(dossier: Dossier, tasks: Iterable[Task], seat: Seat, loaded: Loaded) -> list[Task]:
    """The open tasks that this seat may do as a substitute or by escalation; no query where the process names none."""
    return [task for task in tasks if not task.is_question and _stands_in(dossier, task, seat, loaded)]


def _stands_in(dossier: Dossier, task: Task, seat: Seat, loaded: Loaded) -> bool:
    step = loaded.process.by_key.get(task.step)
    if step is None or not _named(step, seat.role):
        return False
    absent = step.substitute is not None and not at_work(task.agency_id, task.role)
    if seat.role not in rules.roles(step, absent=absent, used=_used(task, step)):
        return False
    places = [one.agency for one in (step.substitute, *step.escalate) if one and _role_of(one) == seat.role]
    return any((task.agency_id if place is None else resolve(dossier, place)) == seat.agency_id for place in places)


def free(tasks: Iterable[Task], by: User, seat: Seat) -> list[Task]:
    """The tasks that nobody else of the seat's own role holds. One query where a substitute or an escalation acts.

    Whoever stands in for people who are away, or late, does what those hold; a colleague who stands in too is not passed over.
    """
    held = hands(by, seat)
    there = list(tasks)
    ahead: set[uuid.UUID] = set()
    if any(one.role != seat.role and one.assignee_id not in held for one in there):
        ahead = {user.pk for user in colleagues(seat.agency_id, seat.role)}
    return [
        one
        for one in there
        if one.assignee_id is None or one.assignee_id in held or (one.role != seat.role and one.assignee_id not in ahead)
    ]


def _named(step: Step, role: str) -> bool:
    """Whether the step gives its acts to this role at all, at some time; what is another's step needs no query."""
    return any(_role_of(one) == role for one in (step.substitute, *step.escalate) if one)


def _role_of(one: object) -> str:
    return getattr(one, "to_role", "") or getattr(one, "role", "")


def _used(task: Task, step: Step) -> float:
    """The largest part of the step's working time that the process asks about and that is gone; the sweep tells by the same."""
    now = clock.now()
    shares = {1.0, *(one.share for one in step.escalate)}
    return max((share for share in shares if clocks.moment(task, share) <= now), default=0.0)

"""Who stands in for whom at a step: delegates of a seat, substitutes and escalations that the process names. Reads only."""

import uuid
from collections.abc import Iterable

from accounts.models import User
from accounts.selectors import at_work
from agencies.models import Seat
from common import clock
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
    used = _used(task)
    absent = step.substitute is not None and not at_work(task.agency_id, task.role)
    if seat.role not in rules.roles(step, absent=absent, used=used):
        return False
    places = [one.agency for one in (step.substitute, *step.escalate) if one and _role_of(one) == seat.role]
    return any((task.agency_id if place is None else resolve(dossier, place)) == seat.agency_id for place in places)


def _named(step: Step, role: str) -> bool:
    """Whether the step gives its acts to this role at all, at some time; what is another's step needs no query."""
    return any(_role_of(one) == role for one in (step.substitute, *step.escalate) if one)


def _role_of(one: object) -> str:
    return getattr(one, "to_role", "") or getattr(one, "role", "")


def _used(task: Task) -> float:
    """The part of the step's time that is gone, by the clock on the wall: 1.0 and more at the due time."""
    whole = (task.due_at - task.opened_at).total_seconds()
    return (clock.now() - task.opened_at).total_seconds() / whole if whole > 0 else 1.0

"""What the process says of a step that takes long or has nobody: whom it is told to, and who does it instead (ADR 0026).

Told once for each rule of a step and each due time; the right to act comes by itself at the same moment (dossiers/standing.py).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from accounts.selectors import at_work
from dossiers import clocks
from dossiers.models import Task
from dossiers.resolving import resolve
from dossiers.services.sweeps import people, told
from dossiers.services.sweeps.people import Place
from workflow.model import AgencyRef, Escalation, Step

AGAIN = timedelta(days=1)
"""Who is away today was perhaps here when the step was opened."""


def look(task: Task, step: Step, now: datetime) -> datetime | None:
    """Tell everyone whose time has come; when to look next, None for never. No query where the process says nothing."""
    if not step.escalate and step.substitute is None:
        return None
    moments = [(clocks.moment(task, one.share), number, one) for number, one in enumerate(step.escalate)]
    # Of several stages to the same people that have come, as after a night without sweeps, the last one is told.
    latest = {(one.to_role, one.agency): (number, one) for at, number, one in sorted(moments, key=_by_time) if at <= now}
    for number, one in latest.values():
        told.escalate(task, _sitting(task, one.to_role, one.agency), stage=f"escalate-{number}", takes=one.takes)
    coming = [at for at, _number, _one in moments if at > now]
    return min([*coming, *_instead(task, step, now)], default=None)


def _by_time(row: tuple[datetime, int, Escalation]) -> tuple[datetime, int]:
    return row[0], row[1]


def _instead(task: Task, step: Step, now: datetime) -> Iterator[datetime]:
    """Tell who stands in, once they may; until then when to look again."""
    named = step.substitute
    if named is None:
        return
    by_leave = named.when == "absent"
    if not at_work(task.agency_id, task.role) if by_leave else now >= task.due_at:
        told.instead(task, _sitting(task, named.role, named.agency))
    elif by_leave:
        yield now + AGAIN
    else:
        yield task.due_at


def _sitting(task: Task, role: str, agency: AgencyRef | None) -> list[Place]:
    """Who holds the role there; where nobody does, who leads the unit."""
    place = task.agency_id if agency is None else resolve(task.dossier, agency)
    return people.holding(place, role) or people.heads_of(place)

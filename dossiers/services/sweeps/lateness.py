"""The two clocks of a dossier, watched: the whole dossier's promise and each step's own time.

``watch_at`` of a row is when it must be looked at next; empty means at once (a new row, a new promise). A look tells whoever the
stage concerns (deadlines/watch.py), sets the next time and changes nothing else, so a page that lies open does not grow stale.
Telling again changes nothing: a notice's key holds the stage and the promise it speaks of. domain §5.4; QĐ 766/QĐ-TTg.
"""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from common.clock import local
from deadlines import watch
from deadlines.calendar import WorkCalendar, to_datetime, to_moment
from deadlines.policy import Policy
from deadlines.rules import remaining
from deadlines.selectors import calendar_for
from dossiers import clocks
from dossiers.loaded import Loaded, load
from dossiers.models import Dossier, Task
from dossiers.services.sweeps import apology, escalating, people, told
from dossiers.services.sweeps.rows import NEVER, to_the_last
from dossiers.states import State

BY_LAW = "late-by-law"
PAUSED_AGAIN = timedelta(days=1)
Pauses = list[tuple[datetime, datetime | None]]
SEALED = ("answers", "provenance", "owner_address", "owner_phone")


def sweep() -> int:
    """Look at every clock that is due, dossiers first; how many."""
    return to_the_last(dossiers(), look_at_dossier) + to_the_last(tasks(), look_at_task)


def dossiers() -> QuerySet[Dossier]:
    """Those whose legal clock runs; index ``dossier_watch``."""
    return Dossier.objects.filter(state=State.PROCESSING, due_at__isnull=False)


def tasks() -> QuerySet[Task]:
    """Open work of people; index ``task_watch``."""
    return Task.objects.filter(done_at__isnull=True).exclude(role="")


@transaction.atomic
def look_at_dossier(pk: uuid.UUID, now: datetime) -> bool:
    """Tell the stage that has come and set the next time; ``False`` when somebody is acting on it or it no longer runs."""
    locked = dossiers().select_for_update(skip_locked=True, of=("self",)).select_related("handling__parent", "holder")
    dossier = locked.defer(*SEALED).filter(pk=pk).first()
    if dossier is None:
        return False
    loaded = load(dossier.version_id, dossier.case)
    pauses = clocks.pauses(dossier, loaded)
    if any(end is None for _begin, end in pauses):
        # At a step that stops the clock: the promise is still the one from before the pause, and nobody's work is late.
        Dossier.objects.filter(pk=pk).update(watch_at=now + PAUSED_AGAIN)
        return True
    found = _stages(dossier, loaded, pauses)
    stage, then = watch.passed(found, now), watch.coming(found, now)
    if stage is not None:
        _tell(dossier, stage, now)
        if stage.name not in (watch.LATE, BY_LAW) and (then is None or then.name == watch.LATE):
            apology.prepare(dossier, now)
    Dossier.objects.filter(pk=pk).update(watch_at=then.at if then else NEVER)
    return True


@transaction.atomic
def look_at_task(pk: uuid.UUID, now: datetime) -> bool:
    """The same for a step's time. While the applicant is asked, it is looked at again every day."""
    locked = (
        tasks()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("dossier__handling", "agency")
        .defer(*_of_dossier())
    )
    task = locked.filter(pk=pk).first()
    if task is None:
        return False
    if task.is_paused or task.bucket == Task.Bucket.HAND_OVER:
        # The one waits for the applicant's answer, the other for somebody to come: nobody's work is late.
        Task.objects.filter(pk=pk).update(watch_at=now + PAUSED_AGAIN if task.is_paused else NEVER)
        return True
    calendar = calendar_for(task.agency_id, local(now).date())
    loaded = load(task.dossier.version_id, task.dossier.case)
    warned = [warning for warning in Policy.of(loaded.policy).warned if warning.endswith("%")]
    begun = clocks.begun(task)
    found = watch.stages(begun, max(task.due_at, begun), calendar, Policy(warnings=",".join(warned)))
    stage, then = watch.passed(found, now), watch.coming(found, now)
    if stage is not None and not _is_the_dossiers(task):
        told.warn_step(task, remaining(now, task.due_at, calendar).text, people.keepers(task), stage=stage.name)
    step = loaded.process.by_key.get(task.step)  # none for a question to another unit
    more = escalating.look(task, step, now) if step else None
    Task.objects.filter(pk=pk).update(watch_at=min([one for one in (then and then.at, more) if one], default=NEVER))
    return True


def _is_the_dossiers(task: Task) -> bool:
    """Whether the step ends with the dossier's own promise, which the dossier's clock tells."""
    return task.dossier.accepted_at is not None and task.due_at == task.dossier.due_at


def _of_dossier() -> tuple[str, ...]:
    return tuple(f"dossier__{name}" for name in SEALED)


def _stages(dossier: Dossier, loaded: Loaded, pauses: Pauses) -> tuple[watch.Stage, ...]:
    """The stages of the promise, counted without the pauses, and the law's limit where the promise is shorter."""
    assert dossier.accepted_at is not None and dossier.due_at is not None
    calendar = _calendar(dossier)
    found = watch.stages(_start(dossier, calendar, pauses), dossier.due_at, calendar, Policy.of(loaded.policy))
    if dossier.legal_due_at is not None and dossier.legal_due_at > dossier.due_at:
        found = (*found, watch.Stage(dossier.legal_due_at + timedelta(minutes=1), BY_LAW))
    return found


def _start(dossier: Dossier, calendar: WorkCalendar, pauses: Pauses) -> datetime:
    """Acceptance, moved on by what the pauses lasted: the time between it and the promise is the time there was to work."""
    accepted, due = dossier.accepted_at, dossier.due_at
    assert accepted is not None and due is not None
    spans = [(to_moment(begin), to_moment(end)) for begin, end in pauses if end]
    waited = sum(calendar.elapsed(end) - calendar.elapsed(begin) for begin, end in spans)
    if not waited:
        return accepted
    return min(due, to_datetime(calendar.moment_after(calendar.elapsed(to_moment(accepted)) + waited)))


def _calendar(dossier: Dossier) -> WorkCalendar:
    assert dossier.due_at is not None
    return calendar_for(dossier.promised_by_id or dossier.handling_id, local(dossier.due_at).date())


def _tell(dossier: Dossier, stage: watch.Stage, now: datetime) -> None:
    assert dossier.due_at is not None
    open_tasks = list(
        dossier.tasks.filter(done_at__isnull=True).exclude(role="").select_related("agency").order_by("opened_at", "pk")
    )
    task = next((one for one in open_tasks if one.step == dossier.step), open_tasks[0] if open_tasks else None)
    places = [place for one in open_tasks for place in people.keepers(one)]
    if stage.name == BY_LAW:
        above = people.heads(dossier.handling.parent) if dossier.handling.parent else []
        told.late(dossier, task, above or people.heads(dossier.handling), by_law=True)
    elif stage.name == watch.LATE:
        told.late(dossier, task, [*people.heads(dossier.handling), *places], by_law=False)
    else:
        left = remaining(now, dossier.due_at, _calendar(dossier)).text
        told.warn(dossier, task, left, places, stage=stage.name, due=dossier.due_at)

"""After a calendar changed: every open promise counted anew, each dossier in a transaction of its own.

It begins once no process can still hold the old calendar, so nothing is promised behind its back. A recount that was cut off
begins again: what was moved already is what it would be, so nothing moves twice. Each move leaves a row, an audit row and,
where the date is another one, a notice to the applicant.
"""

import logging
import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from agencies.models import Agency
from audit import log as audit
from common import clock
from common.actors import SYSTEM
from common.events import CalendarChanged
from deadlines.selectors import KEPT_SECONDS, forget
from dossiers import clocks, recounting
from dossiers.loaded import load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, DueMove, Recount, Task
from dossiers.services import moves, stepping
from dossiers.states import State

log = logging.getLogger(__name__)
WAIT = timedelta(seconds=KEPT_SECONDS + 30)


def queue(event: CalendarChanged) -> None:
    """A calendar changed, in this transaction: its promises will be counted anew."""
    Recount.objects.create(agency_id=event.agency_id, day=event.day, made_at=clock.now())


def sweep() -> int:
    """Work through the recounts that may begin, oldest first; how many promises moved."""
    ready = Recount.objects.filter(done_at__isnull=True, made_at__lte=clock.now() - WAIT)
    total = 0
    for recount in list(ready.order_by("made_at")):
        forget()
        total += _promises(recount) + _replies(recount)
        Recount.objects.filter(pk=recount.pk).update(done_at=clock.now())
    return total


def begin_of(day: date) -> datetime:
    """Midnight of a day in Vietnam: promises that end earlier know nothing of it."""
    return datetime.combine(day, time.min, tzinfo=clock.VIETNAM)


def path_of(agency_id: int | None) -> str:
    """The branch of the tree that a calendar's change concerns; one query for an agency's own."""
    return Agency.objects.values_list("path", flat=True).get(pk=agency_id) if agency_id else ""


def _promises(recount: Recount) -> int:
    total = 0
    for page in recounting.pages(recounting.running(path_of(recount.agency_id), begin_of(recount.day))):
        done = _each([row.pk for row in recounting.moved(page)], recount, move)
        Recount.objects.filter(pk=recount.pk).update(examined=F("examined") + len(page), moved=F("moved") + done)
        total += done
    return total


def _each(found: Sequence[uuid.UUID], recount: Recount, act: Callable[[uuid.UUID, Recount], bool], *, last: bool = False) -> int:
    """What fails (somebody is acting on it) is tried once more at the end; what fails again is told in the log."""
    done, failed = 0, []
    for pk in found:
        try:
            done += act(pk, recount)
        except Exception:
            failed.append(pk)
            if last:
                log.exception("promise of %s not counted anew, recount %s", pk, recount.pk)
    return done + (_each(failed, recount, act, last=True) if failed and not last else 0)


@transaction.atomic
def move(pk: uuid.UUID, recount: Recount) -> bool:
    """Give one dossier its new promise; ``False`` when it needs none any more."""
    dossier = lock_dossier(pk)
    before = dossier.due_at
    if dossier.state != State.PROCESSING or before is None:
        return False
    loaded = load(dossier.version_id, dossier.case)
    clocks.set_promise(dossier, loaded)
    if dossier.due_at is None or dossier.due_at == before:
        return False
    new = {name: getattr(dossier, name) for name in ("due_at", "due_explanation", "legal_due_at", "watch_at")}
    Dossier.objects.filter(pk=pk).update(**new)
    stepping.follow_promise(dossier, loaded)
    _keep(dossier, recount, before, dossier.due_at, "due-moved")
    return True


def _replies(recount: Recount) -> int:
    """The desk's answers within 8 working hours that are still owed; index ``dossier_reply``."""
    rows = Dossier.objects.filter(accepted_at__isnull=True, closed_at__isnull=True, state=State.SUBMITTED)
    rows = rows.filter(reply_due_at__gte=begin_of(recount.day), receiving__path__startswith=path_of(recount.agency_id))
    ids = list(rows.filter(supplements__isnull=True).order_by("reply_due_at", "pk").values_list("pk", flat=True))
    return _each(ids, recount, _reply)


@transaction.atomic
def _reply(pk: uuid.UUID, recount: Recount) -> bool:
    dossier = lock_dossier(pk)
    task = dossier.tasks.filter(done_at__isnull=True, bucket=Task.Bucket.RECEIVE).first()
    if task is None or dossier.state != State.SUBMITTED or dossier.accepted_at is not None:
        return False
    loaded, before = load(dossier.version_id, dossier.case), dossier.reply_due_at
    reply = clocks.reply_due(dossier.receiving_id, task.opened_at)
    expected = clocks.promise(dossier.handling_id, task.opened_at, dossier.limit, loaded.policy).due_at
    if (reply, expected) == (before, dossier.expected_at) or reply is None:
        return False
    Dossier.objects.filter(pk=pk).update(reply_due_at=reply, expected_at=expected)
    if reply == before:
        return False
    Task.objects.filter(pk=task.pk).update(due_at=reply, dossier_due_at=reply, watch_at=None)
    dossier.reply_due_at = reply
    _keep(dossier, recount, before, reply, "reply-moved")
    return True


def _keep(dossier: Dossier, recount: Recount, before: datetime, after: datetime, kind: str) -> None:
    now = clock.now()
    DueMove.objects.bulk_create(
        [DueMove(recount=recount, dossier=dossier, before=before, after=after, at=now)], ignore_conflicts=True
    )  # fmt: skip
    told = {"recount": str(recount.pk), "before": before.isoformat(), "after": after.isoformat()}
    audit.append(f"dossier:{dossier.pk}", kind, SYSTEM, told)
    if clock.local(before).date() != clock.local(after).date():
        moves.tell_applicant(dossier, kind, once=str(recount.pk))

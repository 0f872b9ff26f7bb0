"""How likely a dossier is to be late: its remaining time against the queue before it and what finished dossiers took. Reads only.

The counting is deadlines/risk.py; here its numbers are fetched, by indexes of the agency's dossiers and open work. A page about
one dossier asks ``of``; a list shows what the sweep last counted of each row's task (``shown``, no query; sweeps/foreseeing.py).
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common import clock
from deadlines.calendar import WorkCalendar, to_moment
from deadlines.risk import Risk, quantile, risk
from deadlines.selectors import calendar_for
from dossiers.models import ApologyDraft, Dossier, Task
from dossiers.states import State

Visit = tuple[uuid.UUID, str, datetime, datetime | None]
HISTORY = 200
"""So many of the agency's latest dossiers of the procedure say how long the rest takes."""


KEPT = frozenset({"likely", "possible"})
"""The levels that a task keeps (``Task.risk``): "late" is to be seen from the due time, and "low" is nothing to be told."""
LABELS = {"likely": _("Dễ trễ hẹn"), "possible": _("Có thể trễ hẹn")}


@dataclass(frozen=True)
class Shown:
    """A risk in a list: its ``level`` ("likely" or "possible"), for the colour, and in words."""

    level: str
    words: str | Promise


def shown(task: Task | None) -> Shown | None:
    """What a list says of a row's task: nothing when it waits for somebody, is late already, or is not in danger. No query.

    ``task`` needs ``risk``, ``bucket`` and ``dossier_due_at`` loaded. The sweep counts every quarter of an hour.
    """
    if task is None or task.risk not in LABELS or task.is_paused or task.dossier_due_at < clock.now():
        return None
    return Shown(task.risk, LABELS[task.risk])


def of(dossier: Dossier, task: Task, now: datetime) -> Risk:
    """The risk at ``task``, the step that everything waits for; four queries."""
    calendar = calendar_for(dossier.promised_by_id or dossier.handling_id, clock.local(now).date())
    due = dossier.due_at or dossier.reply_due_at
    left = calendar.elapsed(to_moment(due)) - calendar.elapsed(to_moment(now))
    if to_moment(now) > to_moment(due):
        left = min(left, -1)
    rest, pieces = since(task.step, finished(dossier.handling_id, dossier.version.procedure_id), calendar)
    hands = Task.objects.filter(agency_id=task.agency_id, role=task.role, done_at__isnull=True, assignee__isnull=False)
    people = hands.values("assignee").distinct().count()
    ahead = Task.objects.filter(agency_id=task.agency_id, role=task.role, done_at__isnull=True)
    earlier = ahead.filter(dossier_due_at__lt=task.dossier_due_at).exclude(bucket=Task.Bucket.SUPPLEMENT).count()
    return risk(left, rest, ahead=earlier, hands=people, piece=quantile(pieces, 0.5) or 0)


def lead_of(dossier: Dossier) -> Task | None:
    """The open task that holds the dossier, with its agency; one query."""
    rows = dossier.tasks.filter(done_at__isnull=True).exclude(role="").exclude(bucket=Task.Bucket.CONSULT)
    return rows.select_related("agency").order_by("opened_at", "pk").first()


def finished(handling_id: int, procedure_id: int) -> list[Visit]:
    """The work done on the agency's latest finished dossiers of a procedure: (dossier, step, opened, done). Two queries."""
    latest = (
        Dossier.objects.filter(handling_id=handling_id, version__procedure=procedure_id)
        .filter(Q(closed_at__isnull=False) | Q(state=State.COMPLETED))
        .order_by("-submitted_at")
        .values_list("pk", flat=True)[:HISTORY]
    )
    rows = Task.objects.filter(dossier__in=list(latest), done_at__isnull=False).exclude(bucket=Task.Bucket.HAND_OVER)
    return list(rows.values_list("dossier", "step", "opened_at", "done_at"))


def since(step: str, visits: Iterable[Visit], calendar: WorkCalendar) -> tuple[list[int], list[int]]:
    """Working minutes from a step's first opening to the result, and on the step itself, of each of these dossiers. No query.

    Waiting for the applicant is in them: whoever is promised a day waits for that too.
    """
    began: dict[object, int] = {}
    ended: dict[object, int] = {}
    pieces = []
    for pk, key, opened, done in visits:
        assert done is not None  # finished
        begin, end = calendar.elapsed(to_moment(opened)), calendar.elapsed(to_moment(done))
        ended[pk] = max(end, ended.get(pk, 0))
        if key == step:
            began[pk] = min(begin, began.get(pk, begin))
            pieces.append(max(0, end - begin))
    return [max(0, ended[pk] - begin) for pk, begin in began.items()], pieces


def apology_of(dossier: Dossier) -> ApologyDraft | None:
    """The apology drafted for the present promise, for the form that asks for more time; one query."""
    return dossier.apology_drafts.filter(due_at=dossier.due_at).first() if dossier.due_at else None

"""How likely a dossier is to be late: its remaining time against the queue before it and what finished dossiers took. Reads only.

The counting is deadlines/risk.py; here its numbers are fetched, by indexes of the agency's dossiers and open work.
"""

from datetime import datetime

from django.db.models import Q

from common import clock
from deadlines.calendar import WorkCalendar, to_moment
from deadlines.risk import Risk, quantile, risk
from deadlines.selectors import calendar_for
from dossiers.models import ApologyDraft, Dossier, Task
from dossiers.states import State

HISTORY = 200
"""So many of the agency's latest dossiers of the procedure say how long the rest takes."""


def of(dossier: Dossier, task: Task, now: datetime) -> Risk:
    """The risk at ``task``, the step that everything waits for; four queries."""
    calendar = calendar_for(dossier.promised_by_id or dossier.handling_id, clock.local(now).date())
    due = dossier.due_at or dossier.reply_due_at
    left = calendar.elapsed(to_moment(due)) - calendar.elapsed(to_moment(now))
    if to_moment(now) > to_moment(due):
        left = min(left, -1)
    rest, pieces = history(dossier, task.step, calendar)
    hands = Task.objects.filter(agency_id=task.agency_id, role=task.role, done_at__isnull=True, assignee__isnull=False)
    people = hands.values("assignee").distinct().count()
    ahead = Task.objects.filter(agency_id=task.agency_id, role=task.role, done_at__isnull=True)
    earlier = ahead.filter(dossier_due_at__lt=task.dossier_due_at).exclude(bucket=Task.Bucket.SUPPLEMENT).count()
    return risk(left, rest, ahead=earlier, hands=people, piece=quantile(pieces, 0.5) or 0)


def lead_of(dossier: Dossier) -> Task | None:
    """The open task that holds the dossier, with its agency; one query."""
    rows = dossier.tasks.filter(done_at__isnull=True).exclude(role="").exclude(bucket=Task.Bucket.CONSULT)
    return rows.select_related("agency").order_by("opened_at", "pk").first()


def history(dossier: Dossier, step: str, calendar: WorkCalendar) -> tuple[list[int], list[int]]:
    """Working minutes from a step's first opening to the result, and on the step itself, of the latest finished dossiers.

    Two queries. Waiting for the applicant is in them: whoever is promised a day waits for that too.
    """
    latest = (
        Dossier.objects.filter(handling_id=dossier.handling_id, version__procedure=dossier.version.procedure_id)
        .filter(Q(closed_at__isnull=False) | Q(state=State.COMPLETED))
        .order_by("-submitted_at")
        .values_list("pk", flat=True)[:HISTORY]
    )
    rows = Task.objects.filter(dossier__in=list(latest), done_at__isnull=False).exclude(bucket=Task.Bucket.HAND_OVER)
    began: dict[object, int] = {}
    ended: dict[object, int] = {}
    pieces = []
    for pk, key, opened, done in rows.values_list("dossier", "step", "opened_at", "done_at"):
        assert done is not None  # filtered above
        begin, end = calendar.elapsed(to_moment(opened)), calendar.elapsed(to_moment(done))
        ended[pk] = max(end, ended.get(pk, 0))
        if key == step:
            began[pk] = min(begin, began.get(pk, begin))
            pieces.append(max(0, end - begin))
    return [max(0, ended[pk] - begin) for pk, begin in began.items()], pieces


def apology_of(dossier: Dossier) -> ApologyDraft | None:
    """The apology drafted for the present promise, for the form that asks for more time; one query."""
    return dossier.apology_drafts.filter(due_at=dossier.due_at).first() if dossier.due_at else None

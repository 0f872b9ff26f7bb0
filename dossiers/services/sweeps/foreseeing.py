"""Which open work is likely to be late, counted for lists: agency by agency, only what changed is written (dossiers/risks.py).

The cost is that of the open work, not of the table: one pass over an agency's tasks, and what its last dossiers of each procedure
took. A page that lies open does not grow stale, and nobody is told: this is a hint beside a row.
"""

import uuid
from bisect import bisect_left
from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import transaction

from common import clock
from deadlines.calendar import to_moment
from deadlines.risk import quantile, risk
from deadlines.selectors import calendar_for
from dossiers import risks
from dossiers.models import Task
from dossiers.services.sweeps.rows import each
from dossiers.states import State

Bucket = Task.Bucket
NO_WORK = (Bucket.SUPPLEMENT, Bucket.CONSULT, Bucket.HAND_OVER)
COLUMNS = ("pk", "step", "role", "assignee_id", "dossier_due_at", "risk", "bucket")
OF_DOSSIER = ("dossier__handling_id", "dossier__promised_by_id", "dossier__version__procedure_id", "dossier__state")


def sweep() -> int:
    """Judge the open work of every agency that has any; how many agencies had a change."""
    rows = Task.objects.filter(done_at__isnull=True).exclude(role="")
    return each(list(rows.order_by("agency").values_list("agency", flat=True).distinct()), judge)


def judge(agency_id: int) -> int:
    """Write the levels of one agency's open work that are others than they were; how many. Two queries a procedure, and three."""
    now = clock.now()
    rows = Task.objects.filter(agency_id=agency_id, done_at__isnull=True).exclude(role="")
    tasks = list(rows.order_by("dossier_due_at", "pk").values(*COLUMNS, *OF_DOSSIER))
    found = _levels(tasks, now)
    changed: dict[str, list[uuid.UUID]] = defaultdict(list)
    for task in tasks:
        level = found.get(task["pk"], "")
        if level != task["risk"]:
            changed[level].append(task["pk"])
    return sum(_write(level, pks) for level, pks in changed.items())


def _levels(tasks: list[dict[str, Any]], now: datetime) -> dict[uuid.UUID, str]:
    """Task → the level that it keeps; what waits for somebody else has none."""
    dues: dict[str, list[datetime]] = defaultdict(list)
    hands: dict[str, set[object]] = defaultdict(set)
    for task in tasks:
        hands[task["role"]] |= {task["assignee_id"]} - {None}
        if task["bucket"] != Bucket.SUPPLEMENT:
            dues[task["role"]].append(task["dossier_due_at"])
    past: dict[tuple[int, int], list[risks.Visit]] = {}
    found = {}
    for task in tasks:
        if task["bucket"] in NO_WORK or task["dossier__state"] != State.PROCESSING or task["dossier_due_at"] <= now:
            continue
        key = (task["dossier__handling_id"], task["dossier__version__procedure_id"])
        if key not in past:
            past[key] = risks.finished(*key)
        ahead, people = bisect_left(dues[task["role"]], task["dossier_due_at"]), len(hands[task["role"]])
        level = _level(task, past[key], now, ahead=ahead, hands=people)
        if level in risks.KEPT:
            found[task["pk"]] = level
    return found


def _level(task: dict[str, Any], past: list[risks.Visit], now: datetime, *, ahead: int, hands: int) -> str:
    calendar = calendar_for(task["dossier__promised_by_id"] or task["dossier__handling_id"], clock.local(now).date())
    left = calendar.elapsed(to_moment(task["dossier_due_at"])) - calendar.elapsed(to_moment(now))
    rest, pieces = risks.since(task["step"], past, calendar)
    return risk(left, rest, ahead=ahead, hands=hands, piece=quantile(pieces, 0.5) or 0).level


@transaction.atomic
def _write(level: str, pks: list[uuid.UUID]) -> int:
    """What somebody is acting on right now is left for the next time."""
    free = Task.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk__in=pks, done_at__isnull=True)
    return Task.objects.filter(pk__in=list(free.values_list("pk", flat=True))).update(risk=level)

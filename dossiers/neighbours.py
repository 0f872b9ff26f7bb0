"""Where a dossier stands in the list that it was opened from, and what comes before and after it. Reads only.

By the place of its row in the tab's index, never by counting through pages: a dossier that has just left the tab by an act still
knows its neighbours, so that the next one is a key away.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from accounts.models import User
from agencies.models import Seat
from dossiers import queues
from dossiers.models import Dossier, Question, Task
from dossiers.narrowing import Filters

CAP = queues.COUNT_CAP


@dataclass(frozen=True)
class Place:
    """``number`` of ``total`` (0: it is no longer in the list, or too far down to count), and the dossiers beside it."""

    previous: uuid.UUID | None
    following: uuid.UUID | None
    number: int = 0
    total: int = 0


Anchor = tuple[datetime, Any, bool]
"""Deadline and id of the row by which a dossier stands in a tab, and whether it is still there."""


def of(dossier: Dossier, seat: Seat, user: User, key: str, filters: Filters) -> Place:
    """The dossier's place under a tab; five queries at most, one more for a search."""
    if key in (queues.ALL, queues.MONEY):
        return _in_short_list(dossier, seat, user, key, filters)
    if key == queues.ASKED:
        questions = queues.questions_under(seat, filters)
        return _beside(questions, "due_at", dossier, _question(questions, dossier))
    tasks = queues.tasks_under(seat, user, key, filters)
    return _beside(tasks, "dossier_due_at", dossier, _task(tasks, dossier, seat))


def _task(tasks: QuerySet[Task], dossier: Dossier, seat: Seat) -> Anchor | None:
    """The row in the tab; else the unit's latest one: an act has just taken it out, or a filter."""
    here = tasks.filter(dossier=dossier).values_list("dossier_due_at", "id").first()
    if here:
        return (*here, True)
    left = dossier.tasks.filter(agency_id=seat.agency_id).order_by(F("done_at").desc(nulls_first=True), "-opened_at")
    row = left.values_list("dossier_due_at", "id").first()
    return (*row, False) if row else None


def _question(questions: QuerySet[Question], dossier: Dossier) -> Anchor | None:
    here = questions.filter(dossier=dossier).values_list("due_at", "id").first()
    if here:
        return (*here, True)
    row = dossier.questions.order_by("-answered_at").values_list("due_at", "id").first()
    return (*row, False) if row else None


def _beside(found: QuerySet[Any], due: str, dossier: Dossier, anchor: Anchor | None) -> Place:
    if anchor is None:
        return Place(None, None)
    at, pk, there = anchor
    before = found.filter(**{f"{due}__lte": at}).exclude(**{due: at, "id__gte": pk})
    after = found.filter(**{f"{due}__gte": at}).exclude(**{due: at, "id__lte": pk})
    previous = _first(before.order_by(f"-{due}", "-id"), dossier)
    following = _first(after, dossier)
    if not there:
        return Place(previous, following)
    number = before.order_by().values("pk")[:CAP].count() + 1
    total = found.order_by().values("pk")[:CAP].count()
    return Place(previous, following, number, total) if number < CAP else Place(previous, following)


def _first(rows: QuerySet[Any], dossier: Dossier) -> uuid.UUID | None:
    return rows.exclude(dossier=dossier).values_list("dossier_id", flat=True).first()


def _in_short_list(dossier: Dossier, seat: Seat, user: User, key: str, filters: Filters) -> Place:
    """These lists end at ``CAP`` or are never long."""
    if key == queues.ALL and not filters.text.strip():
        return Place(None, None)
    if key == queues.ALL:
        ids = list(queues.dossiers_under(seat, key, filters)[0].values_list("pk", flat=True)[:CAP])
    else:
        ids = [row.dossier.pk for row in queues.rows(seat, user, key, filters, start=0, stop=CAP)]
    if dossier.pk not in ids:
        return Place(None, None)
    at = ids.index(dossier.pk)
    return Place(ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None, at + 1, len(ids))

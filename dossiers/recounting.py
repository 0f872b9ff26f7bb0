"""Which open promises another calendar would move: the same counting for "what if" and for the recount itself. Reads only.

Promises without pauses, decisions and a whole above them are counted in batches (deadlines/batch.py), the others one by one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from common.clock import today
from deadlines.batch import due_many
from deadlines.policy import Policy
from deadlines.selectors import calendar_for
from dossiers import clocks
from dossiers.loaded import load
from dossiers.models import Dossier, Extension, Pause, Recount
from dossiers.states import State

AT_ONCE = 2000


class Promise(NamedTuple):
    """What a row's promise is made of. ``plain``: of acceptance, limit and calendar alone."""

    pk: UUID
    code: str
    due_at: datetime
    accepted_at: datetime
    limit: str
    version: UUID
    case: str
    agency: int
    plain: bool


class Moved(NamedTuple):
    """A promise that would be another one."""

    pk: UUID
    code: str
    before: datetime
    after: datetime


def running(path: str, since: datetime) -> QuerySet[Dossier]:
    """Dossiers whose clock runs and ends at ``since`` or later, whose promise an agency under ``path`` made ("" is everyone).

    One range of the index ``dossier_due``. A paused one is promised anew when it goes on, by the calendar of that day.
    """
    rows = Dossier.objects.filter(closed_at__isnull=True, due_at__gte=since, state=State.PROCESSING)
    if path:
        whose = Coalesce("promised_by__path", "handling__path")
        rows = rows.annotate(whose=whose).filter(whose__startswith=path)
    return rows


def pages(rows: QuerySet[Dossier]) -> Iterator[list[Promise]]:
    """The rows in the order of their promises, ``AT_ONCE`` at a time, so that no page is read twice and none is skipped."""
    simple = ~Exists(Pause.objects.filter(dossier=OuterRef("pk"))) & ~Exists(Extension.objects.filter(dossier=OuterRef("pk")))
    ordered = rows.order_by("due_at", "pk").annotate(
        agency=Coalesce("promised_by_id", "handling_id"), simple=simple
    )  # fmt: skip
    names = ("pk", "code", "due_at", "accepted_at", "limit", "version_id", "case", "agency", "simple", "parent_id")
    last: tuple[datetime, UUID] | None = None
    while True:
        page = after(ordered, last) if last else ordered
        found = list(page.values_list(*names)[:AT_ONCE])
        if found:
            yield [Promise(*facts, plain=simple and parent is None) for *facts, simple, parent in found]
        if len(found) < AT_ONCE:
            return
        last = (found[-1][2], found[-1][0])


def after(rows: QuerySet[Dossier], last: tuple[datetime, UUID]) -> QuerySet[Dossier]:
    """What comes after a row in the order of (due_at, pk)."""
    rest = rows.filter(due_at__gte=last[0])
    return rest.exclude(due_at=last[0], pk__lte=last[1])


def moved(page: Sequence[Promise]) -> list[Moved]:
    """Those of a page whose promise is another one by the calendars of now (or of a trial)."""
    groups: dict[tuple[Any, ...], list[Promise]] = defaultdict(list)
    for row in page:
        if row.plain:
            groups[row.agency, row.limit, row.version, row.case].append(row)
    found = [one for key, rows in groups.items() for one in _plain(key, rows)]
    others = [row.pk for row in page if not row.plain]
    if others:
        found += _one_by_one(others)
    return found


def _plain(key: tuple[Any, ...], rows: Sequence[Promise]) -> Iterator[Moved]:
    import numpy as np

    agency, limit, version, case = key
    at = np.array([row.accepted_at.replace(tzinfo=None) for row in rows], "datetime64[us]")
    due = due_many(at, limit, calendar_for(agency, today()), Policy.of(load(version, case).policy))
    for row, after_ in zip(rows, due.tolist(), strict=True):
        if after_.replace(tzinfo=UTC) != row.due_at:
            yield Moved(row.pk, row.code, row.due_at, after_.replace(tzinfo=UTC))


def _one_by_one(ids: Sequence[UUID]) -> Iterator[Moved]:
    rows = Dossier.objects.filter(pk__in=ids).select_related("parent", "handling").prefetch_related("pauses")
    for dossier in rows.defer("answers", "provenance", "owner_address", "owner_phone", "parent__answers"):
        before = dossier.due_at
        clocks.set_promise(dossier, load(dossier.version_id, dossier.case))  # in memory only: nothing is saved here
        if before and dossier.due_at and dossier.due_at != before:
            yield Moved(dossier.pk, dossier.code, before, dossier.due_at)


def recounts() -> list[Recount]:
    """The last changes of calendars and what they moved, newest first; one query."""
    return list(Recount.objects.select_related("agency").order_by("-made_at")[:10])

"""Calendars of agencies, read once and kept in the process for a minute."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from time import monotonic

from django.db.models import F, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from agencies.hours import read_sessions
from agencies.models import Agency, CalendarDay, CalendarVersion
from common.errors import DomainError
from deadlines.calendar import Hours, SpecialDay, WorkCalendar

KEPT_SECONDS = 60
"""How long a process may go on with a calendar that another process has changed."""


class NoCalendar(DomainError):
    """No working sessions are set: a promise on a guessed calendar would be worse than none."""

    code = "no-calendar"
    default_message = _("Chưa có lịch làm việc. Chạy lệnh seed_calendars hoặc khai báo lịch ở trang quản trị.")


@dataclass(frozen=True, slots=True)
class _Kept:
    calendar: WorkCalendar
    until: float


_kept: dict[int | None, _Kept] = {}
_built: dict[tuple, WorkCalendar] = {}
_lock = threading.Lock()
_trial: ContextVar[dict[int | None, WorkCalendar] | None] = ContextVar("calendars on trial", default=None)


def calendar_for(agency_id: int | None, on: date) -> WorkCalendar:
    """The working calendar of an agency (``None``: the province's) as it is known now; 2 queries cold, none within a minute.

    Sessions come from the nearest ancestor that has its own versions, days from all ancestors, the nearest winning; the
    province's stand under all. ``on`` is the day the question is about: all versions are laid out on one time line, so it
    only has to lie inside the calendar. Agencies with the same rows share one calendar in memory. Raises ``NoCalendar``.
    """
    trial = _trial.get()
    if trial is not None:
        if agency_id not in trial:
            trial[agency_id] = _load(agency_id)
        return trial[agency_id]
    kept = _kept.get(agency_id)
    if kept is None or kept.until < monotonic():
        kept = _Kept(_load(agency_id), monotonic() + KEPT_SECONDS)
        _kept[agency_id] = kept
    return kept.calendar


@contextmanager
def trial() -> Iterator[None]:
    """Inside, calendars are those of the open transaction, for this thread alone; nothing of them is kept afterwards.

    For asking "what if" of a change that will be rolled back.
    """
    token = _trial.set({})
    try:
        yield
    finally:
        _trial.reset(token)


def forget() -> None:
    """Drop what this process keeps: after a change of a calendar, and between tests."""
    with _lock:
        _kept.clear()
        _built.clear()


def _load(agency_id: int | None) -> WorkCalendar:
    versions = list(
        _inherited(CalendarVersion.objects.all(), agency_id)
        .order_by("effective_from")
        .values_list("agency__path", "effective_from", "sessions", "saturday_sessions")
    )
    if not versions:
        raise NoCalendar
    hours = _time_line(versions)
    rows = _inherited(CalendarDay.objects.all(), agency_id).values_list("agency__path", "day", "kind", "reason", "confidence")
    special = {
        day: SpecialDay(kind == CalendarDay.Kind.WORKED, reason, confidence == CalendarDay.Confidence.ESTIMATE)
        for _path, day, kind, reason, confidence in sorted(rows, key=lambda row: row[0] or "")
    }
    identity = (hours, tuple(sorted((day, s.worked, s.reason, s.estimate) for day, s in special.items())))
    with _lock:
        if identity not in _built:
            _built[identity] = WorkCalendar(hours, special)
        return _built[identity]


def _time_line(versions: Sequence[tuple[str | None, date, list, list]]) -> tuple[Hours, ...]:
    """For every date on which anything begins, the sessions of the nearest agency that has any by then."""
    line = []
    for since in sorted({version[1] for version in versions}):
        begun = [version for version in versions if version[1] <= since]
        _path, _since, sessions, saturday = max(begun, key=lambda version: (version[0] or "", version[1]))
        line.append(Hours(since, read_sessions(sessions), read_sessions(saturday)))
    return tuple(line)


def _inherited(rows: QuerySet, agency_id: int | None) -> QuerySet:
    """The province's rows and those of the agency and its ancestors (a shorter path is an ancestor's)."""
    if agency_id is None:
        return rows.filter(agency__isnull=True)
    path = Subquery(Agency.objects.filter(pk=agency_id).values("path")[:1])
    return rows.annotate(asked=path).filter(Q(agency__isnull=True) | Q(asked__startswith=F("agency__path")))

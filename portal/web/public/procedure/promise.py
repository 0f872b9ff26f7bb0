"""A time limit told with a real date: handed in on such a morning, the result is there by such an hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from common import clock
from deadlines import rules
from deadlines.calendar import DAY, OutOfCalendar, WorkCalendar, to_datetime, to_moment
from deadlines.limits import BadLimit
from deadlines.policy import BadPolicy, Policy
from deadlines.selectors import NoCalendar, calendar_for

MORNING = time(9, 0)


@dataclass(frozen=True)
class Example:
    """Accepted at ``received``, answered by ``due``; ``lines`` say how it was counted."""

    received: datetime
    due: datetime
    lines: tuple[Any, ...]


def example(limit: Mapping[str, Any], agency_id: int | None) -> Example | None:
    """A limit of a procedure ({value, policy?}) counted from the morning of the working day after today by the agency's calendar.

    None where there is nothing to count: no value, a value that cannot be read, no calendar. No query once the calendar is kept.
    """
    if not limit.get("value"):
        return None
    try:
        calendar = calendar_for(agency_id, clock.today())
        received = _morning(calendar)
        due = rules.due(received, str(limit["value"]), calendar, (), Policy.of(limit.get("policy") or {}))
    except (BadLimit, BadPolicy, NoCalendar, OutOfCalendar):
        return None
    return Example(received, due.due_at, due.explanation) if due.due_at else None


def _morning(calendar: WorkCalendar) -> datetime:
    """Nine o'clock, or the first opening after it, of the first working day after today: never past, the whole day long."""
    tomorrow = datetime.combine(clock.today() + timedelta(days=1), MORNING, tzinfo=clock.VIETNAM)
    place, minute = divmod(to_moment(tomorrow), DAY)
    place = calendar.working_day(place)
    sessions = calendar.sessions_at(place)
    within = any(opening <= minute < close for opening, close in sessions)
    return to_datetime(place * DAY + (minute if within else sessions[0][0]))

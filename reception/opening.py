"""When a place is open: its agency's calendar, less the days on which it is shut. Each read says its queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from agencies.hours import Session, clock
from common.clock import local
from deadlines.calendar import OutOfCalendar, to_place
from deadlines.selectors import NoCalendar, calendar_for
from reception.models import Closure, Place

DOOR = 30
"""Numbers are given so many minutes before the first session; between two sessions the hall stays open."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether numbers are given at this moment. If not: ``reason`` of a day of rest, and ``since`` when it begins today."""

    open: bool
    reason: str = ""
    since: str = ""


def sessions(place: Place, day: date) -> tuple[Session, ...]:
    """Working sessions of a day by the calendar; () on a day off, and where there is no calendar. No query within a minute."""
    try:
        return calendar_for(place.agency_id, day).sessions_at(to_place(day))
    except (NoCalendar, OutOfCalendar):
        return ()


def closed_days(place: Place, since: date, until: date) -> Collection[date]:
    """Days of rest between two days, both included. One query."""
    return set(Closure.objects.filter(place=place, day__gte=since, day__lte=until).values_list("day", flat=True))


def at(place: Place, moment: datetime) -> Opening:
    """Whether numbers are given. One query."""
    here = local(moment)
    closure = Closure.objects.filter(place=place, day=here.date()).first()
    if closure is not None:
        return Opening(False, closure.reason)
    if place.any_hour:
        return Opening(True)
    today = sessions(place, here.date())
    minute = here.hour * 60 + here.minute
    if not today or minute > today[-1][1]:
        return Opening(False)
    first = today[0][0] - DOOR
    return Opening(True) if minute >= first else Opening(False, since=clock(first))


def days(place: Place, today: date) -> list[date]:
    """The days that can be booked, today included: worked by the calendar and not shut. One query."""
    ahead = [today + timedelta(days=number) for number in range(place.days_ahead + 1)]
    shut = closed_days(place, ahead[0], ahead[-1])
    return [day for day in ahead if day not in shut and sessions(place, day)]

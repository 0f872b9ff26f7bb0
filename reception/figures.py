"""How it goes at a place, day by day: numbers, waits, visits, those who did not come. Each read says its queries."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import TruncDate

from common.clock import VIETNAM, today
from reception.models import Appointment, Place, Ticket

State = Ticket.State
DAYS = 14
OVER = (State.MISSED, State.LEFT)


@dataclass(frozen=True)
class Line:
    """A day, or a kind of matter over the days. Waits and visits are means, in minutes, None where nothing was measured.

    ``gone``: called in vain or went home. ``absent``: booked and not come; ``booked``: appointments that stood.
    """

    name: date | str
    taken: int
    done: int
    gone: int
    wait: int | None
    visit: int | None
    booked: int = 0
    absent: int = 0


def by_day(place: Place, days: int = DAYS) -> list[Line]:
    """The last days with anything in them, the oldest first. Two queries."""
    since = today() - timedelta(days=days - 1)
    booked = {row["on"]: row for row in _appointments(place, since)}
    lines = {row["day"]: _line(row["day"], row, booked.get(row["day"])) for row in _tickets(place, since, "day")}
    empty = {"taken": 0, "done": 0, "gone": 0, "wait": None, "visit": None}
    lines |= {day: _line(day, empty, row) for day, row in booked.items() if day not in lines}
    return [lines[day] for day in sorted(lines)]


def by_service(place: Place, days: int = DAYS) -> list[Line]:
    """The same days by kind of matter. One query."""
    rows = _tickets(place, today() - timedelta(days=days - 1), "service__letter", "service__name")
    return [_line(f"{row['service__letter']}. {row['service__name']}", row, None) for row in rows]


def _tickets(place: Place, since: date, *by: str) -> list[dict[str, Any]]:
    # Whoever still waits when the day is over has gone home without saying so.
    gone = Q(state__in=OVER) | Q(state=State.WAITING, day__lt=today())
    rows = Ticket.objects.filter(place=place, day__gte=since).order_by(*by).values(*by)
    counted = rows.annotate(
        taken=Count("pk"),
        done=Count("pk", filter=Q(state=State.DONE)),
        gone=Count("pk", filter=gone),
        wait=Avg(F("called_at") - F("taken_at"), filter=Q(called_at__isnull=False)),
        visit=Avg(F("ended_at") - F("began_at"), filter=Q(state=State.DONE)),
    )
    return list(counted)


def _appointments(place: Place, since: date) -> list[Any]:
    stood = (Appointment.State.BOOKED, Appointment.State.ARRIVED)
    rows = Appointment.objects.filter(place=place, at__date__gte=since, at__date__lte=today(), state__in=stood)
    absent = Q(state=Appointment.State.BOOKED, at__date__lt=today())
    found = rows.annotate(on=TruncDate("at", tzinfo=VIETNAM)).order_by("on").values("on")
    return list(found.annotate(booked=Count("pk"), absent=Count("pk", filter=absent)))


def _line(name: date | str, row: dict[str, Any], booked: dict[str, Any] | None) -> Line:
    return Line(
        name,
        row["taken"],
        row["done"],
        row["gone"],
        _minutes(row["wait"]),
        _minutes(row["visit"]),
        booked["booked"] if booked else 0,
        booked["absent"] if booked else 0,
    )


def _minutes(length: timedelta | None) -> int | None:
    return None if length is None else round(length.total_seconds() / 60)

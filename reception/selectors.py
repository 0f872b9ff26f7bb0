"""Reads of the hall: at a window, on the board, on a phone. Each says its number of queries."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from accounts.models import User
from agencies.models import Seat
from common.clock import local, now, today
from reception import access, rules
from reception.models import Appointment, Place, Service, Ticket, Window
from reception.rules import Waiting
from reception.waiting import Estimate, estimate

LAST_CALLS = 6
State = Ticket.State
AT_WINDOW = (State.CALLED, State.SERVING)


def at_window(seat: Seat, window: Window) -> Ticket | None:
    """The number that a window has called or serves, where the seat calls numbers of that place. Two queries at most."""
    if access.place_for_clerk(seat).pk != window.place_id:
        return None
    return current(window)


def at_my_window(user: User, seat: Seat) -> Ticket | None:
    """The number at the window where a person sits now, None without a window. At most four queries."""
    window = access.window_of(user, seat)
    return current(window) if window is not None else None


def current(window: Window) -> Ticket | None:
    """What a window has called or serves today. One query."""
    rows = Ticket.objects.filter(window_id=window.pk, day=today(), state__in=AT_WINDOW)
    return rows.select_related("service", "appointment").first()


def bookable(units: Sequence[int]) -> Place | None:
    """The place of one of these units where a visit can be booked. One query."""
    rows = Place.objects.filter(agency__in=units, active=True, services__active=True, services__capacity__gt=0)
    return rows.select_related("agency").first()


def services(place: Place) -> list[Service]:
    """The kinds of matter one can take a number for, by letter. One query."""
    return list(Service.objects.filter(place=place, active=True))


def windows(place: Place) -> list[Window]:
    """Windows in use with who sits there and what is done at them. Two queries."""
    rows = Window.objects.filter(place=place, active=True).select_related("clerk__person").prefetch_related("services")
    return list(rows.order_by("number"))


def waiting(place: Place) -> list[Ticket]:
    """Everyone who waits here today, as they came. One query."""
    rows = Ticket.objects.filter(place=place, day=today(), state=State.WAITING)
    return list(rows.select_related("service", "appointment", "sent_to").order_by("turn_at", "id"))


def line_of(window: Window, waiting_here: list[Ticket], served: set[int], ahead: int = 0) -> list[Ticket]:
    """Those whom a window may call, in that order (rules.line). No query."""
    mine = {one.pk: one for one in waiting_here if _may_call(one, window, served)}
    rows = [_row(one, sent=one.sent_to_id == window.pk) for one in mine.values()]
    return [mine[row.key] for row in rules.line(rows, now(), ahead=ahead)]


def _may_call(ticket: Ticket, window: Window, served: set[int]) -> bool:
    return ticket.sent_to_id == window.pk if ticket.sent_to_id else ticket.service_id in served


def _row(ticket: Ticket, *, sent: bool = False) -> Waiting[uuid.UUID]:
    at = ticket.appointment.at if ticket.appointment else None
    return Waiting(ticket.pk, ticket.turn_at, bool(ticket.priority), at, sent)


def favoured_in_a_row(served: set[int]) -> int:
    """How many of the latest calls for these kinds of matter went to people with priority or an appointment. One query."""
    rows = Ticket.objects.filter(service_id__in=served, day=today(), called_at__isnull=False).select_related("appointment")
    latest = rows.order_by("-called_at")[: rules.MOST_AHEAD]
    return rules.in_a_row(bool(row.priority) or rules.in_time(_row(row)) for row in latest)


@dataclass(frozen=True)
class Desk:
    """What a window's page shows. ``line``: whom it would call, in order; ``missed``: who was called in vain today."""

    current: Ticket | None
    line: list[Ticket]
    waiting: Counter
    missed: list[Ticket]
    done: int


def desk(window: Window) -> Desk:
    """Everything that changes on a window's page. Six queries."""
    served = set(window.services.values_list("pk", flat=True))
    here = waiting(window.place)
    missed = Ticket.objects.filter(place=window.place, day=today(), state=State.MISSED).select_related("service", "window")
    return Desk(
        current=current(window),
        line=line_of(window, here, served, favoured_in_a_row(served)),
        waiting=Counter(one.service_id for one in here),
        missed=[one for one in missed.order_by("-ended_at")[:LAST_CALLS] if one.service_id in served],
        done=Ticket.objects.filter(window=window, day=today(), state=State.DONE).count(),
    )


@dataclass(frozen=True)
class Board:
    """What the hall's screen shows: numbers and windows, no person."""

    calls: list[Ticket]
    waiting: list[tuple[Service, int]]


def board(place: Place) -> Board:
    """The latest calls, newest first, and how many wait for what. Three queries."""
    called = Ticket.objects.filter(place=place, day=today(), state__in=[*AT_WINDOW, State.DONE], recalled_at__isnull=False)
    latest = called.select_related("service", "window").order_by("-recalled_at")[:LAST_CALLS]
    counted = Counter(Ticket.objects.filter(place=place, day=today(), state=State.WAITING).values_list("service_id", flat=True))
    return Board(list(latest), [(one, counted[one.pk]) for one in services(place)])


@dataclass(frozen=True)
class Ahead:
    """Where a waiting number stands: so many before it, how long that takes, windows at work."""

    before: int
    windows: int
    wait: Estimate | None


def ahead(ticket: Ticket) -> Ahead:
    """For the holder of a number. Four queries."""
    return _ahead(ticket.place, ticket.service, ticket.pk)


def ahead_of_new(place: Place, service: Service) -> Ahead:
    """For someone who would take a number now, without priority. Four queries."""
    return _ahead(place, service, None)


def _ahead(place: Place, service: Service, key: uuid.UUID | None) -> Ahead:
    serving = [one for one in windows(place) if access.sits_today(one) and service in one.services.all()]
    rivals = {one.pk for window in serving for one in window.services.all()} | {service.pk}
    rows = [one for one in waiting(place) if one.service_id in rivals]
    order = [row.key for row in rules.line([_row(one, sent=bool(one.sent_to_id)) for one in rows], now())]
    before = order.index(key) if key in order else len(order)
    return Ahead(before, len(serving), estimate(before, len(serving), lengths_today(service), service.minutes))


def lengths_today(service: Service) -> list[float]:
    """Minutes that the visits of today took. One query."""
    rows = Ticket.objects.filter(service=service, day=today(), state=State.DONE, began_at__isnull=False)
    return [length.total_seconds() / 60 for length in rows.values_list(F("ended_at") - F("began_at"), flat=True)]


def appointments_of_day(place: Place, moment: datetime) -> list[Appointment]:
    """Who is expected today, by time, with their numbers once they came. One query."""
    day = local(moment).date()
    rows = Appointment.objects.filter(place=place, at__date=day).exclude(state=Appointment.State.CANCELLED)
    return list(rows.select_related("service", "ticket__service").order_by("at", "position"))

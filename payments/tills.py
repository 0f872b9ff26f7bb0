"""Reads about the money at counters; each docstring says how many queries."""

from dataclasses import dataclass
from datetime import date, datetime

from agencies.models import Agency, Seat
from payments.models import CounterPayment, TillClosing


@dataclass(frozen=True)
class Till:
    """What one seat took on a day and did not close yet, in đồng, and its closings of that day, oldest first."""

    seat: Seat
    day: date
    rows: list[CounterPayment]
    closings: list[TillClosing]

    @property
    def cash(self) -> int:
        return sum(row.amount for row in self.rows if row.method == CounterPayment.Method.CASH)

    @property
    def card(self) -> int:
        return sum(row.amount for row in self.rows if row.method == CounterPayment.Method.CARD)


def till(seat: Seat, day: date) -> Till:
    """The till of one seat; two queries."""
    rows = CounterPayment.objects.filter(seat=seat, taken_on=day, closing__isnull=True)
    closings = TillClosing.objects.filter(seat=seat, day=day).select_related("closed_by__person").order_by("serial")
    return Till(seat, day, list(rows.select_related("attempt__fee").order_by("taken_at", "id")), list(closings))


def open_days(seat: Seat, before: date) -> list[date]:
    """The days before ``before`` on which this seat took money that it never closed, oldest first; one query."""
    rows = CounterPayment.objects.filter(seat=seat, taken_on__lt=before, closing__isnull=True)
    return list(rows.order_by("taken_on").values_list("taken_on", flat=True).distinct())


@dataclass
class SeatDay:
    """One seat's day for the finance officer: what it took, what of it was closed, the difference found; đồng."""

    seat: Seat
    cash: int = 0
    card: int = 0
    not_closed: int = 0
    difference: int = 0
    closed_at: datetime | None = None
    reason: str = ""


def day_of_seats(agency: Agency, day: date) -> list[SeatDay]:
    """Every seat of ``agency`` and the units below it that took money on ``day``; two queries."""
    seats: dict[int, SeatDay] = {}
    taken = CounterPayment.objects.filter(taken_on=day, seat__agency__path__startswith=agency.path)
    for row in taken.select_related("seat__agency").order_by("seat__agency__path", "seat_id", "taken_at"):
        mine = seats.setdefault(row.seat_id, SeatDay(row.seat))
        if row.method == CounterPayment.Method.CASH:
            mine.cash += row.amount
        else:
            mine.card += row.amount
        mine.not_closed += row.amount if row.closing_id is None else 0
    for closing in TillClosing.objects.filter(day=day, seat__in=seats).order_by("seat_id", "serial"):
        mine = seats[closing.seat_id]
        mine.difference += closing.difference
        mine.closed_at, mine.reason = closing.closed_at, closing.reason or mine.reason
    return list(seats.values())

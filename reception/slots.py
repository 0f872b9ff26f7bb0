"""The times of a day that can be booked, from working sessions. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from agencies.hours import Session
from common.clock import VIETNAM

NOTICE = timedelta(minutes=30)
"""How long before its time a slot can still be booked."""


@dataclass(frozen=True, slots=True)
class Slot:
    """From ``at`` on, so many of ``capacity`` still free."""

    at: datetime
    minutes: int
    free: int

    @property
    def until(self) -> datetime:
        """Its end."""
        return self.at + timedelta(minutes=self.minutes)

    @property
    def key(self) -> str:
        """20261124T0830: how an address names it."""
        return self.at.astimezone(VIETNAM).strftime("%Y%m%dT%H%M")


def starts(sessions: Sequence[Session], minutes: int) -> list[int]:
    """Minutes from midnight at which slots of that length begin; one that would outlast its session is left out."""
    return [start for opening, close in sessions for start in range(opening, close - minutes + 1, minutes)]


def of_day(
    day: date, sessions: Sequence[Session], *, minutes: int, capacity: int, taken: Mapping[datetime, int], now: datetime
) -> list[Slot]:
    """The slots of a day that are not over, full ones included. ``taken`` counts bookings by their moment."""
    midnight = datetime.combine(day, time(), VIETNAM)
    moments = (midnight + timedelta(minutes=start) for start in starts(sessions, minutes))
    return [Slot(at, minutes, max(capacity - taken.get(at, 0), 0)) for at in moments if at >= now + NOTICE]


def read_key(key: str) -> datetime | None:
    """The moment that an address names, None where it names none."""
    try:
        return datetime.strptime(key, "%Y%m%dT%H%M").replace(tzinfo=VIETNAM)
    except ValueError:
        return None

"""The working calendar as two sorted lists, so that every question about it is a bisection.

Design requirements
- Working time is counted in whole minutes of the clock of Asia/Ho_Chi_Minh (+07:00, no daylight saving since 1975). A moment
  is an integer: day ordinal × 1440 + minute of the day. Seconds are dropped: a promise is printed as hour and minute.
- Sessions are closed intervals: a receipt at 17:00:00 of a day that closes at 17:00 is in time.
- A day is off by the list, or because it is a Saturday without Saturday sessions, or a Sunday; a swapped day ("làm bù") is
  worked with the ordinary sessions. What is on the list wins over the day of the week.
- Sessions may change from a date on (versions); a limit that crosses the change is counted with both.
- Immutable after construction, shared between threads; about 28,000 days are laid out once, in some ten milliseconds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from agencies.hours import BadCalendar, Session, check_sessions
from common.clock import VIETNAM

DAY = 1440
FIRST, LAST = date(2000, 1, 1), date(2079, 12, 31)
_FIRST_ORDINAL = FIRST.toordinal()
_EPOCH = _FIRST_ORDINAL * DAY
# A day and a minute make a moment by one addition: building a datetime of its parts takes five times as long.
_MIDNIGHTS = tuple(
    datetime.combine(date.fromordinal(day), time(), VIETNAM) for day in range(_FIRST_ORDINAL, LAST.toordinal() + 1)
)
_MINUTES = tuple(timedelta(minutes=minute) for minute in range(DAY))


class OutOfCalendar(ValueError):
    """A moment or a limit outside the years that a calendar covers (2000 to 2079)."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs from its weekday: ``worked`` or off, why, and whether the source is only an estimate."""

    worked: bool
    reason: str
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """Sessions in force from a date on."""

    since: date
    sessions: tuple[Session, ...]
    saturday: tuple[Session, ...] = ()


@dataclass(frozen=True, repr=False)
class WorkCalendar:
    """Working sessions, swapped and official days off. ``hours`` are sorted by date; the first also covers all days before."""

    hours: tuple[Hours, ...]
    special: Mapping[date, SpecialDay]
    fingerprint: str = field(init=False)
    _sessions: list[tuple[Session, ...]] = field(init=False, compare=False)
    _worked: list[int] = field(init=False, compare=False)
    _rank: list[int] = field(init=False, compare=False)
    _minutes: list[int] = field(init=False, compare=False)
    _open: list[bytes] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if not self.hours or not any(h.sessions for h in self.hours):
            raise BadCalendar("a calendar needs at least one working session")
        for hours in self.hours:
            check_sessions(hours.sessions)
            check_sessions(hours.saturday)
        identity = repr((self.hours, sorted((d.isoformat(), s) for d, s in self.special.items())))
        object.__setattr__(self, "fingerprint", sha256(identity.encode()).hexdigest()[:16])
        self._lay_out()

    def __repr__(self) -> str:
        return f"<WorkCalendar {self.fingerprint}>"

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def _lay_out(self) -> None:
        """Fill the dense lists: per day its sessions, how many working days and working minutes lie before it."""
        sessions: list[tuple[Session, ...]] = []
        for index, current in enumerate(self.hours):
            until = self.hours[index + 1].since.toordinal() if index + 1 < len(self.hours) else LAST.toordinal() + 1
            start = _FIRST_ORDINAL + len(sessions)
            week = (*[current.sessions] * 5, current.saturday, ())
            sessions.extend(week[(ordinal - 1) % 7] for ordinal in range(start, min(until, LAST.toordinal() + 1)))
            for day, special in self.special.items():
                place = day.toordinal() - _FIRST_ORDINAL
                if start - _FIRST_ORDINAL <= place < len(sessions):
                    sessions[place] = current.sessions if special.worked else ()
        worked: list[int] = []
        rank, minutes, total = [], [], 0
        lengths = {day: sum(close - opening for opening, close in day) for day in set(sessions)}
        for place, day_sessions in enumerate(sessions):
            rank.append(len(worked))
            minutes.append(total)
            if day_sessions:
                worked.append(place)
                total += lengths[day_sessions]
        minutes.append(total)
        flags = {day: _flags(day) for day in lengths}
        tables = {"_sessions": sessions, "_worked": worked, "_rank": rank, "_minutes": minutes}
        for name, value in (*tables.items(), ("_open", [flags[day] for day in sessions])):
            object.__setattr__(self, name, value)

    # Days. A "place" is a day's index from FIRST; callers use moments and never see places outside this package.

    def sessions_at(self, place: int) -> tuple[Session, ...]:
        """The sessions of a day; empty when it is off. Raises ``OutOfCalendar``."""
        if not 0 <= place < len(self._sessions):
            raise OutOfCalendar(f"{FIRST.year}-{LAST.year}")
        return self._sessions[place]

    def working_day(self, place: int, after: int = 0) -> int:
        """The first working day at or after ``place`` when ``after`` is 0, else the ``after``-th one past it."""
        self.sessions_at(place)
        index = self._rank[place] + after
        if index >= len(self._worked):
            raise OutOfCalendar(f"{FIRST.year}-{LAST.year}")
        return self._worked[index]

    def working_day_before(self, place: int) -> int:
        """The last working day strictly before ``place``."""
        self.sessions_at(place)
        if not self._rank[place]:
            raise OutOfCalendar(f"{FIRST.year}-{LAST.year}")
        return self._worked[self._rank[place] - 1]

    def same_hour(self, at: datetime, days: int) -> datetime | None:
        """``at`` and so many working days, seconds dropped: the usual promise, in under a microsecond.

        ``None`` where it takes the long way: another zone, outside a session on one of the two days, outside the calendar.
        """
        place, minute = at.toordinal() - _FIRST_ORDINAL, at.hour * 60 + at.minute
        if at.tzinfo is not VIETNAM or place < 0:
            return None
        try:
            last = self._worked[self._rank[place] + days]
            if not (self._open[place][minute] and self._open[last][minute]):
                return None
        except IndexError:
            return None
        return _MIDNIGHTS[last] + _MINUTES[minute]

    # Minutes.

    def elapsed(self, moment: int) -> int:
        """Working minutes from the beginning of the calendar up to ``moment``."""
        place, minute = divmod(moment, DAY)
        total = 0
        for opening, close in self.sessions_at(place):
            if minute <= opening:
                break
            total += (minute if minute < close else close) - opening
        return self._minutes[place] + total

    def moment_after(self, minutes: int, *, at_opening: bool = False) -> int:
        """The moment at which ``minutes`` of working time have passed since the beginning of the calendar.

        Between two sessions two moments fit: the closing, or with ``at_opening`` the next opening.
        """
        table = self._minutes
        if not 0 <= minutes < table[-1]:
            raise OutOfCalendar(f"{FIRST.year}-{LAST.year}")
        place = (bisect_right(table, minutes) if at_opening else max(bisect_left(table, minutes), 1)) - 1
        rest = minutes - table[place]
        for opening, close in self._sessions[place]:
            length = close - opening
            if rest < length or (rest == length and not at_opening):
                return place * DAY + opening + rest
            rest -= length
        raise AssertionError("the table of minutes and the sessions disagree")

    def is_open(self, moment: int) -> bool:
        """Whether ``moment`` lies inside a session, both ends included."""
        place, minute = divmod(moment, DAY)
        return any(opening <= minute <= close for opening, close in self.sessions_at(place))

    def is_opening(self, moment: int) -> bool:
        """Whether a session begins at ``moment``."""
        place, minute = divmod(moment, DAY)
        return any(opening == minute for opening, _ in self.sessions_at(place))


def _flags(sessions: tuple[Session, ...]) -> bytes:
    """Which of the day's minutes are open, both ends of every session included."""
    return bytes(any(opening <= minute <= close for opening, close in sessions) for minute in range(DAY))


def to_moment(at: datetime) -> int:
    """An aware datetime as a moment; seconds are dropped. Raises ``OutOfCalendar``, ``ValueError`` for a naive one."""
    if at.tzinfo is not VIETNAM:
        if at.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        at = at.astimezone(VIETNAM)
    return at.toordinal() * DAY + at.hour * 60 + at.minute - _EPOCH


def to_datetime(moment: int) -> datetime:
    """A moment as an aware datetime in Vietnam."""
    place, minute = divmod(moment, DAY)
    return _MIDNIGHTS[place] + _MINUTES[minute]


def to_date(place: int) -> date:
    """The date of a day's index."""
    return date.fromordinal(place + _FIRST_ORDINAL)


def to_place(day: date) -> int:
    """A date as a day's index."""
    return day.toordinal() - _FIRST_ORDINAL

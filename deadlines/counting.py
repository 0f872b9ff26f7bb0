"""From a moment of receipt to the moment due, in integers; ``rules`` dresses it in datetimes, ``explain`` in words.

The order of the law is the order here: receive → count → pause → end of the last day. Policies are explained in ``policy``.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from deadlines.calendar import DAY, WorkCalendar, to_date, to_place
from deadlines.limits import Limit, Unit
from deadlines.policy import CLOSING, DAY_0, HOUR, RESTART, Policy

Pause = tuple[int, int | None]
"""First and last moment of a pause; an open one has no end."""
Extension = tuple[int, int]
"""When more time was granted (form 04), and until when."""


def receive(at: int, limit: Limit, calendar: WorkCalendar, policy: Policy) -> int:
    """The moment from which a receipt at ``at`` counts: itself inside a session, else as ``late_receipt`` says.

    "Trong ngày" received after closing is always the next working day's: its own day is over.
    """
    place, minute = divmod(at, DAY)
    sessions = calendar.sessions_at(place)
    if sessions and minute <= sessions[-1][1]:
        return place * DAY + _open_minute(sessions, minute)
    if policy.late_receipt == DAY_0 or limit.unit is Unit.SAME_DAY:
        place = calendar.working_day(place + 1)
        return place * DAY + calendar.sessions_at(place)[0][0]
    place = place if sessions else calendar.working_day_before(place)
    return place * DAY + calendar.sessions_at(place)[-1][1]


def count(start: int, limit: Limit, calendar: WorkCalendar, policy: Policy) -> int:
    """``limit`` counted from ``start`` (a received moment), before pauses and before ``due_at=closing``."""
    if limit.unit is Unit.HOUR:
        return calendar.moment_after(calendar.elapsed(start) + limit.minutes)
    if limit.unit is Unit.WORKING_DAY:
        return _working_days(start, limit, calendar, policy)
    if limit.unit is Unit.SAME_DAY:
        place, minute = divmod(start, DAY)
        late = limit.cut_off is not None and minute > limit.cut_off
        place = calendar.working_day(place + 1) if late else place
        return place * DAY + calendar.sessions_at(place)[-1][1]
    return _last_calendar_day(start, limit) + start % DAY


def finish(moment: int, limit: Limit, calendar: WorkCalendar, policy: Policy) -> int:
    """Bring a counted moment into a working session: roll a day off forward, take the closing where the policy says so."""
    if limit.unit is Unit.HOUR:
        return moment
    place = calendar.working_day(moment // DAY)
    sessions = calendar.sessions_at(place)
    if limit.unit is Unit.SAME_DAY or policy.due_at == CLOSING:
        return place * DAY + sessions[-1][1]
    return place * DAY + _open_minute(sessions, moment % DAY)


def due_moment(
    at: int,
    limit: Limit,
    calendar: WorkCalendar,
    policy: Policy,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension] = (),
) -> tuple[int | None, tuple[Pause, ...]]:
    """The moment due and the pauses that moved it. It is ``None`` while the last of them is still open.

    An extension that ends later than the promise of its moment takes its place; pauses that begin after it postpone it.
    """
    counted = count(receive(at, limit, calendar, policy), limit, calendar, policy)
    due = finish(counted, limit, calendar, policy)
    if not pauses and not extensions:
        return due, ()
    used: list[Pause] = []
    granted = sorted(extensions)
    extended = False
    for begin, end in merge(pauses, at):
        while granted and granted[0][0] <= begin:
            counted, due, extended = extend(granted.pop(0), counted, due, extended, calendar)
        if begin >= due:
            continue
        used.append((begin, end))
        if end is None:
            return None, tuple(used)
        if policy.pause == RESTART:
            anew = count(receive(end, limit, calendar, policy), limit, calendar, policy)
            due = max(due, finish(anew, limit, calendar, policy))
            counted, extended = (counted, extended) if extended else (anew, False)
            continue
        counted = _postpone(counted, begin, end, limit, calendar)
        due = max(due, _in_session(counted, calendar) if extended else finish(counted, limit, calendar, policy))
    for extension in granted:
        counted, due, extended = extend(extension, counted, due, extended, calendar)
    return due, tuple(used)


def extend(extension: Extension, counted: int, due: int, extended: bool, calendar: WorkCalendar) -> tuple[int, int, bool]:
    """What is counted and due after an extension; unchanged by one that ends no later than the promise or its own beginning."""
    granted, until = extension[0], _in_session(extension[1], calendar)
    return (until, until, True) if until > max(due, granted) else (counted, due, extended)


def merge(pauses: Sequence[Pause], at: int) -> tuple[Pause, ...]:
    """Pauses in order, overlapping ones as one, nothing before ``at``; those without length fall away."""
    merged: list[Pause] = []
    for begin, end in sorted(pauses, key=lambda pause: pause[0]):
        begin = max(begin, at)
        if end is not None and end <= begin:
            continue
        if merged and (merged[-1][1] is None or begin <= merged[-1][1]):
            last = merged[-1][1]
            merged[-1] = (merged[-1][0], None if last is None or end is None else max(last, end))
        else:
            merged.append((begin, end))
    return tuple(merged)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has none (Điều 148 khoản 3 BLDS)."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _working_days(start: int, limit: Limit, calendar: WorkCalendar, policy: Policy) -> int:
    if policy.count_from == HOUR:
        return calendar.moment_after(calendar.elapsed(start) + limit.whole * 480 + limit.minutes)
    moment = _same_hour(start, limit.whole, calendar)
    if not limit.minutes:
        return moment
    # A day of another length than 8 hours must not let a fraction overtake the next whole day.
    return min(calendar.moment_after(calendar.elapsed(moment) + limit.minutes), _same_hour(start, limit.whole + 1, calendar))


def _same_hour(start: int, days: int, calendar: WorkCalendar) -> int:
    place, minute = divmod(start, DAY)
    if not days:
        return start
    place = calendar.working_day(place, after=days)
    return place * DAY + _open_minute(calendar.sessions_at(place), minute)


def _last_calendar_day(start: int, limit: Limit) -> int:
    place = start // DAY
    if limit.unit is Unit.MONTH:
        return to_place(add_months(to_date(place), limit.whole)) * DAY
    return (place + limit.whole) * DAY


def _postpone(counted: int, begin: int, end: int, limit: Limit, calendar: WorkCalendar) -> int:
    if limit.unit in (Unit.DAY, Unit.MONTH):
        return counted + (end // DAY - begin // DAY) * DAY
    waited = calendar.elapsed(end) - calendar.elapsed(begin)
    if not waited:
        return counted
    # What ends at an opening keeps doing so: 07:30 postponed by a day is 07:30, not 17:00 of the day before.
    return calendar.moment_after(calendar.elapsed(counted) + waited, at_opening=calendar.is_opening(counted))


def _in_session(moment: int, calendar: WorkCalendar) -> int:
    """A named moment brought into a session: a day off rolls to the next working day, the hour to an open one of its day."""
    place = calendar.working_day(moment // DAY)
    return place * DAY + _open_minute(calendar.sessions_at(place), moment % DAY)


def _open_minute(sessions: Sequence[tuple[int, int]], minute: int) -> int:
    """``minute`` if open, else the day's next opening, else its last closing."""
    for opening, close in sessions:
        if minute <= close:
            return minute if minute > opening else opening
    return close

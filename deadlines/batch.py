"""Many due times in one go, with numpy: what a changed calendar does to every open promise, before and after it is saved.

Exactly ``rules.due_at`` of every row (tests/deadlines/test_batch.py compares them), without pauses and explanations. Whole
working days are looked up in tables of the calendar; other limits are counted one by one.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from deadlines.calendar import DAY, FIRST, LAST, OutOfCalendar, WorkCalendar
from deadlines.counting import due_moment
from deadlines.limits import Limit, Unit, parse
from deadlines.policy import CLOSING, DAY_0, HOUR, Policy
from deadlines.rules import DEFAULT_POLICY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Moments: TypeAlias = "NDArray[np.datetime64]"
_EAST = 7 * 60  # minutes: Asia/Ho_Chi_Minh in every year that a calendar covers


@dataclass(frozen=True)
class _Tables:
    """A calendar as arrays: per day its kind and rank, per kind of day its hours."""

    kind: "NDArray[np.intp]"
    rank: "NDArray[np.int32]"
    worked: "NDArray[np.int32]"
    before: "NDArray[np.int32]"
    opening: "NDArray[np.int32]"
    closing: "NDArray[np.int32]"
    open_minute: "NDArray[np.int32]"
    """Flat, kind × 1440: the minute itself inside a session, else the day's next opening, else its closing."""


def due_many(
    at: Moments, limit: "str | Limit | NDArray[np.integer]", calendar: WorkCalendar, policy: Policy = DEFAULT_POLICY
) -> Moments:
    """When a limit, or so many working days a row, ends for every receipt in ``at`` (UTC); UTC to the minute.

    Raises ``OutOfCalendar``, ``limits.BadLimit``.
    """
    import numpy as np

    begin = np.datetime64(FIRST.isoformat(), "m") - np.timedelta64(_EAST, "m")
    moments = np.subtract(at.astype("datetime64[m]"), begin).astype(np.int64)
    if moments.size and not (moments.min() >= 0 and moments.max() < (LAST.toordinal() - FIRST.toordinal() + 1) * DAY):
        raise OutOfCalendar(f"{FIRST.year}-{LAST.year}")
    parsed = parse(limit) if isinstance(limit, str) else limit
    due = _one_by_one(moments, parsed, calendar, policy) if isinstance(parsed, Limit) else None
    if due is None:
        days = parsed.whole if isinstance(parsed, Limit) else parsed
        try:
            due = _working_days(moments, days, _tables(calendar), policy)
        except IndexError:
            raise OutOfCalendar(f"{FIRST.year}-{LAST.year}") from None
    return begin + due.astype("timedelta64[m]")


def _one_by_one(moments: "NDArray[np.int64]", limit: Limit, calendar: WorkCalendar, policy: Policy) -> "NDArray[np.int64] | None":
    """Limits that are not whole working days; ``None`` for those that are."""
    import numpy as np

    if limit.unit is Unit.WORKING_DAY and not limit.minutes and policy.count_from != HOUR:
        return None
    return np.fromiter((due_moment(at, limit, calendar, policy, ())[0] for at in moments.tolist()), np.int64, moments.size)


def _working_days(
    moments: "NDArray[np.int64]", days: "NDArray[np.integer] | int", tables: _Tables, policy: Policy
) -> "NDArray[np.int64]":
    """``counting.receive``, ``count`` and ``finish`` over arrays."""
    import numpy as np

    small = moments.astype(np.int32)
    place = small // DAY
    minute = small - place * DAY
    kind = tables.kind[place]
    start = tables.open_minute[kind * DAY + minute]
    late = np.flatnonzero(minute > tables.closing[kind])
    if late.size and policy.late_receipt == DAY_0:
        place[late] = tables.worked[tables.rank[place[late] + 1]]
        start[late] = tables.opening[tables.kind[place[late]]]
    elif late.size:
        place[late] = tables.before[place[late]]
        start[late] = tables.closing[tables.kind[place[late]]]
    last = tables.worked[tables.rank[place] + days]
    kind = tables.kind[last]
    end = tables.closing[kind] if policy.due_at == CLOSING else tables.open_minute[kind * DAY + start]
    return last.astype(np.int64) * DAY + end


@lru_cache(maxsize=128)
def _tables(calendar: WorkCalendar) -> _Tables:
    import numpy as np

    every = range(LAST.toordinal() - FIRST.toordinal() + 1)
    days = [calendar.sessions_at(place) for place in every]
    kinds = {sessions: number for number, sessions in enumerate(dict.fromkeys(days))}
    worked = [place for place in every if days[place]]
    rank = np.cumsum([0, *(bool(day) for day in days)])[:-1]
    before = [place if day else worked[max(index - 1, 0)] for place, day, index in zip(every, days, rank, strict=True)]
    hours = [
        next((max(minute, opening) for opening, close in day if minute <= close), day[-1][1] if day else 0)
        for day in kinds
        for minute in range(DAY)
    ]
    return _Tables(
        kind=np.array([kinds[day] for day in days], np.intp),
        rank=rank.astype(np.int32),
        worked=np.array(worked, np.int32),
        before=np.array(before, np.int32),
        opening=np.array([day[0][0] if day else -1 for day in kinds], np.int32),
        closing=np.array([day[-1][1] if day else -1 for day in kinds], np.int32),
        open_minute=np.array(hours, np.int32),
    )

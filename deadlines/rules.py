"""Working-time arithmetic: when a limit ends, how much working time lies between two moments, how late something is.

Pure: no database, no clock of its own. Moments are aware datetimes, answers are in Asia/Ho_Chi_Minh. Start with ``due``;
``policy.Policy`` explains every choice, ``counting`` does the arithmetic, ``explain`` tells it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from deadlines.calendar import WorkCalendar, to_datetime, to_moment
from deadlines.counting import due_moment
from deadlines.explain import Inputs, Line, explain
from deadlines.limits import WORKING_DAY_MINUTES, Limit, parse
from deadlines.policy import Policy

DEFAULT_POLICY = Policy()
NEAR = timedelta(minutes=WORKING_DAY_MINUTES)
"""Something is near its due time from one working day before on (domain §5.4: warn with one day left)."""

Pauses = Sequence[tuple[datetime, datetime | None]]


class BadPause(ValueError):
    """A pause that ends before it begins."""


@dataclass(frozen=True)
class Due:
    """The end of a limit. ``due_at`` is ``None`` while the clock stands still in an open pause.

    ``explanation`` is made when first read, so that counting alone stays in microseconds.
    """

    due_at: datetime | None
    paused_since: datetime | None = None
    _inputs: Inputs | None = field(default=None, repr=False, compare=False)

    @property
    def due_date(self) -> date | None:
        """The day of ``due_at`` in Vietnam."""
        return None if self.due_at is None else self.due_at.date()

    @cached_property
    def explanation(self) -> tuple[Line, ...]:
        """The promise line by line, in the order of time."""
        return () if self._inputs is None else explain(self._inputs)


def due(at: datetime, limit: str | Limit, calendar: WorkCalendar, pauses: Pauses = (), policy: Policy = DEFAULT_POLICY) -> Due:
    """When ``limit`` ends for something received ``at``.

    Raises ``limits.BadLimit``, ``BadPause``, ``calendar.OutOfCalendar`` (outside 2000-2079), ``ValueError`` for a naive moment.
    Source: Bộ luật Dân sự 2015 Điều 147, 148, and the procedure's own policy.
    """
    parsed = parse(limit) if isinstance(limit, str) else limit
    start = to_moment(at)
    stops = tuple(_moments(begin, end) for begin, end in pauses) if pauses else ()
    moment, used = due_moment(start, parsed, calendar, policy, stops)
    inputs = Inputs(start, parsed, calendar, policy, stops)
    if moment is None:
        return Due(None, to_datetime(used[-1][0]), inputs)
    return Due(to_datetime(moment), None, inputs)


def working_between(a: datetime, b: datetime, calendar: WorkCalendar) -> timedelta:
    """Working time from ``a`` to ``b``; negative when ``b`` is earlier."""
    return timedelta(minutes=calendar.elapsed(to_moment(b)) - calendar.elapsed(to_moment(a)))


@dataclass(frozen=True, slots=True)
class Remaining:
    """For a tag on a page. ``state``: ``on-time``, ``near``, ``late`` or ``paused``; ``text`` says how much is left."""

    state: str
    text: str


def remaining(now: datetime, due_at: datetime | None, calendar: WorkCalendar, *, near: timedelta = NEAR) -> Remaining:
    """How a due time stands at ``now``. Without a due time the clock is stopped. Late begins after the due minute."""
    if due_at is None:
        return Remaining("paused", _("tạm dừng tính thời gian"))
    left = int(working_between(now, due_at, calendar).total_seconds()) // 60
    if to_moment(now) > to_moment(due_at):
        return Remaining("late", _("quá hạn {amount}").format(amount=_amount(-left)) if left else _("vừa quá hạn"))
    state = "near" if timedelta(minutes=left) <= near else "on-time"
    if not left:
        return Remaining(state, _("đến hạn lúc {hour}").format(hour=f"{to_datetime(to_moment(due_at)):%H:%M}"))
    return Remaining(state, _("còn {amount}").format(amount=_amount(left)))


def _amount(minutes: int) -> str:
    if minutes >= WORKING_DAY_MINUTES:
        return _("{count} ngày làm việc").format(count=minutes // WORKING_DAY_MINUTES)
    if minutes >= 60:
        return _("{count} giờ làm việc").format(count=minutes // 60)
    return _("{count} phút làm việc").format(count=minutes)


def _moments(begin: datetime, end: datetime | None) -> tuple[int, int | None]:
    if end is not None and end < begin:
        raise BadPause(_("Lần tạm dừng kết thúc trước khi bắt đầu."))
    return to_moment(begin), None if end is None else to_moment(end)

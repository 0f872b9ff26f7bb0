"""Working-time arithmetic: when a limit ends, how much working time lies between two moments, how late something is.

Pure: no database, no clock of its own. Moments are aware datetimes, answers are in Asia/Ho_Chi_Minh. Start with ``due``;
``due_at`` is the same without its story, ``batch.due_many`` for a million;
``policy.Policy`` explains every choice, ``counting`` does the arithmetic, ``explain`` tells it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from deadlines.calendar import WorkCalendar, to_datetime, to_moment
from deadlines.counting import due_moment
from deadlines.explain import Inputs, Line, explain
from deadlines.limits import WORKING_DAY_MINUTES, Limit, Unit, parse
from deadlines.policy import Policy

DEFAULT_POLICY = Policy()
NEAR = timedelta(minutes=WORKING_DAY_MINUTES)
"""Something is near its due time from one working day before on (domain §5.4: warn with one day left)."""

Pauses = Sequence[tuple[datetime, datetime | None] | tuple[datetime, datetime | None, str]]
"""From, to (``None``: still open) and, where it has one, the ground of each pause (``policy.GROUNDS``)."""
Extensions = Sequence[tuple[datetime, datetime]]
"""When more time was granted, and until when."""


class BadPause(ValueError):
    """A pause that ends before it begins."""


@dataclass(frozen=True)
class Due:
    """The end of a limit. ``due_at`` is ``None`` while the clock stands still in an open pause.

    ``explanation`` is made when first read, so that counting alone stays in microseconds.
    """

    due_at: datetime | None
    paused_since: datetime | None = None
    _asked: tuple[Any, ...] | None = field(default=None, repr=False, compare=False)

    @property
    def due_date(self) -> date | None:
        """The day of ``due_at`` in Vietnam."""
        return None if self.due_at is None else self.due_at.date()

    @cached_property
    def explanation(self) -> tuple[Line, ...]:
        """The promise line by line, in the order of time."""
        return () if self._asked is None else explain(_inputs(*self._asked))


def due(
    at: datetime,
    limit: str | Limit,
    calendar: WorkCalendar,
    pauses: Pauses = (),
    policy: Policy = DEFAULT_POLICY,
    extensions: Extensions = (),
) -> Due:
    """When ``limit`` ends for something received ``at``.

    Raises ``limits.BadLimit``, ``BadPause``, ``calendar.OutOfCalendar`` (outside 2000-2079), ``ValueError`` for a naive moment.
    Source: Bộ luật Dân sự 2015 Điều 147, 148, and the procedure's own policy.
    """
    parsed = parse(limit) if isinstance(limit, str) else limit
    if not pauses and not extensions:
        return Due(due_at(at, parsed, calendar, policy), None, (at, parsed, calendar, policy))
    asked = (at, parsed, calendar, policy, pauses, extensions)
    moment, used = due_moment(*_inputs(*asked))
    return Due(None, to_datetime(used[-1][0]), asked) if moment is None else Due(to_datetime(moment), None, asked)


def due_at(at: datetime, limit: str | Limit, calendar: WorkCalendar, policy: Policy = DEFAULT_POLICY) -> datetime:
    """``due(…).due_at`` without pauses and without the story: what a table of promises needs. Raises as ``due``."""
    parsed = parse(limit) if isinstance(limit, str) else limit
    if parsed.unit is Unit.WORKING_DAY and not parsed.minutes and policy.same_hour:
        found = calendar.same_hour(at, parsed.whole)
        if found is not None:
            return found
    moment, _used = due_moment(to_moment(at), parsed, calendar, policy, ())
    assert moment is not None
    return to_datetime(moment)


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


def _inputs(
    at: datetime,
    limit: Limit,
    calendar: WorkCalendar,
    policy: Policy,
    pauses: Pauses = (),
    extensions: Extensions = (),
) -> Inputs:
    """A question in moments; pauses whose ground does not stop this clock fall away."""
    grounds = policy.grounds if pauses else ()
    stops = tuple(_moments(begin, end) for begin, end, *ground in pauses if not any(ground) or ground[0] in grounds)
    longer = tuple((to_moment(granted), to_moment(until)) for granted, until in extensions)
    return Inputs(to_moment(at), limit, calendar, policy, stops, longer)


def _moments(begin: datetime, end: datetime | None) -> tuple[int, int | None]:
    if end is not None and end < begin:
        raise BadPause(_("Lần tạm dừng kết thúc trước khi bắt đầu."))
    return to_moment(begin), None if end is None else to_moment(end)

"""When somebody must look at a running clock: warnings before it runs out, and the minute it is late. Pure.

A clock runs from ``start`` to ``due`` in working time; the share of it that is used up and the time that is left are counted
in working minutes, so a warning never falls into the night (domain §5.4: at 75 % and with one day left).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deadlines.calendar import WorkCalendar, to_datetime, to_moment
from deadlines.limits import WORKING_DAY_MINUTES, parse
from deadlines.policy import Policy

LATE = "late"


@dataclass(frozen=True, slots=True)
class Stage:
    """A moment to act at; ``name`` is the warning as the policy writes it, or ``late``."""

    at: datetime
    name: str


def stages(start: datetime, due: datetime, calendar: WorkCalendar, policy: Policy) -> tuple[Stage, ...]:
    """The warnings of a clock and its ``late`` stage, in the order of time.

    A warning that would come before the start (one day left of a limit of half a day) comes at the start.
    """
    begun, end = calendar.elapsed(to_moment(start)), calendar.elapsed(to_moment(due))
    found = []
    for warning in policy.warned:
        at = calendar.moment_after(min(max(_minute(warning, begun, end), begun), end))
        found.append(Stage(min(max(to_datetime(at), start), due), warning))
    found.sort(key=lambda stage: stage.at)
    return (*found, Stage(to_datetime(to_moment(due)) + timedelta(minutes=1), LATE))


def _minute(warning: str, begun: int, end: int) -> int:
    if warning.endswith("%"):
        return begun + (end - begun) * int(warning[:-1]) // 100
    limit = parse(warning)
    return end - limit.whole * WORKING_DAY_MINUTES - limit.minutes


def passed(found: tuple[Stage, ...], now: datetime) -> Stage | None:
    """The last stage that has come: earlier ones are told no more."""
    return next((stage for stage in reversed(found) if stage.at <= now), None)


def coming(found: tuple[Stage, ...], now: datetime) -> Stage | None:
    """The next stage, if there is one."""
    return next((stage for stage in found if stage.at > now), None)

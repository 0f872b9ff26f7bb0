"""Many due times at once are exactly those of one at a time."""

from datetime import UTC, datetime

import numpy as np
import pytest

from deadlines.batch import due_many
from deadlines.calendar import OutOfCalendar
from deadlines.policy import Policy
from deadlines.rules import due_at
from tests.deadlines.calendars import NAMED

RNG = np.random.default_rng(20261123)
AT = np.datetime64("2023-12-28T00:00", "m") + RNG.integers(0, 1100 * 1440, 1500)
DAYS = RNG.integers(1, 60, AT.size)
POLICIES = [
    Policy(),
    Policy(due_at="closing"),
    Policy(late_receipt="next-working-day-is-day-1"),
    Policy(late_receipt="next-working-day-is-day-1", due_at="closing"),
]


def moments(found: np.ndarray) -> list[datetime]:
    return [item.replace(tzinfo=UTC) for item in found.tolist()]


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: f"{policy.due_at} {policy.late_receipt[-5:]}")
@pytest.mark.parametrize("name", NAMED)
def test_working_days_agree_with_one_at_a_time(name: str, policy: Policy) -> None:
    expected = [due_at(at, f"{days}wd", NAMED[name], policy) for at, days in zip(moments(AT), DAYS, strict=True)]
    assert moments(due_many(AT, DAYS, NAMED[name], policy)) == expected


@pytest.mark.parametrize("limit", ["7wd", "0.5wd", "6h", "15d", "2mo", "same-day@15:00"])
def test_one_limit_for_all(limit: str) -> None:
    expected = [due_at(at, limit, NAMED["vietnam"]) for at in moments(AT[:200])]
    assert moments(due_many(AT[:200], limit, NAMED["vietnam"])) == expected


def test_seconds_are_dropped_and_years_without_a_calendar_refused() -> None:
    second = np.array(["2026-11-23T02:00:59"], "datetime64[s]")
    assert moments(due_many(second, "3wd", NAMED["vietnam"])) == [datetime(2026, 11, 27, 2, tzinfo=UTC)]
    for far in ("1999-12-31T00:00", "2079-12-29T00:00", "2080-01-01T00:00"):
        with pytest.raises(OutOfCalendar):
            due_many(np.array([far], "datetime64[m]"), "5wd", NAMED["vietnam"])
    assert due_many(np.array([], "datetime64[m]"), "5wd", NAMED["vietnam"]).size == 0

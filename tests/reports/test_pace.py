"""How long a procedure really takes: from dossiers, in working time, silent where they are too few."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from deadlines.calendar import Hours, WorkCalendar
from dossiers.models import Dossier, Pause
from dossiers.states import State
from reports import pace, selectors
from tests.access.test_lists import copies
from tests.world import PERMIT, World, build

WEEK = WorkCalendar((Hours(date(2020, 1, 1), ((450, 690), (780, 1020))),), {})  # 7:30-11:30, 13:00-17:00


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=clock.VIETNAM)


@pytest.mark.parametrize(
    ("begin", "end", "pauses", "hours"),
    [
        (at(23, 8), at(23, 10), [], 2),  # within a morning
        (at(23, 11), at(23, 14), [], 1.5),  # over noon
        (at(20, 16), at(23, 8), [], 1.5),  # over a weekend
        (at(23, 8), at(25, 8), [(at(23, 8), at(24, 8))], 8),  # a day of waiting for the applicant
        (at(23, 8), at(23, 10), [(at(22, 8), at(23, 9))], 1),  # a pause that began before
        (at(23, 8), at(23, 10), [(at(20, 8), at(24, 9))], 0),
    ],
)
def test_working_time_without_pauses(begin: datetime, end: datetime, pauses: list, hours: float) -> None:
    assert pace.worked((begin, end), pauses, WEEK) == hours * 60


def test_median_and_nine_tenths_are_durations_that_happened() -> None:
    found = pace.summed_up([day * 480 for day in range(1, 11)], date(2026, 1, 2), date(2026, 11, 3))
    assert found == pace.Durations(5.0, 9.0, 10, date(2026, 1, 2), date(2026, 11, 3))


def test_fewer_than_ten_say_nothing() -> None:
    assert pace.summed_up([480] * (pace.FEWEST - 1), date(2026, 1, 2), date(2026, 1, 3)) is None


@pytest.fixture
def world(db: None) -> World:
    cache.clear()
    return build()


def finished(world: World, number: int) -> list[Dossier]:
    """Dossiers of the permit, accepted at eight on a Monday; the n-th was refused n working days later."""
    model = world.received(PERMIT)
    model.accepted_at = model.due_at = at(2, 8)

    def change(n: int) -> dict:
        ended = at(2 + n + 2 * (n // 5), 8)
        return {"code": f"X-{n}", "draft_id": None, "state": State.REJECTED, "closed_at": ended}

    return copies(model, change, number)


@pytest.mark.django_db
def test_of_dossiers_in_the_database(world: World) -> None:
    rows = finished(world, 12)
    Pause.objects.create(dossier=rows[11], reason="Chờ bổ sung", started_at=at(3, 8), ended_at=at(4, 8))
    with patch.object(clock, "now", lambda: at(23, 9)):
        found = selectors.durations(PERMIT)
    assert found is not None
    assert (found.count, found.median, found.ninety) == (12, 5.0, 10.0)
    assert (found.since, found.until) == (date(2026, 11, 2), date(2026, 11, 17))


@pytest.mark.django_db
def test_what_was_withdrawn_or_is_old_or_under_way_is_not_counted(world: World) -> None:
    rows = finished(world, 12)
    Dossier.objects.filter(pk=rows[0].pk).update(state=State.WITHDRAWN)
    Dossier.objects.filter(pk=rows[1].pk).update(closed_at=at(3, 8) - timedelta(days=400))
    Dossier.objects.filter(pk=rows[2].pk).update(state=State.PROCESSING, closed_at=None)
    with patch.object(clock, "now", lambda: at(23, 9)):
        assert selectors.durations(PERMIT) is None


@pytest.mark.django_db
def test_many_dossiers_cost_no_more_queries_and_the_second_look_none(world: World) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen, patch.object(clock, "now", lambda: at(23, 9)):
            selectors.durations(PERMIT)
        return len(seen)

    rows = finished(world, 10)
    few, again = cost(), cost()
    copies(rows[0], lambda n: {"code": f"Y-{n}"}, 50)
    cache.clear()
    assert (cost(), again) == (few, 0)
    assert few <= 4

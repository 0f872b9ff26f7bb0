"""Fault F15: night, year end, leap day, Tết, machines whose clocks differ by five minutes. Nobody sets the machine's clock."""

from datetime import UTC, datetime, timedelta

import pytest

from common.clock import VIETNAM
from dossiers.services import receive, supplement
from dossiers.services.supplement import Item
from dossiers.services.sweeps import lateness
from notifications.models import Notification
from tests.world import World

SKEW = timedelta(minutes=5)


def vn(year: int, month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "received, due",
    [
        (vn(2026, 11, 27, 23, 59, 59), vn(2026, 12, 9, 7, 30)),  # đêm Thứ Sáu: 30/11 là ngày nhận
        (datetime(2026, 11, 29, 17, tzinfo=UTC), vn(2026, 12, 9, 7, 30)),  # 0 giờ Thứ Hai ở Việt Nam
        (vn(2026, 12, 31, 16, 59, 59), vn(2027, 1, 12, 16, 59)),  # phút cuối năm: 1/1 nghỉ
        (vn(2026, 12, 31, 23, 59, 59), vn(2027, 1, 13, 7, 30)),  # giây cuối năm: 4/1 là ngày nhận
        (vn(2027, 2, 3), vn(2027, 2, 19)),  # ngày làm việc cuối trước Tết
        (vn(2028, 2, 29), vn(2028, 3, 9)),  # ngày nhuận
    ],
    ids=str,
)
def test_the_promise_of_an_odd_moment(world: World, travel, received: datetime, due: datetime) -> None:
    travel.move_to(received)
    assert world.received().due_at == due


def test_a_pause_that_ends_before_it_began_lasted_no_time(world: World, travel) -> None:
    """The machine that took the request runs five minutes fast, the one that took the answer five minutes slow."""
    dossier = world.received()
    promised = dossier.due_at
    travel.move_to(vn(2026, 12, 1) + SKEW)
    item = Item(label="Bản vẽ", reason="mờ", paper_key="ban-ve")
    world.act(supplement.request_supplement, "chi", dossier, items=[item])
    travel.move_to(vn(2026, 12, 1) - SKEW)
    world.answered(dossier, {}, "ban-ve")
    pause = dossier.pauses.get()
    assert pause.ended_at < pause.started_at
    assert dossier.due_at == promised


@pytest.mark.parametrize("skew", [-SKEW, SKEW], ids=["slow", "fast"])
def test_a_skewed_sweep_tells_once_and_by_its_own_clock(world: World, travel, skew: timedelta) -> None:
    dossier = world.received()
    for moment in (dossier.due_at + timedelta(minutes=2) + skew, dossier.due_at + timedelta(minutes=2) - skew):
        travel.move_to(moment)
        lateness.sweep()
    travel.move_to(dossier.due_at + timedelta(minutes=20))
    lateness.sweep()
    late = Notification.objects.filter(kind="due-passed")
    assert sorted(row.user.email for row in late) == ["chi@example.vn", "dung@example.vn"]


def test_accepted_before_it_was_submitted(world: World, travel) -> None:
    """The clerk's machine is behind the one that took the filing: the promise counts from the acceptance it knows."""
    dossier = world.submitted()
    travel.move_to(dossier.submitted_at - SKEW)
    world.act(receive.receive, "binh", dossier)
    assert dossier.accepted_at < dossier.submitted_at
    assert dossier.due_at == vn(2026, 12, 9, 8, 55)
    lateness.sweep()

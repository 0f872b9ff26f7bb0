"""A changed calendar moves the promises that lie behind it: once, with a row, an audit row and a notice each."""

from datetime import date, datetime, timedelta

import pytest

from agencies.models import Agency, CalendarDay
from agencies.services import special_days
from agencies.services.special_days import DayFacts
from audit.models import AuditEvent
from common import outbox
from common.actors import SYSTEM
from common.clock import VIETNAM
from dossiers.models import Dossier, DueMove, Recount, Task
from dossiers.services.sweeps import recount, trying
from notifications.models import Notification
from tests.world import PERMIT, World

STORM = DayFacts(date(2026, 12, 2), "off", "bão", "Công điện 5", "firm")
DUE = datetime(2026, 12, 9, 9, tzinfo=VIETNAM)
NEW = datetime(2026, 12, 10, 9, tzinfo=VIETNAM)


@pytest.fixture
def later(travel) -> None:
    """A minute and a half after the change nobody keeps the old calendar."""

    def _later() -> int:
        travel.shift(timedelta(minutes=2))
        return recount.sweep()

    return _later


def test_a_day_off_moves_open_promises_and_says_so(world: World, later) -> None:
    dossier = world.received()
    assert dossier.due_at == DUE
    special_days.add(STORM, by=SYSTEM)
    assert recount.sweep() == 0, "chưa đủ lâu: tiến trình khác có thể còn giữ lịch cũ"

    assert later() == 1

    dossier.refresh_from_db()
    assert dossier.due_at == NEW and dossier.watch_at is None
    assert any("bão" in line["text"] for line in dossier.due_explanation)
    task = dossier.tasks.get(done_at__isnull=True)
    assert task.dossier_due_at == NEW
    row = DueMove.objects.get()
    assert (row.dossier, row.before, row.after) == (dossier, DUE, NEW)
    event = AuditEvent.objects.get(stream=f"dossier:{dossier.pk}", action="due-moved")
    assert event.data["recount"] == str(row.recount_id)
    outbox.drain()
    message = Notification.objects.get(kind="due-moved")
    assert message.user == world.an and "10/12/2026" in message.body


def test_again_moves_nothing_and_what_was_cut_off_goes_on(world: World, later) -> None:
    dossier, other = world.received(), world.received()
    special_days.add(STORM, by=SYSTEM)
    recount_row = Recount.objects.get()
    recount.forget()
    assert recount.move(dossier.pk, recount_row), "cắt ngang sau hồ sơ đầu"
    assert later() == 1
    Recount.objects.update(done_at=None)
    assert later() == 0
    assert DueMove.objects.count() == 2
    assert set(Dossier.objects.values_list("due_at", flat=True)) == {NEW}
    assert other.due_moves.count() == 1


def test_a_day_taken_away_brings_the_promise_back(world: World, later) -> None:
    dossier = world.received()
    day = special_days.add(STORM, by=SYSTEM)
    later()
    special_days.remove(day, by=SYSTEM, reason="nhầm")
    assert later() == 1
    dossier.refresh_from_db()
    assert dossier.due_at == DUE
    assert [row.after for row in DueMove.objects.order_by("at")] == [NEW, DUE]


def test_only_the_agencys_branch_moves_and_only_what_ends_behind_the_day(world: World, later) -> None:
    dossier = world.received()
    special_days.add(STORM, by=SYSTEM, agency=Agency.objects.get(code="H09.21.24"))
    assert later() == 0
    special_days.add(DayFacts(date(2026, 12, 10), "off", "x", "y", "firm"), by=SYSTEM)
    assert later() == 0
    special_days.add(STORM, by=SYSTEM, agency=Agency.objects.get(code="H09.21.23"))
    assert later() == 1
    dossier.refresh_from_db()
    assert dossier.due_at == datetime(2026, 12, 11, 9, tzinfo=VIETNAM)


def test_pauses_stay_in_the_promise_and_a_paused_dossier_waits(world: World, later) -> None:
    paused, waiting = world.received(), world.received()
    paused.pauses.create(
        reason="bổ sung",
        started_at=datetime(2026, 11, 30, 9, tzinfo=VIETNAM),
        ended_at=datetime(2026, 11, 30, 17, tzinfo=VIETNAM),
    )
    Dossier.objects.filter(pk=waiting.pk).update(state="supplement")
    special_days.add(STORM, by=SYSTEM)
    assert later() == 1
    paused.refresh_from_db()
    waiting.refresh_from_db()
    assert paused.due_at == datetime(2026, 12, 10, 17, tzinfo=VIETNAM), "7 ngày, bão, 6,5 giờ chờ"
    assert waiting.due_at == DUE


def test_the_desks_answer_moves_too(world: World, later, travel) -> None:
    travel.move_to(datetime(2026, 12, 1, 16, tzinfo=VIETNAM))
    dossier = world.submitted()
    assert dossier.reply_due_at == datetime(2026, 12, 2, 16, tzinfo=VIETNAM)
    special_days.add(STORM, by=SYSTEM)
    assert later() == 1
    dossier.refresh_from_db()
    assert dossier.reply_due_at == datetime(2026, 12, 3, 16, tzinfo=VIETNAM)
    assert Task.objects.get().due_at == dossier.reply_due_at


def test_what_if_counts_and_leaves_nothing(world: World) -> None:
    dossier = world.received()
    days = CalendarDay.objects.count()
    found = trying.effect(lambda: special_days.add(STORM, by=SYSTEM), agency_id=None, since=STORM.day)
    assert (found.examined, found.later, found.earlier, found.whole) == (1, 1, 0, True)
    assert [(row.code, row.after) for row in found.examples] == [(dossier.code, NEW)]
    assert CalendarDay.objects.count() == days and not Recount.objects.exists()
    assert not AuditEvent.objects.filter(stream="calendar").exists()
    again = world.received(PERMIT)
    assert again.due_at == DUE, "lịch thử không ở lại"


def test_a_refused_change_is_refused_when_tried(world: World) -> None:
    with pytest.raises(special_days.WorkedAnyway):
        trying.effect(
            lambda: special_days.add(DayFacts(STORM.day, "worked", "x", "y", "firm"), by=SYSTEM), agency_id=None, since=STORM.day
        )


def test_promises_are_read_in_pages_without_gaps(world: World, monkeypatch, later) -> None:
    for _number in range(3):
        world.received()
    monkeypatch.setattr("dossiers.recounting.AT_ONCE", 2)
    special_days.add(STORM, by=SYSTEM)
    assert later() == 3
    assert Recount.objects.get().moved == 3

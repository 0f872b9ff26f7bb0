"""The two clocks watched: who is told at which stage, once; the apology drafted in time; the head when it is late."""

from datetime import datetime, timedelta

from common.clock import VIETNAM
from dossiers import risks
from dossiers.models import ApologyDraft, Dossier, Extension, Task
from dossiers.services import receive
from dossiers.services.sweeps import lateness
from dossiers.services.sweeps.rows import NEVER
from notifications.models import Notification
from tests.world import World

DUE = datetime(2026, 12, 9, 9, tzinfo=VIETNAM)  # 7 working days from Monday 30 November


def told(kind: str = "") -> list[tuple[str, str]]:
    rows = Notification.objects.filter(key__startswith="clock:")
    rows = rows.filter(kind=kind) if kind else rows
    return sorted((row.user.email.partition("@")[0], row.title.partition(": ")[2]) for row in rows.select_related("user"))


def at(day: int, hour: int = 9, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


def test_nothing_is_due_yet_and_the_next_look_is_set(world: World) -> None:
    dossier = world.received()
    assert dossier.due_at == DUE and dossier.watch_at is None
    lateness.sweep()
    dossier.refresh_from_db()
    assert told() == []
    assert dossier.watch_at == at(7, 11), "75 % của 56 giờ làm việc"
    assert lateness.sweep() == 0, "đã xem thì không xem lại"


def test_warned_at_three_quarters_then_at_one_day_with_an_apology_ready(world: World, travel) -> None:
    dossier = world.received()
    version = dossier.lock_version
    Task.objects.update(due_at=DUE)  # one clock at a time
    travel.move_to(at(7, 11))
    lateness.sweep()
    assert told() == [("chi", "còn 1 ngày làm việc")]
    assert not ApologyDraft.objects.exists()

    travel.move_to(at(8, 9))
    lateness.sweep()
    lateness.sweep()

    assert told("due-near") == [("chi", "còn 1 ngày làm việc")] * 2
    assert told("apology-drafted") == [("chi", "đã soạn sẵn văn bản xin lỗi"), ("dung", "đã soạn sẵn văn bản xin lỗi")]
    draft = ApologyDraft.objects.get()
    assert (draft.due_at, draft.until) == (DUE, at(10, 9))
    assert "đang ở bước" in draft.reason and "Phú Cường" in draft.where
    dossier.refresh_from_db()
    assert dossier.lock_version == version, "trang đang mở không bị cũ đi"
    assert risks.apology_of(dossier) == draft


def test_the_head_hears_of_a_late_dossier_once_and_rows_that_were_told_are_done(world: World, travel) -> None:
    dossier = world.received()
    travel.move_to(DUE)
    lateness.sweep()
    assert told("due-passed") == [], "đúng giờ hẹn chưa phải là trễ"

    travel.move_to(DUE + timedelta(minutes=1))
    lateness.sweep()
    assert [who for who, _words in told("due-passed")] == ["chi", "dung"]
    dossier.refresh_from_db()
    assert dossier.watch_at == NEVER

    travel.move_to(DUE + timedelta(days=2))
    before = Notification.objects.count()
    assert lateness.sweep() == 0 and Notification.objects.count() == before


def test_while_a_step_stops_the_clock_nobody_is_warned_of_the_promise(world: World, travel) -> None:
    dossier = world.received()
    Task.objects.update(bucket=Task.Bucket.SUPPLEMENT)
    dossier.pauses.create(ground="", reason="chờ nộp thuế", started_at=at(1))
    travel.move_to(DUE + timedelta(days=9))
    assert lateness.sweep() > 0
    assert told() == [] and not ApologyDraft.objects.exists()
    dossier.refresh_from_db()
    assert dossier.watch_at == DUE + timedelta(days=10)


def test_a_new_promise_is_watched_anew(world: World, travel) -> None:
    dossier = world.received()
    travel.move_to(DUE + timedelta(hours=1))
    lateness.sweep()
    Dossier.objects.filter(pk=dossier.pk).update(due_at=at(14), watch_at=None)
    lateness.sweep()
    dossier.refresh_from_db()
    assert dossier.watch_at == at(9, 14, 30), "75 % của 10 ngày làm việc"


def test_a_shorter_promise_than_the_law_gives_a_second_clock(world: World, travel) -> None:
    dossier = world.submitted()
    Dossier.objects.filter(pk=dossier.pk).update(limit="5wd")
    world.act(receive.receive, "binh", dossier)
    assert (dossier.due_at, dossier.legal_due_at) == (at(7), DUE)
    travel.move_to(at(8))
    lateness.sweep()
    dossier.refresh_from_db()
    assert dossier.watch_at == DUE + timedelta(minutes=1)
    travel.move_to(at(10))
    lateness.sweep()
    assert any(words.startswith("quá hạn luật định") for _who, words in told("due-passed"))


def test_waiting_for_the_applicant_is_not_used_up_time(world: World, travel) -> None:
    dossier = world.received()
    dossier.pauses.create(reason="chờ bổ sung", started_at=at(1), ended_at=at(3))
    Dossier.objects.filter(pk=dossier.pk).update(due_at=at(11))
    lateness.sweep()
    dossier.refresh_from_db()
    assert dossier.watch_at == at(9, 11), "75 % của 7 ngày, lùi 2 ngày"


def test_the_steps_own_clock(world: World, travel) -> None:
    dossier = world.received()
    task = dossier.tasks.get(done_at__isnull=True)
    assert task.due_at < DUE
    travel.move_to(task.due_at + timedelta(minutes=1))
    lateness.sweep()
    assert [(who, words.partition(" quá")[0][:4]) for who, words in told("step-late")] == [("chi", "bước")]
    assert told("due-passed") == []


def test_a_dossier_that_asks_the_applicant_and_one_that_ended_are_left_alone(world: World, travel) -> None:
    dossier = world.received()
    Dossier.objects.filter(pk=dossier.pk).update(state="supplement")
    dossier.tasks.filter(done_at__isnull=True).update(bucket="supplement")
    travel.move_to(at(20))
    lateness.sweep()
    assert told() == []


def test_a_row_that_fails_is_set_aside_and_the_others_are_treated(world: World, travel, monkeypatch) -> None:
    broken, sound = world.received(), world.received()
    load = lateness.load

    def failing(version, case):
        if lateness_of[0] == broken.pk:
            raise RuntimeError("hỏng")
        return load(version, case)

    lateness_of: list = [None]
    look = lateness.look_at_dossier

    def looking(pk, now):
        lateness_of[0] = pk
        return look(pk, now)

    monkeypatch.setattr(lateness, "load", failing)
    monkeypatch.setattr(lateness, "look_at_dossier", looking)
    travel.move_to(DUE + timedelta(minutes=1))
    Task.objects.update(watch_at=NEVER)
    lateness.sweep()
    sound.refresh_from_db()
    broken.refresh_from_db()
    assert sound.watch_at == NEVER and broken.watch_at == DUE + timedelta(minutes=61)


def test_who_was_given_more_time_once_gets_no_second_draft(world: World, travel) -> None:
    dossier = world.received()
    Extension.objects.create(
        dossier=dossier,
        ground="extend",
        before=dossier.due_at,
        until=at(14),
        reason="x",
        signed_by=world.seats["dung"],
        signer=world.officials["dung"],
        created_at=at(1),
    )
    travel.move_to(at(8))
    lateness.sweep()
    assert not ApologyDraft.objects.exists()


def test_risk_from_history_and_queue(world: World, travel, monkeypatch) -> None:
    monkeypatch.setattr("deadlines.risk.ENOUGH", 2)
    dossier = world.received()
    task = risks.lead_of(dossier)
    assert risks.of(dossier, task, at(7)).level == "unknown"
    for _number in range(2):
        other = world.received()
        other.tasks.filter(done_at__isnull=True).update(opened_at=at(1), done_at=at(4))
        Dossier.objects.filter(pk=other.pk).update(state="completed")
    risk = risks.of(dossier, task, at(7))
    assert (risk.level, risk.share) == ("likely", 1.0), "các hồ sơ trước cần 3 ngày, còn 2"
    assert risk.needed == 3 * 480
    assert risks.of(dossier, task, at(2)).level == "low"

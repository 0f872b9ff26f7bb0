"""The promise and its end: apology and extension, stopping, a second supplement, a term that runs out, opening again."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine

from audit.models import AuditEvent
from common import blobs, clock, outbox
from common.errors import EmptyReason, NotAllowed, Stale
from deadlines.rules import working_between
from deadlines.selectors import calendar_for
from dossiers import tasks
from dossiers.models import Dossier, Draft, Extension, Pause, Task
from dossiers.services import answering, decide, deciding, extend, handle, receive, reopen, second_supplement, stop
from dossiers.services.supplement import Item, request_supplement
from dossiers.states import State
from notifications.models import Notification
from portal.invariants import check_all
from tests.dossiers.routing import made
from tests.world import World
from vault import verification

ITEM = Item(label="Bản vẽ thiết kế xây dựng", reason="Thiếu mặt cắt", paper_key="ban-ve")
MORE = Item(label="Giấy tờ đất", reason="Mờ trang 2", paper_key="giay-to-dat")


def working_day_after(dossier: Dossier, days: int = 20) -> date:
    """A Wednesday well after the promise."""
    day = clock.local(dossier.due_at).date() + timedelta(days=days)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def told(world: World, kind: str) -> int:
    return Notification.objects.filter(user=world.an, kind=kind).count()


def test_the_leader_apologises_once_and_the_promise_moves(world: World) -> None:
    dossier = world.received()
    before, day = dossier.due_at, working_day_after(dossier)
    # The step has all of the promise, and no more.
    dossier.tasks.filter(done_at__isnull=True).update(due_at=before, opened_at=before - timedelta(hours=1))
    for slip in (date(2099, 1, 1), day.replace(year=day.year + 2)):
        with pytest.raises(NotAllowed, match="Kiểm tra lại năm"):
            world.act(extend.ask_extension, "chi", dossier, reason="Chờ đo đạc thực địa", until=slip)
    request = world.act(extend.ask_extension, "chi", dossier, reason="Chờ đo đạc thực địa", until=day)
    assert dossier.due_at == before and request.granted is None
    world.act(deciding.decide_request, "dung", dossier, granted=True)
    outbox.drain()

    row = Extension.objects.get(dossier=dossier)
    assert (row.before, clock.local(dossier.due_at).date(), row.request) == (before, day, request)
    task = dossier.tasks.get(done_at__isnull=True)
    assert task.dossier_due_at == dossier.due_at
    assert task.due_at > before, "hạn bước đi theo hẹn mới"
    assert "hẹn trả mới" in dossier.due_explanation[-1]["text"]
    row.refresh_from_db()
    assert row.paper.kind == "form-04" and row.decision == "01/XL"
    (signature,) = verification.verify(blobs.read(row.paper.blob)).signatures
    assert (signature.by, signature.valid, signature.trusted, signature.covers) == ("Huỳnh Quốc Dũng", True, True, "entire-file")
    assert told(world, "extended") == 1
    assert not Pause.objects.exists()
    assert check_all()["I4"].violations == []
    with pytest.raises(NotAllowed):
        world.act(extend.extend, "dung", dossier, reason="Lần nữa", until=working_day_after(dossier))
    assert Extension.objects.count() == 1


def test_a_pause_after_the_extension_moves_the_new_promise_on(world: World) -> None:
    dossier = world.received()
    world.act(extend.extend, "dung", dossier, reason="Chờ đo đạc", until=working_day_after(dossier))
    promised = dossier.due_at
    world.act(request_supplement, "chi", dossier, items=[ITEM])
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False):
        world.answered(dossier, {}, "ban-ve")
    pause = dossier.pauses.get()
    calendar = calendar_for(dossier.handling_id, clock.today())
    lasted = working_between(pause.started_at, pause.ended_at, calendar)
    assert lasted > timedelta(0) and working_between(promised, dossier.due_at, calendar) == lasted
    assert check_all()["I4"].violations == []


@pytest.mark.parametrize("who", ["chi", "binh", "mai", "giang"])
def test_only_the_leader_extends(world: World, who: str) -> None:
    dossier = world.received()
    before = dossier.due_at
    with pytest.raises(NotAllowed):
        world.act(extend.extend, who, dossier, reason="Chậm", until=working_day_after(dossier))
    assert (dossier.due_at, Extension.objects.count()) == (before, 0)


def test_an_extension_needs_a_reason_and_a_working_day_ahead(world: World) -> None:
    dossier = world.received()
    day = working_day_after(dossier)
    for reason, until, error in (
        (" ", day, EmptyReason),
        ("Chậm", clock.today(), NotAllowed),
        ("Chậm", day + timedelta(days=4), NotAllowed),  # a Sunday
    ):
        with pytest.raises(error):
            world.act(extend.extend, "dung", dossier, reason=reason, until=until)
    assert not Extension.objects.exists()


def test_who_asked_does_not_decide_and_a_denial_is_reasoned(world: World) -> None:
    dossier = world.received()
    world.act(stop.ask_stop, "chi", dossier, reason="Người nộp mất")
    with pytest.raises(NotAllowed):
        deciding.decide_request(
            dossier.pk, by=world.officials["chi"], seat=world.seats["dung"], seen=dossier.lock_version, granted=True
        )
    with pytest.raises(EmptyReason):
        world.act(deciding.decide_request, "dung", dossier, granted=False)
    world.act(deciding.decide_request, "dung", dossier, granted=False, decision="Hỏi lại gia đình trước")
    assert dossier.state == State.PROCESSING
    assert dossier.leader_requests.get().granted is False


def test_stopping_closes_all_work_and_says_why(world: World) -> None:
    dossier = world.received()
    world.act(stop.ask_stop, "chi", dossier, reason="Tòa án đang giải quyết tranh chấp thửa đất")
    world.act(deciding.decide_request, "dung", dossier, granted=True)
    outbox.drain()
    assert (dossier.state, dossier.closing_reason) == (State.STOPPED, "Tòa án đang giải quyết tranh chấp thửa đất")
    assert not dossier.tasks.filter(done_at__isnull=True).exists()
    assert dossier.printed.filter(kind="form-05", blob__isnull=False).exists() and told(world, "stopped") == 1
    assert check_all()["I4"].violations == []


def test_a_second_supplement_waits_for_the_leader(world: World) -> None:
    dossier = world.received()
    world.act(request_supplement, "chi", dossier, items=[ITEM])
    world.answered(dossier, {}, "ban-ve")
    with pytest.raises(NotAllowed):
        world.act(request_supplement, "chi", dossier, items=[MORE])
    world.act(second_supplement.ask_second_supplement, "chi", dossier, items=[MORE], reason="Phát hiện khi đo đạc")
    assert dossier.state == State.PROCESSING and dossier.supplements.count() == 1
    world.act(deciding.decide_request, "dung", dossier, granted=True)
    outbox.drain()
    assert dossier.state == State.SUPPLEMENT
    assert dossier.supplements.last().items.get().label == "Giấy tờ đất"
    assert dossier.printed.filter(kind="form-02").count() == 2 and told(world, "supplement") == 2
    world.answered(dossier, {}, "giay-to-dat")
    assert dossier.state == State.PROCESSING
    assert check_all()["I4"].violations == []


def test_a_supplement_nobody_answers_ends_the_dossier_and_its_draft(world: World) -> None:
    dossier = world.received()
    supplement = world.act(request_supplement, "chi", dossier, items=[ITEM])
    answering.open_answer(dossier.pk, by=world.an)
    with time_machine.travel(supplement.answer_until - timedelta(days=2), tick=False):
        tasks.sweep()
        tasks.sweep()
    with time_machine.travel(supplement.answer_until + timedelta(minutes=1), tick=False):
        tasks.sweep()
        tasks.sweep()
        outbox.drain()
    dossier.refresh_from_db()
    assert (dossier.state, dossier.closing_reason) == (State.STOPPED, stop.UNANSWERED)
    assert not Draft.objects.filter(supplement=supplement).exists()
    with pytest.raises(NotAllowed):
        answering.answer_supplement(dossier.pk, by=world.an)
    assert (told(world, "supplement-ends"), told(world, "lapsed")) == (1, 1)
    assert AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", action="lapse").count() == 1
    assert check_all()["I4"].violations == []


def test_a_rejected_dossier_is_opened_again_by_decision(world: World) -> None:
    dossier = world.proposed()
    world.act(decide.reject, "dung", dossier, reason="Ngoài quy hoạch")
    with pytest.raises(EmptyReason):
        world.act(reopen.reopen, "dung", dossier, reason="Theo kết luận giải quyết khiếu nại", decision=" ")
    day = working_day_after(dossier)
    world.act(reopen.reopen, "dung", dossier, reason="Khiếu nại đúng", decision="QĐ 12/QĐ-UBND ngày 20/11/2026", until=day)
    assert (dossier.state, dossier.step, dossier.closed_at) == (State.PROCESSING, "handle", None)
    assert clock.local(dossier.due_at).date() == day
    assert check_all()["I4"].violations == []


def test_a_refused_dossier_goes_back_to_the_counter(world: World) -> None:
    dossier = world.submitted()
    world.act(receive.refuse, "binh", dossier, reason="Sai địa bàn")
    stale = dossier.lock_version
    world.act(reopen.reopen, "dung", dossier, reason="Đúng địa bàn", decision="QĐ 9/QĐ-UBND")
    assert (dossier.state, dossier.step) == (State.SUBMITTED, "receive")
    with pytest.raises(Stale):
        reopen.reopen(dossier.pk, by=world.officials["dung"], seat=world.seats["dung"], seen=stale, reason="x", decision="y")
    world.act(receive.receive, "binh", dossier)
    assert check_all()["I4"].violations == []


def test_who_is_refused_again_hears_of_it_again(world: World) -> None:
    dossier = world.submitted()
    world.act(receive.refuse, "binh", dossier, reason="Sai địa bàn")
    world.act(reopen.reopen, "dung", dossier, reason="Đúng địa bàn", decision="QĐ 9/QĐ-UBND")
    world.act(receive.refuse, "binh", dossier, reason="Trùng hồ sơ")
    outbox.drain()
    assert (dossier.printed.filter(kind="form-03").count(), told(world, "refused")) == (2, 2)


def test_what_was_asked_of_a_dossier_that_has_ended_since_is_not_granted(world: World) -> None:
    dossier = made.filed(world, made.plain())
    world.act(receive.receive, "binh", dossier)
    world.act(extend.ask_extension, "chi", dossier, reason="Chờ đo đạc", until=working_day_after(dossier))
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    world.act(decide.reject, "dung", dossier, reason="Ngoài quy hoạch")
    with pytest.raises(NotAllowed):
        world.act(deciding.decide_request, "dung", dossier, granted=True)
    assert (dossier.state, Extension.objects.count()) == (State.REJECTED, 0)


def test_what_is_asked_again_hangs_on_the_step_and_not_on_a_question(world: World) -> None:
    asking = made.step("handle", "handler", ("propose", "approve"), ("supplement", "handle"))
    dossier = made.filed(world, [made.RECEIVE, asking, made.APPROVE])
    world.act(receive.receive, "binh", dossier)
    world.act(request_supplement, "chi", dossier, items=[Item(label="Tên", reason="Thiếu họ", field_path="ten")])
    world.answered(dossier, {"ten": "Nguyễn Văn An"})
    question = dossier.tasks.get(done_at__isnull=True)  # another unit's to this one, older than its own work
    question.pk, question.step, question.bucket = uuid.UUID(int=1), "handle:consult", Task.Bucket.CONSULT
    question.save(force_insert=True)
    world.act(second_supplement.ask_second_supplement, "chi", dossier, items=[MORE], reason="Phát hiện khi đo đạc")
    world.act(deciding.decide_request, "dung", dossier, granted=True)
    assert dossier.tasks.get(bucket=Task.Bucket.SUPPLEMENT).step == "handle"

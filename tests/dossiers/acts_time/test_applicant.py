"""What An does with a filed dossier: withdraws, takes back and corrects, asks, complains, names who collects."""

from datetime import timedelta

import pytest
import time_machine

from accounts.models import User
from audit.models import AuditEvent
from common import clock, outbox
from common.errors import EmptyReason, NotAllowed, NotFound
from dossiers import tasks
from dossiers.models import Collector, Dossier, Draft, Question
from dossiers.services import collectors, complain, drafting, papers, questions, receive, take_back, withdraw
from dossiers.services.submit import submit
from dossiers.states import Money, State
from notifications.models import Notification
from payments.models import FeeRequest
from portal.invariants import check_all
from tests.dossiers.extracts import offer
from tests.world import COPIES, World, drawing


def again(draft: Draft, by: User) -> Dossier:
    draft.refresh_from_db()
    return submit(draft.pk, by=by, key=draft.submit_key, declared=True)


def test_withdrawing_an_accepted_dossier_ends_it_with_form_05(world: World) -> None:
    dossier = world.received()
    with pytest.raises(EmptyReason):
        withdraw.withdraw(dossier.pk, by=world.an, reason="  ")
    with pytest.raises(NotFound):
        withdraw.withdraw(dossier.pk, by=world.lan, reason="Không phải của Lan")
    withdraw.withdraw(dossier.pk, by=world.an, reason="Đổi ý không xây nữa")
    outbox.drain()
    dossier.refresh_from_db()
    assert (dossier.state, dossier.closing_reason) == (State.WITHDRAWN, "Đổi ý không xây nữa")
    assert not dossier.tasks.filter(done_at__isnull=True).exists()
    assert dossier.printed.filter(kind="form-05").exists()
    assert check_all()["I4"].violations == []


def test_withdrawing_before_paying_cancels_what_was_due(world: World) -> None:
    offer(world)
    dossier = world.submitted(COPIES)
    assert dossier.state == State.AWAITING_PAYMENT
    withdraw.withdraw(dossier.pk, by=world.an, reason="Nộp nhầm")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.money) == (State.WITHDRAWN, Money.NONE)
    assert dossier.fees.get().fee_request.status == FeeRequest.Status.CANCELLED


def test_an_issued_dossier_is_not_withdrawn(world: World) -> None:
    dossier = world.issued()
    with pytest.raises(NotAllowed):
        withdraw.withdraw(dossier.pk, by=world.an, reason="Đổi ý")
    dossier.refresh_from_db()
    assert dossier.state == State.COMPLETED


def test_taken_back_and_corrected_it_keeps_code_and_gets_new_answers_and_papers(world: World) -> None:
    dossier = world.submitted()
    code, filed = dossier.code, dossier.answers_hash
    kept = set(dossier.files.values_list("pk", flat=True))
    draft = take_back.take_back(dossier.pk, by=world.an)
    assert take_back.take_back(dossier.pk, by=world.an).pk == draft.pk
    with pytest.raises(NotAllowed):
        world.act(receive.receive, "binh", dossier)

    drafting.save_page(draft.pk, world.an, page="thuaDat", typed={"thuaDat": draft.answers["thuaDat"] | {"dienTich": 130.25}})
    old = draft.files.get(paper_key="ban-ve")
    papers.remove_file(draft.pk, world.an, old.pk)
    new = papers.add_file(draft.pk, world.an, paper_key="ban-ve", name="bản vẽ mới.pdf", data=drawing())
    assert again(draft, world.an).pk == dossier.pk
    outbox.drain()

    dossier.refresh_from_db()
    assert (dossier.code, dossier.state, dossier.answers["thuaDat"]["dienTich"]) == (code, State.SUBMITTED, 130.25)
    assert dossier.answers_hash != filed
    current = set(dossier.files.filter(replaced_at__isnull=True).values_list("pk", flat=True))
    assert current == kept - {old.pk} | {new.pk} and dossier.files.get(pk=old.pk).replaced_at is not None
    assert dossier.taken_back.get().corrected and dossier.tasks.get(done_at__isnull=True).bucket == "receive"
    assert dossier.printed.filter(kind="declaration").count() == 2
    world.act(receive.receive, "binh", dossier)
    assert {name: check.violations for name, check in check_all().items() if not check.ok} == {}


@pytest.mark.parametrize("by_itself", [False, True])
def test_who_does_not_correct_it_loses_nothing(world: World, by_itself: bool) -> None:
    dossier = world.submitted()
    draft = take_back.take_back(dossier.pk, by=world.an)
    papers.remove_file(draft.pk, world.an, draft.files.first().pk)
    before = set(dossier.files.filter(replaced_at__isnull=True).values_list("pk", flat=True))
    if by_itself:
        with time_machine.travel(dossier.taken_back.get().until + timedelta(minutes=1), tick=False):
            tasks.sweep()
            tasks.sweep()
            outbox.drain()
    else:
        assert take_back.put_back(dossier.pk, by=world.an)
        outbox.drain()
    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED
    assert set(dossier.files.filter(replaced_at__isnull=True).values_list("pk", flat=True)) == before
    assert Notification.objects.filter(user=world.an, kind="put-back").count() == 1
    again_draft = take_back.take_back(dossier.pk, by=world.an)
    assert set(again_draft.files.values_list("pk", flat=True)) == before
    assert check_all()["I4"].violations == []


def test_what_waits_for_its_fee_is_not_taken_back(world: World) -> None:
    offer(world)
    dossier = world.submitted(COPIES)
    with pytest.raises(NotAllowed):
        take_back.take_back(dossier.pk, by=world.an)
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_PAYMENT


def test_an_accepted_dossier_is_not_taken_back(world: World) -> None:
    dossier = world.received()
    for who, error in ((world.an, NotAllowed), (world.lan, NotFound)):
        with pytest.raises(error):
            take_back.take_back(dossier.pk, by=who)
    assert not dossier.taken_back.exists()


def test_a_question_is_answered_once_and_stays_on_file(world: World) -> None:
    dossier = world.received()
    seen = dossier.lock_version
    asked = questions.ask(dossier.pk, by=world.an, text="Tôi có phải nộp thêm gì không?")
    dossier.refresh_from_db()
    assert dossier.lock_version == seen  # nobody's page became stale
    with pytest.raises(NotAllowed):
        world.act(questions.answer_question, "mai", dossier, question=asked.pk, answer="Không")
    world.act(questions.answer_question, "chi", dossier, question=asked.pk, answer="Bạn chưa phải nộp gì thêm.")
    outbox.drain()
    asked.refresh_from_db()
    assert asked.answer == "Bạn chưa phải nộp gì thêm." and asked.answered_by == world.seats["chi"]
    with pytest.raises(NotAllowed):
        world.act(questions.answer_question, "binh", dossier, question=asked.pk, answer="Lần nữa")
    assert Notification.objects.filter(user=world.an, kind="answered").count() == 1
    said = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", action="ask").get().data
    assert said == {"question": str(asked.pk)}  # nothing of what was typed


def test_questions_are_bounded(world: World) -> None:
    dossier = world.submitted()
    for number in range(questions.MOST_OPEN):
        questions.ask(dossier.pk, by=world.an, text=f"Câu {number}")
    with pytest.raises(NotAllowed):
        questions.ask(dossier.pk, by=world.an, text="Thêm nữa")
    with pytest.raises(NotFound):
        questions.ask(dossier.pk, by=world.lan, text="Của người khác")
    assert Question.objects.count() == questions.MOST_OPEN


def test_a_complaint_is_the_leader_s_to_answer(world: World) -> None:
    dossier = world.received()
    asked = complain.complain(dossier.pk, by=world.an, text="Trễ hẹn hai lần")
    with pytest.raises(NotAllowed):
        world.act(complain.answer_complaint, "chi", dossier, question=asked.pk, answer="Xin lỗi")
    with pytest.raises(NotAllowed):
        world.act(questions.answer_question, "chi", dossier, question=asked.pk, answer="Xin lỗi")
    world.act(complain.answer_complaint, "dung", dossier, question=asked.pk, answer="Xin lỗi bạn, sẽ trả trước thứ Sáu.")
    asked.refresh_from_db()
    assert asked.answered_by == world.seats["dung"]


def test_naming_who_collects(world: World) -> None:
    dossier = world.received()
    until = clock.today() + timedelta(days=10)
    for number, day, error in (("12345", until, NotAllowed), ("079090001234", clock.today() - timedelta(days=1), NotAllowed)):
        with pytest.raises(error):
            collectors.name_collector(dossier.pk, by=world.an, name="Lê Thị Hoa", identity_number=number, until=day)
    collectors.name_collector(dossier.pk, by=world.an, name="Lê Thị Hoa", identity_number="079 090 001 234", until=until)
    collectors.name_collector(dossier.pk, by=world.an, name="Lê Văn Bình", identity_number="079090001235", until=until)
    now = collectors.collector_of(dossier)
    assert (now.name, now.identity_number, Collector.objects.count()) == ("Lê Văn Bình", "079090001235", 2)
    with time_machine.travel(clock.now() + timedelta(days=11), tick=False):
        assert collectors.collector_of(dossier) is None
    collectors.end_collector(dossier.pk, by=world.an)
    assert collectors.collector_of(dossier) is None


def test_what_was_taken_back_can_be_withdrawn_and_its_draft_ends_with_it(world: World) -> None:
    dossier = world.submitted()
    draft = take_back.take_back(dossier.pk, by=world.an)
    withdraw.withdraw(dossier.pk, by=world.an, reason="Không cần nữa")
    draft.refresh_from_db()
    assert draft.submitted_at is not None and dossier.taken_back.get().ended_at is not None
    dossier.refresh_from_db()
    assert dossier.state == State.WITHDRAWN
    assert check_all()["I4"].violations == []

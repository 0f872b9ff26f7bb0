"""Tokens driven by acts: branches, joins, steps that pass by themselves, due times that speak, dossiers from before tokens."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import OperationalError

from agencies.models import Agency
from audit.models import AuditEvent
from common.errors import NotAllowed
from common.models import OutboxMessage
from dossiers import messages
from dossiers.loaded import load
from dossiers.models import Dossier, IssuedResult, Task
from dossiers.services import consult, decide, finishing, handle, receive, timers
from dossiers.services.supplement import Item, request_supplement
from dossiers.services.sweeps.rows import each
from dossiers.states import State
from portal.web.desk.dossier.acts import ACTS
from procedures.models import Offering
from tests.dossiers.routing import made
from tests.world import World
from workflow import language, rules, words
from workflow.state import Marking

ASK = made.to("supplement", "receive", requires=["items"])


def shared(world: World, **shape: object) -> Dossier:
    """Received, and given to the branches."""
    dossier = made.filed(world, made.forked(**shape))  # type: ignore[arg-type]
    world.act(receive.receive, "binh", dossier)
    world.act(handle.forward, "chi", dossier)
    return dossier


def test_a_fork_opens_both_branches_and_the_join_waits_for_both(world: World) -> None:
    dossier = shared(world)
    assert made.open_at(dossier) == ["first", "second"]
    assert dossier.marking == {"at": ["first", "second"]}
    # The lead is the handling agency's while it has work, then whoever is left.
    assert (dossier.step, dossier.holder.code) == ("first", made.WARD)
    assert made.sound()
    world.act(handle.answer, "chi", dossier, opinion="Phường đồng ý.")
    assert (dossier.step, dossier.holder.code, made.open_at(dossier)) == ("second", made.OFFICE, ["second"])
    assert dossier.marking == {"at": ["second"], "arrived": {"both": ["a"]}}
    world.act(handle.answer, "hai", dossier, opinion="Phòng đồng ý.")
    assert (dossier.step, dossier.holder.code, made.open_at(dossier)) == ("sum", made.WARD, ["sum"])
    world.act(handle.propose, "chi", dossier, opinion="Đủ ý kiến.")
    assert made.sound()


def test_a_join_for_any_withdraws_the_other_branch(world: World) -> None:
    dossier = shared(world, wait="any")
    world.act(handle.answer, "hai", dossier)
    assert made.open_at(dossier) == ["sum"]
    left = Task.objects.get(dossier=dossier, step="first")
    assert (left.action, left.done_at is None) == ("withdrawn", False)
    row = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}").order_by("seq").last()
    assert row is not None
    assert (row.data["withdrawn"], row.data["passed"], row.data["at"]) == (["first"], ["both"], ["sum"])
    with pytest.raises(NotAllowed):
        world.act(handle.answer, "chi", dossier)
    assert made.sound()


def test_one_seat_with_two_branches_does_the_one_it_names_and_the_one_it_holds_first(world: World) -> None:
    dossier = shared(world, third=True)
    third = dossier.tasks.get(step="third", done_at__isnull=True)
    world.act(handle.answer, "chi", dossier, task=third.pk)
    assert made.open_at(dossier) == ["first", "second"]
    world.act(handle.answer, "chi", dossier)
    assert made.open_at(dossier) == ["second"]
    assert made.sound()


def test_an_automatic_step_takes_the_way_whose_condition_holds_and_is_told_in_the_chain(world: World) -> None:
    few = {"<": [{"var": "answers.soBan"}, 5]}
    split = made.passing("split", "automatic", made.to("few", "quick", when=few), made.to("many", "slow"))
    steps = [
        made.RECEIVE,
        made.step("handle", "handler", made.to("go", "split", effect="forward")),
        split,
        made.step("quick", "leader", ("approve", "counter"), kind="approve"),
        made.step("slow", "handler", made.to("go", "quick", effect="forward")),
    ]
    dossier = made.filed(world, steps)
    world.act(receive.receive, "binh", dossier)
    world.act(handle.forward, "chi", dossier)
    assert made.open_at(dossier) == ["quick"]
    assert AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}").latest("seq").data["passed"] == ["split"]
    assert made.sound()


def test_the_silence_of_a_branch_is_its_answer_once_however_often_the_sweep_runs(world: World) -> None:
    dossier = shared(world, on_due="give")
    world.act(handle.answer, "chi", dossier)
    due = dossier.tasks.get(step="second").due_at
    with time_machine.travel(due - timedelta(minutes=1), tick=False):
        assert timers.sweep() == 0
    with time_machine.travel(due + timedelta(minutes=1), tick=False):
        assert (timers.sweep(), timers.sweep()) == (1, 0)
    dossier.refresh_from_db()
    assert made.open_at(dossier) == ["sum"]
    row = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}").latest("seq")
    assert (row.actor, row.action, row.data["by"]) == ("system:-", "give", "due")
    assert made.sound()


def test_ending_the_process_in_a_branch_withdraws_the_others_and_closes_what_was_asked(world: World) -> None:
    steps = made.forked()
    steps[3]["actions"].append(made.to("reject", "end", ends_all=True))
    steps[4]["consult"] = {"agency": {"named": made.NEXT_WARD}, "role": "handler", "limit": "1wd", "silence": "wait"}
    steps[4]["actions"].append(made.to("consult", "second"))
    dossier = made.filed(world, steps)
    world.act(receive.receive, "binh", dossier)
    world.act(handle.forward, "chi", dossier)
    world.act(consult.consult, "hai", dossier, question="Có tranh chấp không?")
    world.act(decide.reject, "chi", dossier, reason="Không đủ điều kiện.")
    assert (dossier.state, dossier.marking, dossier.step, made.open_at(dossier)) == (State.REJECTED, {}, "", [])
    assert dossier.consultations.get().verdict == "withdrawn"
    assert made.sound()


def test_a_dossier_from_before_tokens_goes_on_from_its_step(world: World) -> None:
    dossier = made.filed(world, made.forked())
    world.act(receive.receive, "binh", dossier)
    Dossier.objects.filter(pk=dossier.pk).update(marking={})
    assert made.sound()
    world.act(handle.forward, "chi", dossier)
    assert made.open_at(dossier) == ["first", "second"]
    assert made.sound()


def test_a_dossier_is_complete_when_only_the_counter_is_left(world: World) -> None:
    """Whatever came last before it, once every paper is sealed."""
    dossier = world.issued()
    process = load(dossier.version_id).process
    move = rules.move(process, Marking.only("stamp"), "stamp", "stamp", role="records", facts={})
    dossier.state, dossier.delivery = State.PROCESSING, "none"
    finishing.follow(dossier, process, move)
    assert (dossier.state, dossier.delivery) == (State.COMPLETED, "ready")
    dossier.state = State.PROCESSING
    dossier.results.update(state=IssuedResult.State.SIGNED, document=None)
    finishing.follow(dossier, process, move)
    assert dossier.state == State.PROCESSING


CHILD = {"key": "x", "procedure": "9.1", "name": "x", "agency": "handling", "limit": "1wd"}
JOINT = made.passing("joint", "chain", made.to("on", "counter"), children=[CHILD])
AFTER_STAMP = [
    ([], True),
    ([made.step("look", "handler", made.to("go", "counter", effect="forward"))], False),
    ([made.step("look", "handler", made.to("go", "joint", effect="forward")), JOINT], False),
]


@pytest.mark.parametrize(("between", "complete"), AFTER_STAMP)
def test_a_stamp_completes_only_what_goes_straight_to_the_counter(between: list[made.Step], complete: bool) -> None:
    after = between[0]["key"] if between else "counter"
    process = language.load({"steps": [made.step("stamp", "records", ("stamp", after), kind="stamp"), *between, made.GIVE]})
    move = rules.move(process, Marking.only("stamp"), "stamp", "stamp", role="records", facts={})
    assert finishing.leaves_only_the_counter(process, move) is complete


def test_every_effect_of_the_language_is_an_act_that_somebody_can_do(world: World) -> None:
    assert set(ACTS) >= words.EFFECTS
    tax = made.step("tax", "handler", made.to("told", "after", effect="obligation"))
    after = made.step("after", "handler", made.to("out", "counter", effect="issue"))
    dossier = made.filed(world, [made.RECEIVE | {"actions": [made.to("receive", "tax"), made.to("refuse", "end")]}, tax, after])
    world.act(receive.receive, "binh", dossier)
    world.act(handle.oblige, "chi", dossier, opinion="Thuế trước bạ.")
    assert OutboxMessage.objects.filter(payload__kind="obligation", payload__dossier=str(dossier.pk)).count() == 1
    world.act(handle.publish, "chi", dossier)
    assert made.open_at(dossier) == ["counter"]


def test_returned_work_goes_to_whoever_did_the_step(world: World) -> None:
    made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler")
    dossier = made.filed(world, made.plain())
    world.act(receive.receive, "binh", dossier)
    world.act(handle.propose, "khanh", dossier, opinion="Đủ.")
    world.act(handle.send_back, "dung", dossier, reason="Bổ sung căn cứ.")
    assert dossier.tasks.get(done_at__isnull=True).assignee == world.officials["khanh"]


def test_the_clock_stands_still_at_a_step_that_stops_it_and_a_supplement_there_does_not_start_it(world: World) -> None:
    steps = made.plain()
    pay = made.step("pay", "handler", made.to("go", "approve", effect="forward"), ("supplement", "pay"), stops="obligation")
    steps[1]["actions"] = [made.to("propose", "pay", requires=["opinion"])]
    dossier = made.filed(world, [*steps[:2], pay, steps[2]])
    world.act(receive.receive, "binh", dossier)
    promised = dossier.due_at
    world.act(handle.propose, "chi", dossier, opinion="Thông báo thuế.")
    pause = dossier.pauses.get()
    assert pause.ground == "financial-obligation"
    assert OutboxMessage.objects.filter(key=f"notify:{dossier.pk}:obligation:{pause.pk}").exists()
    said = messages.compose("obligation", dossier)
    assert "nghĩa vụ tài chính" in said.title and "Cơ quan thuế gửi thông báo" in said.body and "Phú Cường" in said.body
    later = dossier.accepted_at + timedelta(days=1)
    with time_machine.travel(later, tick=False):
        world.act(request_supplement, "chi", dossier, items=[Item(label="Tên", reason="Sai", field_path="ten")])
        world.answered(dossier, {"ten": "An Nguyễn"})
    assert [pause.ended_at is None for pause in dossier.pauses.order_by("started_at", "id")] == [False, True]
    back = later + timedelta(days=30)
    with time_machine.travel(back, tick=False):
        world.act(handle.forward, "chi", dossier)
    assert not dossier.pauses.filter(ended_at__isnull=True).exists()
    assert dossier.due_at > promised
    approve = dossier.tasks.get(done_at__isnull=True)
    assert approve.dossier_due_at == dossier.due_at
    assert back < approve.due_at <= dossier.due_at, "hạn bước sau tính trong hẹn trả mới"
    assert made.sound()


def test_while_the_applicant_is_asked_the_step_takes_no_act(world: World) -> None:
    dossier = made.filed(world, [made.RECEIVE | {"actions": [*made.RECEIVE["actions"], ASK]}, *made.plain()[1:]])
    world.act(request_supplement, "binh", dossier, items=[Item(label="Tên", reason="Sai", field_path="ten")])
    before = (dossier.state, dossier.lock_version)
    with pytest.raises(NotAllowed, match="chờ người nộp"):
        world.act(receive.receive, "binh", dossier)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.lock_version, dossier.accepted_at) == (*before, None)
    world.answered(dossier, {"ten": "An Nguyễn"})
    world.act(receive.receive, "binh", dossier)
    assert dossier.state == State.PROCESSING


def test_one_row_that_fails_holds_up_no_other_and_what_stays_impossible_is_asked_once(world: World, monkeypatch) -> None:
    first, second = shared(world, on_due="give"), made.filed_at(world, Offering.objects.get(procedure__code=made.CODE))
    world.act(receive.receive, "binh", second)
    world.act(handle.forward, "chi", second)
    real = timers.moves.system_act

    def broken(dossier: Dossier, *rest: object) -> object:
        if dossier.pk == first.pk:
            raise Agency.DoesNotExist
        return real(dossier, *rest)

    monkeypatch.setattr(timers.moves, "system_act", broken)
    with time_machine.travel(second.tasks.get(step="second").due_at + timedelta(minutes=1), tick=False):
        assert timers.sweep() == 1
        assert list(timers.due()) == []
    assert made.open_at(second) == ["first"]
    assert first.tasks.get(step="second").on_due == ""

    # A document from before the checker refused it: an act that leads to its own step closes nothing, and is taken once.
    first.tasks.filter(step="second").update(on_due="give")
    monkeypatch.setattr(timers.moves, "system_act", lambda *rest: SimpleNamespace(stays="second"))
    with time_machine.travel(second.due_at, tick=False):
        assert (timers.sweep(), timers.sweep()) == (1, 0)

    def locked(pk: object) -> bool:
        raise OperationalError("lock timeout")

    assert each([1, 2], lambda pk: pk == 2 or locked(pk)) == 1

"""Another agency is competent, or what was just sent is taken back: the promise stays, and what was read cannot be recalled."""

import pytest

from agencies.models import Agency
from common.actors import SYSTEM
from common.errors import NotAllowed
from dossiers import rights
from dossiers.models import Dossier
from dossiers.services import decide, handle, receive, transferring
from dossiers.services.view import log_view
from procedures.services.offer import offer
from procedures.terms import Terms
from tests.dossiers.routing import made
from tests.world import World


def handled(world: World) -> Dossier:
    """Received by Phú Cường's desk; Phú Hòa handles the procedure too, and has a handler."""
    made.hire(world, "phuong", "Mai Lan Phương", made.NEXT_WARD, "handler")
    offering = made.offered(made.plain())
    there, desk = Agency.objects.get(code=made.NEXT_WARD), Agency.objects.get(code=made.NEXT_DESK)
    offer(made.CODE, desk, there, Terms("full"), by=SYSTEM)
    dossier = made.filed_at(world, offering)
    world.act(receive.receive, "binh", dossier)
    return dossier


def test_the_right_agency_goes_on_from_the_same_step_and_the_promise_stays(world: World) -> None:
    dossier = handled(world)
    promised, there = dossier.due_at, Agency.objects.get(code=made.NEXT_WARD)
    assert transferring.targets(dossier) == [there]
    world.act(transferring.transfer, "chi", dossier, to=there.pk, reason="Đất ở phường Phú Hòa.")
    assert (dossier.handling, dossier.holder, dossier.due_at) == (there, there, promised)
    assert (dossier.receiving.code, dossier.returning.code, made.open_at(dossier)) == (made.DESK, made.DESK, ["handle"])
    with pytest.raises(NotAllowed):
        world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    world.act(handle.propose, "phuong", dossier, opinion="Đủ.")
    assert dossier.tasks.get(done_at__isnull=True).agency == there
    assert made.sound()


def test_only_an_agency_that_handles_the_procedure_gets_it_and_only_before_a_proposal(world: World) -> None:
    dossier = handled(world)
    office, there = Agency.objects.get(code=made.OFFICE), Agency.objects.get(code=made.NEXT_WARD)
    with pytest.raises(NotAllowed):
        world.act(transferring.transfer, "chi", dossier, to=office.pk, reason="Thử.")
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    with pytest.raises(NotAllowed):
        world.act(transferring.transfer, "dung", dossier, to=there.pk, reason="Thử.")
    assert dossier.handling.code == made.WARD


def test_what_nobody_has_opened_is_taken_back_with_its_old_due_time(world: World) -> None:
    dossier = handled(world)
    due = dossier.tasks.get(done_at__isnull=True).due_at
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    with pytest.raises(NotAllowed):
        world.act(transferring.recall, "dung", dossier)
    world.act(transferring.recall, "chi", dossier, reason="Thiếu bản vẽ.")
    task = dossier.tasks.get(done_at__isnull=True)
    assert (task.step, task.assignee, task.due_at) == ("handle", world.officials["chi"], due)
    assert (dossier.step, dossier.marking) == ("handle", {"at": ["handle"]})
    assert made.sound()
    world.act(handle.propose, "chi", dossier, opinion="Đủ rồi.")
    world.act(decide.approve, "dung", dossier)


def test_the_first_look_of_the_unit_ends_the_time_for_a_recall(world: World) -> None:
    dossier = handled(world)
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    assert "recall" in rights.acts(dossier, None, world.seats["chi"], world.officials["chi"])
    log_view(dossier, by=world.officials["chi"], seat=world.seats["chi"])  # one's own look is no reading
    assert "recall" in rights.acts(dossier, None, world.seats["chi"], world.officials["chi"])
    log_view(dossier, by=world.officials["dung"], seat=world.seats["dung"])
    assert "recall" not in rights.acts(dossier, None, world.seats["chi"], world.officials["chi"])
    with pytest.raises(NotAllowed):
        world.act(transferring.recall, "chi", dossier)
    assert made.open_at(dossier) == ["approve"]


def test_what_told_the_applicant_something_is_not_recalled(world: World) -> None:
    """Receiving printed form 01 and started the clock."""
    dossier = handled(world)
    with pytest.raises(NotAllowed):
        world.act(transferring.recall, "binh", dossier)


def test_what_a_colleague_took_or_what_ended_others_work_is_not_recalled(world: World) -> None:
    dossier = handled(world)
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    world.act(handle.take, "dung", dossier)
    with pytest.raises(NotAllowed):
        world.act(transferring.recall, "chi", dossier)
    other = made.filed(world, made.forked("any"), "9.000051")
    world.act(receive.receive, "binh", other)
    world.act(handle.forward, "chi", other)
    assert made.open_at(other) == ["first", "second"]
    world.act(handle.answer, "chi", other)
    assert made.open_at(other) == ["sum"]
    with pytest.raises(NotAllowed):
        world.act(transferring.recall, "chi", other)


def test_a_recall_lets_the_clock_stand_still_again(world: World) -> None:
    dossier = made.filed(world, made.plain(stops="obligation"), "9.000052")
    world.act(receive.receive, "binh", dossier)
    world.act(handle.propose, "chi", dossier, opinion="Đã nộp.")
    assert not dossier.pauses.filter(ended_at__isnull=True).exists()
    world.act(transferring.recall, "chi", dossier)
    assert dossier.pauses.filter(ended_at__isnull=True).count() == 1

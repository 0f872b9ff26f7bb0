"""Whose desk the work lies on: given by the head, claimed, put back, taken over; nobody works on what another holds."""

import pytest

from audit.models import AuditEvent
from common.errors import EmptyReason, NotAllowed
from dossiers.models import Dossier, Task
from dossiers.services import assigning, handle, receive
from tests.dossiers.routing import made
from tests.world import World


@pytest.fixture
def dossier(world: World) -> Dossier:
    """Received: Chi and Khánh could both take it."""
    made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler")
    found = made.filed(world, made.plain())
    world.act(receive.receive, "binh", found)
    return found


def held(dossier: Dossier) -> Task:
    return dossier.tasks.get(done_at__isnull=True)


def test_the_leader_gives_the_work_to_a_person_and_only_that_person_does_it(world: World, dossier: Dossier) -> None:
    world.act(assigning.assign, "dung", dossier, to=world.officials["khanh"], note="Xem kỹ ranh đất.")
    assert held(dossier).assignee == world.officials["khanh"]
    assert dossier.opinions.get().text == "Xem kỹ ranh đất."
    row = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}").latest("seq")
    assert (row.action, row.data["to"]) == ("assign", str(world.officials["khanh"].pk))
    with pytest.raises(NotAllowed):
        world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    world.act(handle.propose, "khanh", dossier, opinion="Đủ.")
    assert made.sound()


@pytest.mark.parametrize(("who", "to"), [("chi", "khanh"), ("dung", "hai"), ("mai", "khanh"), ("dung", "giang")])
def test_nobody_else_gives_work_and_nobody_gets_what_is_not_theirs(world: World, dossier: Dossier, who: str, to: str) -> None:
    """Only the head of the unit, only to who sits in it in that role."""
    with pytest.raises(NotAllowed):
        world.act(assigning.assign, who, dossier, to=world.officials[to])
    assert held(dossier).assignee is None


def test_work_is_claimed_put_back_and_taken_over_with_a_reason(world: World, dossier: Dossier) -> None:
    world.act(handle.take, "chi", dossier)
    with pytest.raises(NotAllowed):
        world.act(handle.take, "khanh", dossier)
    with pytest.raises(NotAllowed):
        world.act(assigning.release, "khanh", dossier)
    with pytest.raises(EmptyReason):
        world.act(assigning.take_over, "khanh", dossier, reason=" ")
    world.act(assigning.take_over, "khanh", dossier, reason="Chị Chi đi họp.")
    assert held(dossier).assignee == world.officials["khanh"]
    assert dossier.opinions.get().action == "take-over"
    world.act(assigning.release, "khanh", dossier)
    assert held(dossier).assignee is None
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    assert made.sound()


def test_a_step_of_assigning_gives_the_next_step_to_a_person(world: World) -> None:
    made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler")
    give = made.step("give", "leader", made.to("assign", "handle"), kind="assign")
    steps = made.plain()
    steps[0] = made.step("receive", "clerk", ("receive", "give"), kind="receive", agency="receiving", share={"limit": "8h"})
    dossier = made.filed(world, [steps[0], give, *steps[1:]])
    world.act(receive.receive, "binh", dossier)
    with pytest.raises(NotAllowed):
        world.act(assigning.assign, "dung", dossier, to=world.officials["giang"])
    world.act(assigning.assign, "dung", dossier, to=world.officials["khanh"])
    assert (held(dossier).step, held(dossier).assignee) == ("handle", world.officials["khanh"])
    assert made.sound()

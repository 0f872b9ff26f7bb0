"""What a process says of a step that takes long or has nobody: told once, in time, and whoever is named may act from then on."""

from datetime import timedelta

import pytest

from accounts.models import SeatAssignment
from common import clock
from common.errors import NotAllowed
from dossiers import clocks, queues, selectors
from dossiers.models import Dossier, Task
from dossiers.services import handle, receive
from dossiers.services.supplement import Item, request_supplement
from dossiers.services.sweeps import lateness
from dossiers.workspace import open_work
from notifications.models import Notification
from tests.dossiers.routing import made
from tests.world import World

HALF = {"at": "50%", "to_role": "leader"}
TAKES = {"at": "due", "to_role": "centre-head", "takes": True}


def told(kind: str) -> list[str]:
    rows = Notification.objects.filter(kind=kind).select_related("user").order_by("created_at", "key")
    return [row.user.email.partition("@")[0] for row in rows]


def handled(world: World, **step: object) -> tuple[Dossier, Task]:
    """Received, and in Chi's hands."""
    steps = made.plain(share=0.5, **step)
    steps[1]["actions"].append(made.to("supplement", "handle", requires=["items"]))
    dossier = made.filed(world, steps)
    world.act(receive.receive, "binh", dossier)
    world.act(handle.take, "chi", dossier)
    return dossier, dossier.tasks.get(done_at__isnull=True)


def test_each_stage_is_told_once_to_the_role_or_else_to_the_head_who_may_then_act(world: World, travel) -> None:
    dossier, task = handled(world, escalate=[HALF, TAKES | {"to_role": "records"}])
    half = clocks.moment(task, 0.5)
    travel.move_to(half - timedelta(minutes=1))
    lateness.sweep()
    assert told("step-escalated") == []
    task.refresh_from_db()
    assert task.watch_at == half
    travel.move_to(half)
    lateness.sweep()
    Task.objects.update(watch_at=None)
    lateness.sweep()
    assert told("step-escalated") == ["dung"]
    with pytest.raises(NotAllowed):
        world.act(handle.propose, "giang", dossier, opinion="Đủ.")

    travel.move_to(task.due_at)
    lateness.sweep()
    assert told("step-escalated") == ["dung", "giang"]
    assert "bạn được xử lý" in Notification.objects.filter(kind="step-escalated").latest("created_at").title
    world.act(handle.propose, "giang", dossier, opinion="Đủ.")  # what Chi holds is no hindrance any more
    assert made.open_at(dossier) == ["approve"]


def test_a_role_that_nobody_holds_there_is_the_head_s(world: World, travel) -> None:
    _dossier, task = handled(world, escalate=TAKES)
    travel.move_to(task.due_at + timedelta(days=3))
    lateness.sweep()
    assert told("step-escalated") == ["dung"]


def test_waiting_for_the_applicant_is_no_time_of_the_step(world: World, travel) -> None:
    dossier, task = handled(world, escalate=HALF)
    world.act(request_supplement, "chi", dossier, items=[Item(label="Tên", reason="Sai", field_path="ten")])
    travel.move_to(task.due_at - timedelta(hours=1))
    world.answered(dossier, {"ten": "An Nguyễn"})
    lateness.sweep()
    task.refresh_from_db()
    assert told("step-escalated") == [] and task.watch_at > clock.now()


def test_who_is_away_is_stood_in_for_with_what_they_hold(world: World, travel) -> None:
    dossier, task = handled(world, substitute={"role": "records"})
    giang, seat = world.officials["giang"], world.seats["giang"]
    lateness.sweep()
    assert told("step-instead") == [] and open_work(dossier, seat, giang).offers == ()
    SeatAssignment.objects.filter(user=world.officials["chi"]).update(until=clock.now())
    travel.shift(timedelta(days=1))
    lateness.sweep()
    lateness.sweep()
    assert told("step-instead") == ["giang"]
    assert task in queues.open_tasks(seat, giang, queues.UNIT)
    assert [offer.action.key for offer in open_work(dossier, seat, giang).offers] == ["propose", "return", "supplement"]
    world.act(handle.propose, "giang", dossier, opinion="Đủ.")
    assert made.open_at(dossier) == ["approve"]
    [proposed] = [one for one in selectors.timeline(dossier, official=True) if one.action == "propose"]
    assert proposed.who.endswith(", thay vị trí chuyên viên thụ lý")


def test_of_two_who_stand_in_one_does_not_pass_over_the_other(world: World, travel) -> None:
    made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "records")
    dossier, task = handled(world, substitute={"role": "records"})
    SeatAssignment.objects.filter(user=world.officials["chi"]).update(until=clock.now())
    Task.objects.filter(pk=task.pk).update(assignee=world.officials["khanh"])
    with pytest.raises(NotAllowed):
        world.act(handle.propose, "giang", dossier, opinion="Đủ.")
    world.act(handle.propose, "khanh", dossier, opinion="Đủ.")

"""Linked procedures: one dossier, a part at each agency with its own code and clock, one promise; the applicant sees one."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from common import clock, outbox
from common.errors import NotAllowed, NotFound
from dossiers import access, parts, results
from dossiers.loaded import load
from dossiers.models import Dossier
from dossiers.services import chain, collectors, complain, consult, decide, handle, issue, outside, receive, withdraw
from dossiers.services.facts import facts
from dossiers.states import State
from notifications.models import Notification
from tests.dossiers.routing import made
from tests.world import PERMIT, World

RESIDENCE, INSURANCE = "9.000061", "9.000062"
PARTS = [
    {"key": "residence", "procedure": RESIDENCE, "name": "Thường trú", "agency": {"named": made.OFFICE}, "limit": "4wd"},
    {"key": "insurance", "procedure": INSURANCE, "name": "Thẻ", "agency": {"named": made.NEXT_WARD}, "limit": "5wd"},
]


def linked(world: World, wait: str = "all", *, days_left: int = 0, children: list[dict[str, Any]] | None = None) -> Dossier:
    """The ward drafts the birth, then two agencies do their parts; ``days_left``: begun that long before the promise."""
    made.hire(world, "phuong", "Mai Lan Phương", made.NEXT_WARD, "handler")
    made.hire(world, "son", "Tạ Trường Sơn", made.NEXT_WARD, "leader")
    made.hire(world, "ngoc", "Hồ Bích Ngọc", made.OFFICE, "leader")
    for code in (RESIDENCE, INSURANCE):
        made.offered(made.plain(), code)
    joint = made.passing("joint", "chain", made.to("on", "sum"), children=children or PARTS, wait=wait, share=0.5)
    steps = [
        made.RECEIVE,
        made.step("handle", "handler", made.to("go", "joint", effect="forward")),
        joint,
        made.step("sum", "handler", made.to("propose", "approve", requires=["opinion"])),
        made.APPROVE,
    ]
    dossier = made.filed(world, steps)
    world.act(receive.receive, "binh", dossier)
    begun = dossier.due_at - timedelta(days=days_left) if days_left else clock.now()
    with time_machine.travel(begun, tick=False):
        world.act(handle.forward, "chi", dossier)
        outbox.drain()
    dossier.refresh_from_db()
    return dossier


def part(dossier: Dossier, key: str) -> Dossier:
    return dossier.parts.get(part=key)


def rejected(world: World, one: Dossier, handler: str, leader: str) -> None:
    """A part's whole way, the short one."""
    world.act(handle.propose, handler, one, opinion="Không đủ.")
    world.act(decide.reject, leader, one, reason="Thiếu căn cứ.")


def test_a_chain_opens_a_part_at_each_agency_under_one_promise(world: World) -> None:
    dossier = linked(world)
    residence, insurance = part(dossier, "residence"), part(dossier, "insurance")
    assert {residence.code[:12], insurance.code[:12]} == {made.DESK}
    assert len({dossier.code, residence.code, insurance.code}) == 3
    assert (residence.handling.code, insurance.handling.code) == (made.OFFICE, made.NEXT_WARD)
    assert made.open_at(residence) == ["handle"]
    # Each its own clock.
    assert residence.due_at < insurance.due_at < dossier.due_at
    assert [(row.name, row.state, row.ended) for row in parts.parts(dossier)] == [
        ("Thẻ", "Đang giải quyết", False),
        ("Thường trú", "Đang giải quyết", False),
    ]
    assert residence.answers == {"soBan": 2, "ten": "An"}
    assert made.sound()


def test_no_part_is_promised_later_than_its_whole(world: World) -> None:
    dossier = linked(world, days_left=2)
    assert {row.due_at for row in dossier.parts.all()} == {dossier.due_at}
    assert "hồ sơ liên thông" in part(dossier, "residence").due_explanation[-1]["text"]
    assert made.sound()


def test_the_whole_goes_on_when_its_parts_have_ended(world: World) -> None:
    dossier = linked(world)
    rejected(world, part(dossier, "residence"), "hai", "ngoc")
    outbox.drain()
    assert made.open_at(dossier) == ["joint"]
    rejected(world, part(dossier, "insurance"), "phuong", "son")
    outbox.drain()
    dossier.refresh_from_db()
    assert made.open_at(dossier) == ["sum"]
    assert facts(dossier)["children"] == {"residence": "rejected", "insurance": "rejected"}
    assert made.sound()


def test_a_chain_for_any_goes_on_with_the_first_and_ends_the_others_with_notice(world: World) -> None:
    dossier = linked(world, wait="any")
    insurance = part(dossier, "insurance")
    rejected(world, part(dossier, "residence"), "hai", "ngoc")
    outbox.drain()
    assert made.open_at(dossier) == ["sum"]
    insurance.refresh_from_db()
    assert (insurance.state, insurance.closing_reason, made.open_at(insurance)) == (State.STOPPED, chain.NEEDLESS, [])
    assert Notification.objects.get(user=world.officials["phuong"], kind="part-needless").title.startswith(
        f"Hồ sơ {insurance.code}"
    )
    assert Notification.objects.filter(user=world.an, kind="part-needless", title__contains=dossier.code).count() == 1
    assert made.sound()


def test_parts_of_a_branch_that_a_join_for_any_withdraws_end_too(world: World) -> None:
    made.offered(made.plain(), RESIDENCE)
    steps = [
        made.RECEIVE,
        made.step("handle", "handler", made.to("go", "ask", effect="forward")),
        made.passing("ask", "fork", made.to("a", "joint"), made.to("b", "alone")),
        made.passing("joint", "chain", made.to("on", "both"), children=PARTS[:1], wait="all", share=0.5),
        made.step("alone", "handler", made.to("give", "both", effect="answer")),
        made.passing("both", "join", made.to("on", "sum"), of="ask", wait="any"),
        made.step("sum", "handler", made.to("propose", "approve", requires=["opinion"])),
        made.APPROVE,
    ]
    dossier = made.filed(world, steps)
    world.act(receive.receive, "binh", dossier)
    world.act(handle.forward, "chi", dossier)
    outbox.drain()
    assert part(dossier, "residence").state == State.PROCESSING
    world.act(handle.answer, "chi", dossier, opinion="Tự có đủ căn cứ.")
    outbox.drain()
    assert (part(dossier, "residence").state, made.open_at(dossier)) == (State.STOPPED, ["sum"])
    assert made.sound()


def test_a_part_issues_what_it_is_there_for_and_nothing_else(world: World) -> None:
    dossier = linked(world, children=[PARTS[0] | {"results": ["kq"]}, PARTS[1]])
    one, other = part(dossier, "residence"), part(dossier, "insurance")
    both = load(one.version_id)
    both.content["results"].append(both.content["results"][0] | {"key": "kq2"})
    try:
        assert [item.key for item in results.of(one, both)] == ["kq"]
        assert [item.key for item in results.of(other, both)] == ["kq", "kq2"]
        with pytest.raises(NotFound):
            world.act(handle.draft_result, "hai", one, key="kq2", values={})
    finally:
        both.content["results"].pop()


def test_a_part_hears_what_the_process_says_and_not_what_is_somebody_else_s(world: World) -> None:
    heard = {"ten": {"cat": ["Con của ", {"var": "answers.ten"}]}, "soBan": None}
    dossier = linked(world, children=[PARTS[0] | {"answers": heard}, PARTS[1]])
    assert part(dossier, "residence").answers == {"ten": "Con của An"}
    assert part(dossier, "insurance").answers == {"soBan": 2, "ten": "An"}


def test_what_concerns_the_whole_is_not_said_of_a_part(world: World) -> None:
    one = part(linked(world), "residence")
    with pytest.raises(NotAllowed, match="liên thông"):
        complain.complain(one.pk, by=world.an, text="Chậm.")
    with pytest.raises(NotAllowed, match="liên thông"):
        collectors.name_collector(one.pk, by=world.an, name="Lan", identity_number="074192005678", until=clock.today())
    assert not collectors.may_name(one)
    assert not one.questions.exists() and not one.collectors.exists()


def test_a_part_that_is_issued_comes_back_without_a_counter_of_its_own(world: World) -> None:
    """Its paper is in the vault at once; handing over is the whole's counter's."""
    permit = {"key": "permit", "procedure": PERMIT, "name": "Giấy phép", "agency": {"named": made.WARD}, "limit": "5wd"}
    dossier = linked(world, children=[permit])
    one = part(dossier, "permit")
    world.act(consult.consult, "chi", one, question="Phù hợp không?")
    world.act(consult.answer_consultation, "hai", one, agree=True, answer="")
    values = {"owner.name": "Nguyễn Văn An", "work.name": "Nhà ở", "work.address": "Phường Phú Cường"}
    world.act(handle.draft_result, "chi", one, key="giay-phep", values=values)
    world.act(handle.propose, "chi", one, opinion="Đủ điều kiện.")
    world.act(decide.approve, "dung", one)
    world.act(issue.number, "giang", one)
    outbox.drain()
    world.act(issue.sign, "dung", one)
    world.act(issue.stamp, "giang", one)
    outbox.drain()
    one.refresh_from_db()
    dossier.refresh_from_db()
    assert (one.state, one.delivery, made.open_at(one)) == (State.DELIVERED, "delivered", [])
    assert one.results.get().document.owner_person == world.an.person
    assert (facts(dossier)["children"], made.open_at(dossier)) == ({"permit": "completed"}, ["sum"])
    assert Notification.objects.filter(user=world.an, title__contains=one.code).count() == 0
    assert made.sound()


def test_withdrawing_the_whole_takes_its_parts_with_it(world: World) -> None:
    dossier = linked(world)
    withdraw.withdraw(dossier.pk, by=world.an, reason="Đổi ý.")
    outbox.drain()
    assert {row.state for row in dossier.parts.all()} == {State.WITHDRAWN}
    assert made.sound()


def test_a_whole_ends_though_a_part_has_its_result_and_another_waits_for_papers(world: World) -> None:
    dossier = linked(world)
    done, asked = part(dossier, "residence"), part(dossier, "insurance")
    Dossier.objects.filter(pk=done.pk).update(state=State.COMPLETED)
    Dossier.objects.filter(pk=asked.pk).update(state=State.SUPPLEMENT)
    with transaction.atomic():
        outside.end_parts(dossier, State.REJECTED, "Không đủ.", clock.now())
    assert (part(dossier, "residence").state, part(dossier, "insurance").state) == (State.COMPLETED, State.STOPPED)
    # Its own process has no counter: the whole closes it.
    assert chain.part_ended(dossier.pk, done.pk)
    assert part(dossier, "residence").state == State.DELIVERED


def test_two_chains_side_by_side_each_go_on_by_themselves(world: World) -> None:
    for code in (RESIDENCE, INSURANCE):
        made.offered(made.plain(), code)
    made.hire(world, "phuong", "Mai Lan Phương", made.NEXT_WARD, "handler")
    made.hire(world, "son", "Tạ Trường Sơn", made.NEXT_WARD, "leader")
    made.hire(world, "ngoc", "Hồ Bích Ngọc", made.OFFICE, "leader")
    chains = [made.passing(f"c{n}", "chain", made.to("on", "both"), children=[PARTS[n]], wait="all", share=0.5) for n in (0, 1)]
    steps = [
        made.RECEIVE,
        made.step("handle", "handler", made.to("go", "ask", effect="forward")),
        made.passing("ask", "fork", made.to("a", "c0"), made.to("b", "c1")),
        *chains,
        made.passing("both", "join", made.to("on", "sum"), of="ask", wait="all"),
        made.step("sum", "handler", made.to("propose", "approve", requires=["opinion"])),
        made.APPROVE,
    ]
    dossier = made.filed(world, steps)
    world.act(receive.receive, "binh", dossier)
    world.act(handle.forward, "chi", dossier)
    outbox.drain()
    rejected(world, part(dossier, "insurance"), "phuong", "son")
    outbox.drain()
    assert made.open_at(dossier) == ["c0"]
    rejected(world, part(dossier, "residence"), "hai", "ngoc")
    outbox.drain()
    assert made.open_at(dossier) == ["sum"]


def test_a_part_is_not_withdrawn_alone(world: World) -> None:
    dossier = linked(world)
    assert withdraw.may_withdraw(dossier) and not withdraw.may_withdraw(part(dossier, "residence"))


def test_the_applicant_has_one_dossier_with_its_parts(world: World) -> None:
    dossier = linked(world)
    assert list(access.dossiers_of(world.an)) == [dossier]
    assert {row.dossier.pk for row in parts.parts(access.dossier_of(world.an, dossier.pk))} == {
        row.pk for row in dossier.parts.all()
    }


def test_who_does_a_part_reads_the_whole_and_an_outsider_neither(world: World) -> None:
    dossier = linked(world)
    seats = world.seats
    assert access.dossier_for_seat(seats["phuong"], dossier.pk) == dossier
    assert access.dossier_for_seat(seats["chi"], part(dossier, "insurance").pk).part == "insurance"
    with pytest.raises(NotFound):
        access.dossier_for_seat(seats["phuong"], part(dossier, "residence").pk)
    with pytest.raises(NotFound):
        access.dossier_for_seat(seats["mai"], dossier.pk)


def test_opening_parts_twice_opens_them_once(world: World) -> None:
    dossier = linked(world)
    payload: dict[str, Any] = {"dossier": str(dossier.pk), "task": str(dossier.tasks.get(step="joint").pk)}
    outbox.append("dossiers.chain", payload, key="again")
    outbox.drain()
    assert dossier.parts.count() == 2

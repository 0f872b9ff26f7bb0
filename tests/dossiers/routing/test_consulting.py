"""Opinions: several units at once, one of them silent; questions taken back; a second look; minutes of a visit."""

from datetime import timedelta

import pytest
import time_machine

from common import blobs, clock
from common.errors import Incomplete, NotAllowed
from common.models import OutboxMessage
from dossiers import access, selectors, work
from dossiers.models import Dossier
from dossiers.services import assigning, consult, decide, handle, receive, second_look, timers, verifying
from dossiers.services.facts import facts
from dossiers.services.verifying import Participant
from tests.dossiers.routing import made
from tests.printing.papers import pages
from tests.world import World, drawing

WAITS = {"!": {"var": "consulting"}}
UNITS = [
    {
        "key": "office",
        "name": "Quy hoạch",
        "agency": {"named": made.OFFICE},
        "role": "handler",
        "limit": "1wd",
        "silence": "consent",
    },
    {
        "key": "next",
        "name": "Giáp ranh",
        "agency": {"named": made.NEXT_WARD},
        "role": "handler",
        "limit": "1wd",
        "silence": "wait",
    },
]


def handled(world: World) -> Dossier:
    """Received, at a step that may ask two units."""
    made.hire(world, "phuong", "Mai Lan Phương", made.NEXT_WARD, "handler")
    steps = made.plain(consult=UNITS, share=0.6)
    steps[1]["actions"] = [
        made.to("consult", "handle", requires=["opinion"]),
        made.to("propose", "approve", requires=["opinion"], when=WAITS),
    ]
    dossier = made.filed(world, steps)
    world.act(receive.receive, "binh", dossier)
    return dossier


def test_two_units_are_asked_at_once_one_answers_with_a_paper_the_other_is_silent(world: World) -> None:
    dossier = handled(world)
    world.act(consult.consult, "chi", dossier, question="Có phù hợp không?")
    assert made.open_at(dossier) == ["handle", "handle:next", "handle:office"]
    paper = ("tra-loi.pdf", drawing())
    world.act(consult.answer_consultation, "phuong", dossier, agree=True, answer="Không tranh chấp.", file=paper)
    assert made.sound()
    with pytest.raises(NotAllowed):
        world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    row = dossier.consultations.get(key="office")
    with time_machine.travel(row.due_at + timedelta(minutes=1), tick=False):
        assert (timers.sweep(), timers.sweep()) == (1, 0)
    dossier.refresh_from_db()
    assert facts(dossier)["verdicts"] == {"office": "silent", "next": "agree"}
    answer = dossier.consultations.get(key="next")
    assert answer.file is not None
    assert blobs.read(answer.file.blob) == paper[1]
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    assert made.sound()
    names = {row.key: row.agency.name for row in dossier.consultations.select_related("agency")}
    told = {one.action: one.text for one in selectors.timeline(dossier)}
    assert told["answer-consultation"] == f"{names['next']} đã trả lời"
    assert told["consent-by-silence"] == f"{names['office']} không trả lời đúng hạn, coi như đồng ý"
    assert all(name in told["consult"] for name in names.values())


def test_units_are_asked_one_by_one_and_none_twice_at_once(world: World) -> None:
    dossier = handled(world)
    world.act(consult.consult, "chi", dossier, question="Quy hoạch?", units=["office"])
    with pytest.raises(NotAllowed):
        world.act(consult.consult, "chi", dossier, question="Quy hoạch?", units=["office"])
    with pytest.raises(NotAllowed):
        world.act(consult.consult, "chi", dossier, question="?", units=["nobody"])
    world.act(consult.consult, "chi", dossier, question="Giáp ranh?")
    assert [row.key for row in dossier.consultations.all()] == ["office", "next"]


def test_a_question_taken_back_was_never_asked(world: World) -> None:
    dossier = handled(world)
    [row] = world.act(consult.consult, "chi", dossier, question="Quy hoạch?", units=["office"])
    with pytest.raises(NotAllowed):
        world.act(consult.recall_question, "phuong", dossier)
    world.act(consult.recall_question, "chi", dossier, consultation=row.pk, reason="Đã có bản đồ.")
    assert (facts(dossier)["consulting"], facts(dossier)["consulted"]) == (False, False)
    with pytest.raises(NotAllowed):
        world.act(consult.answer_consultation, "hai", dossier, agree=True, answer="")
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    assert made.sound()


def test_the_leader_waits_for_the_second_look_that_somebody_else_takes(world: World) -> None:
    made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler")
    dossier = handled(world)
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    with pytest.raises(NotAllowed):
        world.act(second_look.second_look, "dung", dossier, question="Xem lại.", to=world.officials["chi"])
    world.act(second_look.second_look, "dung", dossier, question="Xem lại khoảng lùi.", to=world.officials["khanh"])
    with pytest.raises(NotAllowed):
        world.act(decide.approve, "dung", dossier)
    with pytest.raises(NotAllowed):
        world.act(consult.answer_consultation, "chi", dossier, agree=True, answer="")
    world.act(assigning.take_over, "chi", dossier, reason="Khánh bận.")
    with pytest.raises(NotAllowed) as refusal:
        world.act(consult.answer_consultation, "chi", dossier, agree=True, answer="")
    assert "thẩm định lại" in refusal.value.message
    world.act(assigning.take_over, "khanh", dossier, reason="Tôi làm.")
    world.act(consult.answer_consultation, "khanh", dossier, agree=True, answer="Đúng.")
    assert made.sound()
    world.act(decide.approve, "dung", dossier)


def visit(**changed: object) -> dict[str, object]:
    typed = {
        "visited_at": clock.now() - timedelta(hours=1),
        "place": "Thửa 12, phường Phú Cường",
        "participants": [Participant("Nguyễn Văn An", "chủ hồ sơ"), Participant("Võ Kim Chi")],
        "findings": "Ranh đất đúng bản vẽ.",
        "conclusion": "fits",
    }
    return typed | changed


def test_minutes_of_a_visit_stay_with_the_dossier_which_stays_where_it_is(world: World) -> None:
    dossier = handled(world)
    minutes = world.act(verifying.verify, "chi", dossier, **visit(file=("bien-ban.pdf", drawing())))
    assert (minutes.participants[0]["name"], minutes.file.name) == ("Nguyễn Văn An", "bien-ban.pdf")
    assert made.open_at(dossier) == ["handle"]
    assert made.sound()


def test_minutes_without_a_signed_paper_are_printed_for_signing_and_only_inside(world: World) -> None:
    dossier = handled(world)
    minutes = world.act(verifying.verify, "chi", dossier, **visit())
    [payload] = OutboxMessage.objects.filter(topic="dossiers.print", payload__kind="minutes").values_list("payload", flat=True)
    assert payload["minutes"] == str(minutes.pk)
    work.print_form(payload)
    form = dossier.printed.get(kind="minutes")
    said = " ".join(pages(blobs.read(form.blob)))
    assert "BIÊN BẢN" in said and "Nguyễn Văn An" in said
    assert not access.shown_to_applicant(dossier.printed.filter(kind="minutes"))


def test_a_step_of_verifying_goes_on_with_its_signed_minutes(world: World) -> None:
    steps = made.plain()
    look = made.step("look", "handler", made.to("verify", "handle", requires=["minutes", "attachment"]), kind="verify")
    steps[0]["actions"] = [made.to("receive", "look"), made.to("refuse", "end")]
    dossier = made.filed(world, [steps[0], look, *steps[1:]], "9.000051")
    world.act(receive.receive, "binh", dossier)
    with pytest.raises(Incomplete) as refusal:
        world.act(verifying.verify, "chi", dossier, **visit(participants=[]))
    assert refusal.value.items == ["Nhập ít nhất một người có mặt", "Đính kèm biên bản đã ký"]
    world.act(verifying.verify, "chi", dossier, **visit(file=("bien-ban.pdf", drawing())))
    assert made.open_at(dossier) == ["handle"]
    with pytest.raises(NotAllowed):
        world.act(verifying.verify, "dung", dossier, **visit())
    assert made.sound()

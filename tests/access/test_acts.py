"""Each act on a dossier, at the step that allows it, tried by everyone: one seat does it, all others change nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import SeatAssignment
from audit.models import AuditEvent
from common import outbox
from dossiers.models import Dossier
from dossiers.services import assigning, consult, decide, handle, issue, receive
from tests.access.matrix import LOGIN_PAGE, NOBODY, REACH, Cell, in_turn
from tests.access.scene import enter
from tests.world import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REASON = {"reason": "Thiếu căn cứ."}
FAULT = {"pick_0": "on", "reason_0": "Thiếu mặt cắt."}
ANSWER = {"agree": "1", "answer": "Phù hợp."}
RESULT = {"owner.name": "Nguyễn Văn An", "work.name": "Nhà ở", "work.address": "Phường Phú Cường"}
# Everything a draft's form may ask for, whatever the template.
DRAFT = RESULT | {"owner.address": "Phú Cường", "land.parcel": "12", "design.name": "Bản vẽ 1"}
OPINION = {"opinion": "Đủ điều kiện."}
VISIT = {
    "day": "02/11/2026",
    "hour": "09:00",
    "place": "Phú Cường",
    "participants": "An",
    "findings": "Đúng.",
    "conclusion": "fits",
}
# Acts whose form offers only what the seat may choose: who may choose nothing is told so (422) before the service says no (409).
CHOICES = {"assign", "recall-question", "second-look", "transfer"}
WAITS = (("draft-result", DRAFT), ("propose", OPINION), ("return", REASON), ("reject", REASON), ("approve", {}))

Try = tuple[str, str, dict[str, str]]


def stages(world: World, dossier: Dossier) -> Iterator[tuple[Try, ...]]:
    """What can be done at each step, as (act, who does it, form); between two the dossier moves on."""
    act: Callable[..., Any] = world.act
    yield ("receive", "binh", {}), ("refuse", "binh", REASON), ("supplement", "binh", FAULT)
    act(receive.receive, "binh", dossier)
    yield ("take", "chi", {}), ("consult", "chi", {"question": "Phù hợp không?"}), ("return", "chi", REASON)
    yield ("verify", "chi", VISIT), ("assign", "dung", to(world, dossier, "chi")), ("release", NOBODY, {})
    act(handle.take, "chi", dossier)
    yield ("release", "chi", {}), ("take-over", NOBODY, REASON)
    act(assigning.release, "chi", dossier)
    act(consult.consult, "chi", dossier, question="Phù hợp không?")
    # Who is asked may answer and no more, even what the handler must leave alone while the question is open.
    yield ("answer-consultation", "hai", ANSWER), ("supplement", "chi", FAULT), *((name, NOBODY, data) for name, data in WAITS)
    yield (("recall-question", "chi", {"consultation": str(dossier.consultations.get().pk)}),)
    act(consult.answer_consultation, "hai", dossier, agree=True, answer="")
    yield (("draft-result", "chi", DRAFT),)
    act(handle.draft_result, "chi", dossier, key="giay-phep", values=RESULT)
    yield (("propose", "chi", OPINION),)
    act(handle.propose, "chi", dossier, opinion="Đủ điều kiện.")
    yield ("recall", "chi", {}), ("second-look", NOBODY, {"question": "Xem lại.", "to": str(world.officials["hai"].pk)})
    yield ("approve", "dung", {}), ("reject", "dung", REASON), ("return", "dung", REASON)
    act(decide.approve, "dung", dossier)
    yield (("number", "giang", {}),)
    act(issue.number, "giang", dossier)
    outbox.drain()
    yield (("sign", "dung", {}),)
    act(issue.sign, "dung", dossier)
    yield (("stamp", "giang", {}),)
    act(issue.stamp, "giang", dossier)
    yield (("hand-over", "binh", {"way": "online"}),)


def to(world: World, dossier: Dossier, who: str) -> dict[str, str]:
    """A person for the open work."""
    return {"to": f"{dossier.tasks.get(done_at__isnull=True).pk}:{world.officials[who].pk}"}


def expected(who: str, doer: str, asked: bool) -> Cell:
    """Done, refused with words within reach, unknown outside; the second unit comes within reach by being asked."""
    if who == NOBODY:
        return LOGIN_PAGE
    within = who in REACH and (who != "hai" or asked)
    return 302 if who == doer else 409 if within else 404


def test_one_seat_does_each_act_and_nobody_else_changes_anything() -> None:
    scene = enter(build())
    dossier = scene.world.submitted()
    surprises: list[tuple[Any, ...]] = []
    for tries in stages(scene.world, dossier):
        dossier.refresh_from_db()
        asked = dossier.consultations.exists()
        stood = standing(dossier)
        for turn, (action, doer, data) in enumerate(tries):
            for who in in_turn(lambda one, doer=doer, asked=asked: expected(one, doer, asked), turn):
                holder = who if who in scene.world.seats else "chi" if doer == NOBODY else doer
                place = {"seat": scene.world.seats[holder].pk, "dossier": dossier.pk, "action": action}
                address = reverse("desk_dossier:act", kwargs=place)
                answer = scene.ask(who, "post", address, data | {"seen": str(dossier.lock_version)})
                cell = 409 if answer.cell == 422 and action in CHOICES else answer.cell
                if cell != expected(who, doer, asked):
                    surprises.append((dossier.step, action, who, "got", answer.cell))
                if answer.refused and answer.wrote:
                    surprises.append((dossier.step, action, who, "refused but wrote", answer.wrote))
        assert standing(dossier) == stood
    assert surprises == []


def standing(dossier: Dossier) -> tuple[int, int]:
    """The dossier's version and the length of its chain."""
    version = Dossier.objects.values_list("lock_version", flat=True).get(pk=dossier.pk)
    return version, AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}").count()


def test_an_administrator_gives_no_seat_to_themselves() -> None:
    """Else who may never read a dossier would read any of them from the seat they gave themselves."""
    scene = enter(build())
    tri, seats = scene.world.officials["tri"], scene.world.seats
    address = reverse("officials:assign", kwargs={"seat": seats["tri"].pk, "user_id": tri.pk})
    answer = scene.ask("tri", "post", address, {"seat": seats["binh"].pk, "reason": "QĐ 12/QĐ-UBND"})
    assert answer.cell == 200
    assert answer.wrote == set()
    assert SeatAssignment.objects.filter(user=tri).count() == 1

"""Several dossiers at once: looked over first, each with its own outcome, and the list of a hand-over as a PDF."""

import io
from collections.abc import Mapping

import pikepdf
import pytest
from django.urls import reverse

from common.ids import uuid7
from dossiers.models import Dossier
from dossiers.services import handle
from dossiers.states import State
from portal.web.desk.bulk.acts import offered
from tests.desk.conftest import Browse, open_task
from tests.world import World


def picked(*dossiers: Dossier) -> list[str]:
    """The boxes that are ticked."""
    return [f"{dossier.pk}:{dossier.lock_version}" for dossier in dossiers]


def send(world: World, browse: Browse, who: str, step: str, given: Mapping[str, object]) -> str:
    return browse(who).post(reverse(f"desk-bulk:{step}", args=[world.seats[who].pk]), given).content.decode()


def test_what_was_chosen_is_looked_over_before_it_is_done(world: World, browse: Browse) -> None:
    first, second = world.submitted(), world.submitted()
    given = {"viec": "receive", "chon": picked(first, second), "ve": "muc=receive"}
    page = send(world, browse, "binh", "begin", given)
    assert "Tiếp nhận: 2 hồ sơ" in page
    assert first.code in page
    assert Dossier.objects.filter(state=State.PROCESSING).count() == 0
    assert "Tiếp nhận: xong 2 hồ sơ" in send(world, browse, "binh", "run", given)
    assert Dossier.objects.filter(state=State.PROCESSING).count() == 2


def test_each_dossier_has_its_own_outcome(world: World, browse: Browse) -> None:
    good, stale, elsewhere = world.submitted(), world.submitted(), world.submitted()
    boxes = picked(good, stale, elsewhere)
    world.act(handle.take, "binh", stale)
    Dossier.objects.filter(pk=elsewhere.pk).update(receiving=world.seats["mai"].agency, handling=world.seats["mai"].agency)
    elsewhere.tasks.update(agency=world.seats["mai"].agency)
    page = send(world, browse, "binh", "run", {"viec": "receive", "chon": boxes})
    assert "xong 1 hồ sơ, 2 hồ sơ chưa làm được" in page
    assert "đã có thay đổi" in page
    assert elsewhere.code not in page
    good.refresh_from_db()
    assert good.state == State.PROCESSING


def test_the_leader_gives_several_to_one_person(world: World, browse: Browse) -> None:
    dossiers = [world.received(), world.received()]
    given = {"viec": "assign", "chon": picked(*dossiers)}
    assert "Chọn người nhận việc" in send(world, browse, "dung", "run", given)
    assert "xong 2 hồ sơ" in send(world, browse, "dung", "run", given | {"to": str(world.officials["chi"].pk)})
    assert {open_task(dossier).assignee for dossier in dossiers} == {world.officials["chi"]}


@pytest.mark.parametrize(("who", "act"), [("chi", "assign"), ("chi", "receive"), ("binh", "khongco"), ("mai", "receive")])
def test_a_role_has_only_its_own_acts_and_a_stranger_reaches_nothing(world: World, browse: Browse, who: str, act: str) -> None:
    dossier = world.submitted()
    send(world, browse, who, "run", {"viec": act, "chon": picked(dossier), "to": str(world.officials["chi"].pk)})
    before = dossier.lock_version
    dossier.refresh_from_db()
    assert dossier.lock_version == before


def test_nothing_ticked_is_said_and_leads_back(world: World, browse: Browse) -> None:
    address = reverse("desk-bulk:begin", args=[world.seats["binh"].pk])
    page = browse("binh").post(address, {"viec": "receive", "chon": ["x:1", "1"], "ve": "muc=receive"}, follow=True)
    assert "Chọn ít nhất một hồ sơ" in page.content.decode()


def test_the_list_of_a_hand_over_is_a_pdf_of_what_was_ticked(world: World, browse: Browse) -> None:
    dossiers = [world.received(), world.received()]
    address = reverse("desk-bulk:list", args=[world.seats["binh"].pk])
    answer = browse("binh").post(address, {"chon": picked(*dossiers)})
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
    assert (
        browse("mai").post(reverse("desk-bulk:list", args=[world.seats["mai"].pk]), {"chon": picked(*dossiers)}).status_code
        == 404
    )


def test_a_tab_offers_what_can_be_done_there_and_signing_has_its_measure(world: World, browse: Browse) -> None:
    keys = {tab: [act.key for act in offered(world.seats["dung"], tab)] for tab in ("sign", "consult", "asked")}
    assert keys == {"sign": ["approve", "sign", "take", "assign"], "consult": ["take", "assign"], "asked": []}
    many = [f"{uuid7()}:1" for _number in range(21)]
    address = reverse("desk-bulk:begin", args=[world.seats["dung"].pk])
    page = browse("dung").post(address, {"viec": "sign", "chon": many, "ve": "muc=sign"}, follow=True).content.decode()
    assert "nhiều nhất 20 hồ sơ; bạn đã chọn 21" in page


def test_the_leader_approves_several_at_once_each_with_its_outcome(world: World, browse: Browse) -> None:
    ready, early = world.proposed(), world.received()
    page = send(world, browse, "dung", "run", {"viec": "approve", "chon": picked(ready, early)})
    assert "Duyệt: xong 1 hồ sơ, 1 hồ sơ chưa làm được" in page

"""An corrects what Chi found wrong: on the page that asks for it, whole questions, and nothing that was not asked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from common.errors import NotAllowed, NotFound
from dossiers import access, corrections
from dossiers.loaded import load
from dossiers.models import Dossier
from dossiers.services import answering, papers
from dossiers.services.submit import submit
from dossiers.services.supplement import Item, request_supplement
from dossiers.states import State
from eforms import html
from eforms.display import review
from eforms.nodes import Page
from portal.mainjob.posting import posted
from tests.world import World, drawing

pytestmark = pytest.mark.django_db


def asked_for(world: World, *paths: str) -> tuple[Dossier, Client, str]:
    """A dossier whose answers at ``paths`` are asked for again, An's browser, and the address of the page."""
    dossier = world.received()
    items = [Item(label=path, reason="Không khớp với giấy tờ", field_path=path) for path in paths]
    world.act(request_supplement, "chi", dossier, items=items)
    client = Client()
    client.force_login(world.an)
    page = reverse("citizen_dossiers:supplement", args=[dossier.pk])
    client.post(page, {"bat-dau": "1"})
    return dossier, client, page


def path_shown(dossier: Dossier, label: str) -> str:
    """Where the desk's list says that a question stands."""
    sections = review(load(dossier.version_id).form, dossier.answers, official=True)
    return next(row.path for section in sections for row in section.rows if row.label == label)


def test_every_question_that_the_desk_can_ask_for_is_found_again(world: World) -> None:
    dossier = world.received()
    form = load(dossier.version_id).form
    rows = [row for section in review(form, dossier.answers) for row in section.rows]
    for row in rows:
        assert corrections.questions(form, [Item("", "", field_path=row.path)]), row.path


def boxes(dossier: Dossier, path: str) -> dict[str, str]:
    """The page's boxes as An finds them."""
    form = load(dossier.version_id).form
    return posted(Page("bo-sung", "", corrections.questions(form, [Item("", "", field_path=path)])), dossier.answers)


def test_an_address_is_corrected_whole_and_nothing_else_changes(world: World) -> None:
    path = path_shown(world.received(), "Địa chỉ thửa đất")
    dossier, an, page = asked_for(world, path)
    sent = boxes(dossier, path)
    street = next(name for name, value in sent.items() if value == "12 Đường Bạch Đằng")
    shown = an.get(page).content.decode()
    assert all(f'name="{name}"' in shown for name in sent)

    answer = an.post(page, sent | {street: "14 Đường Bạch Đằng", "thuaDat.so": "999"})

    assert answer.status_code == 302
    after = Dossier.objects.get(pk=dossier.pk)
    assert after.state == State.PROCESSING
    assert after.answers["thuaDat"]["diaChi"] == dossier.answers["thuaDat"]["diaChi"] | {"chiTiet": "14 Đường Bạch Đằng"}
    assert after.answers["thuaDat"]["so"] == dossier.answers["thuaDat"]["so"]


def test_a_row_is_added_before_the_answer_is_sent(world: World) -> None:
    dossier, an, page = asked_for(world, "tang[1].dienTich")

    added = an.post(page, boxes(dossier, "tang") | {"_add:tang": ""}, follow=True)

    assert added.redirect_chain
    assert 'name="tang[2].dienTich"' in added.content.decode()
    dossier.refresh_from_db()
    assert (dossier.state, len(dossier.answers["tang"])) == (State.SUPPLEMENT, 2)


def test_what_is_wrong_stands_beside_its_box_and_nothing_is_sent(world: World) -> None:
    dossier, an, page = asked_for(world, "nyc.dienThoai")

    answer = an.post(page, {"nyc.dienThoai": "12ab", "note": "Số mới của tôi"}, follow=True)

    text = answer.content.decode()
    assert answer.redirect_chain
    assert 'value="12ab"' in text
    assert "Số mới của tôi" in text
    assert f'<a href="#{html.field_id("nyc.dienThoai")}">' in text
    dossier.refresh_from_db()
    assert dossier.state == State.SUPPLEMENT


def test_papers_and_answers_are_asked_for_one_after_the_other_and_nothing_is_lost_on_the_way(world: World) -> None:
    """The papers' page takes files as the first filing does; sending without one leads back to it, with what was typed kept."""
    dossier = world.received()
    items = [
        Item("Bản vẽ thiết kế", "Thiếu mặt cắt", paper_key="ban-ve"),
        Item("Số điện thoại", "Số không gọi được", field_path="nyc.dienThoai"),
    ]
    world.act(request_supplement, "chi", dossier, items=items)
    an, place = Client(), reverse("citizen_dossiers:supplement", args=[dossier.pk])
    an.force_login(world.an)
    assert "Thiếu mặt cắt" in an.get(place).content.decode()
    last = reverse("citizen_dossiers:supplement_answers", args=[dossier.pk])

    lacking = an.post(last, {"nyc.dienThoai": "0912345670", "note": "Xin cảm ơn"}, follow=True)

    assert (lacking.redirect_chain[0][0], "Tải lên: Bản vẽ thiết kế" in lacking.content.decode()) == (f"{place}?loi=thieu", True)
    assert 'value="0912345670"' in (again := an.get(last).content.decode()) and "Xin cảm ơn" in again
    draft = dossier.supplements.get().draft
    file = SimpleUploadedFile("ban-ve.pdf", drawing(), "application/pdf")
    kept = an.post(reverse("wizard:papers", args=[draft.pk]), {"paper": "ban-ve", "file": file}, follow=True)
    assert (kept.redirect_chain[-1][0], "ban-ve.pdf" in kept.content.decode()) == (place, True)
    assert an.get(reverse("wizard:tasks", args=[draft.pk])).headers["Location"] == place
    an.post(last, {"nyc.dienThoai": "0912345670", "note": "Xin cảm ơn"})
    dossier.refresh_from_db()
    assert (dossier.state, dossier.answers["nyc"]["dienThoai"]) == (State.PROCESSING, "0912345670")
    assert dossier.supplements.get().answer_note == "Xin cảm ơn"
    assert dossier.files.get(paper_key="ban-ve", replaced_at__isnull=True).name == "ban-ve.pdf"
    assert not access.drafts_of(world.an).exists()


def test_only_what_was_asked_for_is_taken(world: World) -> None:
    dossier = world.received()
    world.act(request_supplement, "chi", dossier, items=[Item("Bản vẽ", "Thiếu mặt cắt", paper_key="ban-ve")])
    draft = answering.open_answer(dossier.pk, by=world.an)
    with pytest.raises(NotAllowed):
        papers.add_file(draft.pk, world.an, paper_key="giay-to-dat", name="khac.pdf", data=drawing())
    with pytest.raises(NotFound):
        submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)

"""An corrects what Chi found wrong: on the page that asks for it, whole questions, and nothing that was not asked."""

import pytest
from django.test import Client
from django.urls import reverse

from dossiers import corrections
from dossiers.loaded import load
from dossiers.models import Dossier
from dossiers.services.supplement import Item, request_supplement
from dossiers.states import State
from eforms import html
from eforms.display import review
from eforms.nodes import Page
from portal.mainjob.posting import posted
from tests.world import World

pytestmark = pytest.mark.django_db


def asked_for(world: World, *paths: str) -> tuple[Dossier, Client, str]:
    """A dossier whose answers at ``paths`` are asked for again, An's browser, and the address of the page."""
    dossier = world.received()
    items = [Item(label=path, reason="Không khớp với giấy tờ", field_path=path) for path in paths]
    world.act(request_supplement, "chi", dossier, items=items)
    client = Client()
    client.force_login(world.an)
    return dossier, client, reverse("citizen_dossiers:supplement", args=[dossier.pk])


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

    added = an.post(page, boxes(dossier, "tang") | {"_add:tang": ""})

    assert (added.status_code, 'name="tang[2].dienTich"' in added.content.decode()) == (200, True)
    dossier.refresh_from_db()
    assert (dossier.state, len(dossier.answers["tang"])) == (State.SUPPLEMENT, 2)


def test_what_is_wrong_stands_beside_its_box_and_nothing_is_sent(world: World) -> None:
    dossier, an, page = asked_for(world, "nyc.dienThoai")

    answer = an.post(page, {"nyc.dienThoai": "12ab", "note": "Số mới của tôi"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="12ab"' in text
    assert "Số mới của tôi" in text
    assert f'<a href="#{html.field_id("nyc.dienThoai")}">' in text
    dossier.refresh_from_db()
    assert dossier.state == State.SUPPLEMENT

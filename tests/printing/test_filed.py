"""What was looked at before submitting is what the dossier keeps: same content, same hash; the kept bytes never change."""

import io
import subprocess
from typing import Any

import pytest
import zxingcpp
from django.test import Client
from django.urls import reverse
from PIL import Image

from common import blobs, outbox
from dossiers.models import Draft, PrintedForm
from dossiers.services import drafting, receive
from dossiers.services.submit import submit
from dossiers.services.supplement import Item, request_supplement
from portal.mainjob import samples
from portal.web.citizen.wizard import declaration
from tests.printing.papers import pages
from tests.world import BIRTH, World
from vault import declarations

pytestmark = pytest.mark.django_db


def ask(client: Client, world: World, draft: Draft) -> Any:
    client.force_login(world.an)
    return client.get(reverse("wizard:declaration", args=[draft.pk]))


def kept(world: World, draft: Draft) -> PrintedForm:
    """The declaration that the worker printed after submitting."""
    dossier = submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
    outbox.drain()
    return dossier.printed.get(kind=PrintedForm.Kind.DECLARATION)


def test_the_paper_shown_before_submitting_is_the_one_that_is_kept(client: Client, world: World) -> None:
    draft = world.draft(BIRTH)
    drafting.save_page(draft.pk, world.an, page="chaMe", typed=samples.BIRTH)
    shown = ask(client, world, draft)
    assert (shown.status_code, shown["Content-Type"]) == (200, "application/pdf")
    before = " ".join(pages(shown.content))
    form = kept(world, draft)
    after = " ".join(pages(blobs.read(form.blob)))
    assert "chưa nộp" in before and "chưa nộp" not in after
    assert form.dossier.answers_hash in before and form.dossier.answers_hash in after
    content = "TỜ KHAI ĐĂNG KÝ KHAI SINH", "Tôi cam đoan nội dung"
    filed = between(after, *content).replace(f"Mã hồ sơ {form.dossier.code}", "Bản nháp – chưa nộp")
    assert between(before, *content).replace("BẢN NHÁP – CHƯA NỘP ", "") == filed
    assert f"Mã hồ sơ {form.dossier.code}" in after


def between(text: str, first: str, last: str) -> str:
    return text[text.index(first) : text.index(last)]


def test_everyone_gets_the_same_bytes_and_its_qr_leads_to_the_check(client: Client, world: World) -> None:
    form = kept(world, world.draft())
    body = blobs.read(form.blob)
    client.force_login(world.an)
    mine = [client.get(reverse("citizen_dossiers:printed", args=[form.pk])).content for _ in range(2)]
    client.force_login(world.officials["binh"])
    theirs = client.get(reverse("desk_dossier:printed", args=[world.seats["binh"].pk, form.pk])).content
    assert mine == [body, body] and theirs == body

    picture = subprocess.run(["pdftoppm", "-r", "150", "-l", "1", "-png", "-"], input=body, capture_output=True, check=True)
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.stdout)))
    assert f"/xac-thuc/{form.public_id}/" in code.text and world.an.person.identity_number not in code.text
    client.logout()
    assert "Tờ khai đã nộp" in client.get(reverse("verify:paper", args=[form.public_id])).content.decode()


def test_the_check_page_leads_to_the_paper_and_says_its_hash(client: Client, world: World) -> None:
    draft = world.draft()
    client.force_login(world.an)
    page = client.get(reverse("wizard:check", args=[draft.pk])).content.decode()
    assert reverse("wizard:declaration", args=[draft.pk]) in page
    assert kept(world, draft).dossier.answers_hash in page


def test_a_preview_is_bounded_in_number_and_in_work(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = world.draft()
    monkeypatch.setattr(declarations, "SECONDS", 0.01)
    back = ask(client, world, draft)
    assert back.status_code == 302
    assert "Chưa tạo được bản PDF" in client.get(back["Location"]).content.decode()
    monkeypatch.setattr(declarations, "MOST_HTML", 10)
    for _ in range(declaration.PER_MINUTE):
        back = ask(client, world, draft)
    assert "Chờ một phút" in client.get(back["Location"]).content.decode()


def test_a_corrected_answer_is_printed_anew_and_the_first_paper_stays(world: World) -> None:
    first = kept(world, world.draft())
    before = blobs.read(first.blob)
    dossier = first.dossier
    world.act(receive.receive, "binh", dossier)
    item = Item(label="Diện tích thửa đất", reason="Khác giấy chứng nhận", field_path="thuaDat.dienTich")
    world.act(request_supplement, "chi", dossier, items=[item])
    world.answered(dossier, {"thuaDat": {"dienTich": 130.25}})
    outbox.drain()
    _first, second = dossier.printed.filter(kind=PrintedForm.Kind.DECLARATION)
    assert "Diện tích: 120,5 m²" in " ".join(pages(before)) and blobs.read(_first.blob) == before
    assert "Diện tích: 130,25 m²" in " ".join(pages(blobs.read(second.blob)))

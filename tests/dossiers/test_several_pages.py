"""What people see of several results: the handler's sheet, the clerk's list, the citizen's dossier and vault, tracking."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common import blobs, outbox
from dossiers.models import Dossier
from dossiers.services import issue
from tests.dossiers import extracts
from tests.dossiers.extracts import BIRTH, MARRIAGE, numbered, received
from tests.world import World
from vault import signing


@pytest.fixture
def world(world: World) -> World:
    return extracts.offer(world)


def browser(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.officials.get(who) or world.an)
    return client


def sheet(world: World, dossier: Dossier) -> str:
    return reverse("desk_dossier:act", args=[world.seats["chi"].pk, dossier.pk, "draft-result"])


def words(page: bytes) -> str:
    """The page's text, tags out and blanks collapsed."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def filled(world: World, dossier: Dossier) -> dict[str, str]:
    """The sheet as it is offered, every box with what stands in it."""
    form = browser(world, "chi").get(sheet(world, dossier)).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def test_the_handlers_sheet_has_a_part_for_each_row_filled_from_it(world: World) -> None:
    dossier = received(world, BIRTH, MARRIAGE)
    page = words(browser(world, "chi").get(sheet(world, dossier)).content)
    assert "Người nộp cần 2 kết quả" in page
    assert "1. Bản sao trích lục hộ tịch: Khai sinh Nguyễn Văn An · 2 bản" in page
    assert "2. Bản sao trích lục hộ tịch: Kết hôn Trần Thị Lan · 1 bản" in page
    offered = filled(world, dossier)
    assert (offered["1-source.number"], offered["2-source.number"]) == ("15/1990", "45/2015")
    assert offered["2-source.registered_on"] == "20/10/2015"


def test_the_sheet_keeps_all_rows_at_once_and_dates_as_dates(world: World) -> None:
    dossier = received(world, BIRTH, MARRIAGE)
    typed = filled(world, dossier) | {"1-subject.birth_date": "2.5.1990", "2-subject.birth_date": "1992", "2-source.book": "01"}
    answer = browser(world, "chi").post(sheet(world, dossier), typed)
    assert answer.status_code == 302
    first, second = dossier.results.all()
    assert (first.result_key, first.copies, first.values["subject.birth_date"]) == ("trich-luc.1", 2, "1990-05-02")
    assert (second.result_key, second.values["subject.birth_date"], second.values["source.book"]) == ("trich-luc.2", "1992", "01")
    assert second.values["source.registered_on"] == "2015-10-20"


def test_a_part_that_lacks_something_keeps_none_and_says_which(world: World) -> None:
    dossier = received(world, BIRTH, MARRIAGE)
    answer = browser(world, "chi").post(sheet(world, dossier), filled(world, dossier) | {"2-source.number": " "})
    assert answer.status_code == 422
    assert "Kết quả 2: nhập mục “Số đăng ký trong sổ”." in words(answer.content)
    assert not dossier.results.exists()


def test_one_row_is_asked_for_as_one_result(world: World) -> None:
    dossier = received(world, MARRIAGE)
    form = browser(world, "chi").get(sheet(world, dossier)).context["form"]
    assert (form.several, form.sheets(), form["subject.name"].value()) == (False, [], "Trần Thị Lan")


def test_everyone_sees_two_results(world: World) -> None:
    dossier = numbered(world, BIRTH, MARRIAGE)
    desk = reverse("desk_dossier:workspace", args=[world.seats["dung"].pk, dossier.pk])
    page = words(browser(world, "dung").get(desk).content)
    assert "2 kết quả 1. Bản sao trích lục hộ tịch: Khai sinh Nguyễn Văn An, 2 bản Đã cấp số, số 01/TLHT-BS." in page
    assert "2. Bản sao trích lục hộ tịch: Kết hôn Trần Thị Lan, 1 bản Đã cấp số, số 02/TLHT-BS." in page

    world.act(issue.sign, "dung", dossier)
    world.act(issue.stamp, "giang", dossier)
    page = words(browser(world, "an").get(reverse("citizen_dossiers:detail", args=[dossier.pk])).content)
    assert "Đã có 2 kết quả" in page
    assert "Bản sao trích lục hộ tịch: Khai sinh, số 01/TLHT-BS Nguyễn Văn An, 2 bản" in page
    assert "Bản sao trích lục hộ tịch: Kết hôn, số 02/TLHT-BS Trần Thị Lan, 1 bản" in page
    vault = words(browser(world, "an").get(reverse("vault:list")).content)
    assert "Bản sao trích lục hộ tịch: Khai sinh" in vault
    assert "Bản sao trích lục hộ tịch: Kết hôn" in vault
    tracked = Client().post(reverse("track:form"), {"code": dossier.code, "proof": "5678"})
    assert "2 kết quả đã phát hành vào kho giấy tờ" in words(tracked.content)


def test_the_page_behind_a_code_names_nobody(world: World) -> None:
    dossier = numbered(world, MARRIAGE)
    world.act(issue.sign, "dung", dossier)
    (result,) = world.act(issue.stamp, "giang", dossier)
    page = words(Client().get(reverse("verify:paper", args=[result.document.public_id])).content)
    assert "Bản sao trích lục hộ tịch: Kết hôn" in page
    assert [name for name in ("Trần Thị Lan", "Nguyễn Văn An") if name in page] == []


def test_the_page_of_a_failed_signing_says_what_is_signed_and_signs_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = numbered(world, BIRTH, MARRIAGE)
    broken = blobs.read(dossier.results.get(result_key="trich-luc.2").pdf)
    real = signing.sign

    def sign(pdf: bytes, **given: Any) -> bytes:
        if pdf == broken:
            raise signing.SigningFailed
        return real(pdf, **given)

    monkeypatch.setattr(signing, "sign", sign)
    leader = browser(world, "dung")
    address = reverse("desk_dossier:act", args=[world.seats["dung"].pk, dossier.pk, "sign"])
    dossier.refresh_from_db()
    answer = leader.post(address, {"seen": dossier.lock_version})
    page = words(answer.content)
    assert answer.status_code == 409
    assert "Đã ký 1 trong 2 văn bản. Chưa ký được văn bản số 02/TLHT-BS. Số này đã hủy; số mới là 03/TLHT-BS." in page
    assert "Lãnh đạo đã ký, số 01/TLHT-BS." in page
    assert "Đã cấp số, số 03/TLHT-BS. Văn bản đang được tạo" in page

    outbox.drain()
    assert leader.post(address, {"seen": answer.context["form"]["seen"].value()}).status_code == 302
    assert [result.state for result in dossier.results.all()] == ["signed", "signed"]

"""The wizard never answers a POST with a page: what is wrong is found again when the page is read, from the draft alone."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dossiers.models import Draft
from dossiers.services import drafting, papers
from tests.world import PERMIT, World, build, drawing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIRST = "chuDauTu"


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def an(world: World, client: Client) -> Client:
    client.force_login(world.an)
    return client


@pytest.fixture
def draft(world: World) -> Draft:
    return drafting.start(world.an, *world.place(PERMIT))


def address(draft: Draft, part: str) -> str:
    return f"/nop-ho-so/{draft.pk}/{part}/"


def sent(an: Client, where: str, data: dict[str, Any]) -> str:
    """POST; the address that the browser is led to."""
    answer = an.post(where, data)
    assert answer.status_code in (302, 303)
    return answer["Location"]


def read(an: Client, where: str) -> str:
    answer = an.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def test_wrong_input_is_kept_and_told_of_until_it_is_right(an: Client, draft: Draft) -> None:
    page = address(draft, f"muc/{FIRST}")
    told = sent(an, page, {"nyc.dienThoai": "12ab", "nyc.cuTru-chiTiet": "8 Yersin"})
    assert told == f"{page}?loi=1"
    for _look in range(2):  # going back to it and loading it again are the same
        text = read(an, told)
        assert "<title>Lỗi: " in text and 'href="#field-nyc-dienThoai"' in text
        assert 'value="12ab"' in text and "8 Yersin" in text
    assert "Có lỗi cần sửa" not in read(an, page)
    sent(an, told, {"nyc.dienThoai": "0912345678"})
    assert 'href="#field-nyc-dienThoai"' not in read(an, told)


def test_a_page_that_is_right_meanwhile_shows_no_error(an: Client, world: World) -> None:
    assert "Có lỗi cần sửa" not in read(an, address(world.draft(), f"muc/{FIRST}") + "?loi=1")


def test_the_way_back_to_the_check_page_survives_a_mistake(an: Client, draft: Draft) -> None:
    page = address(draft, f"muc/{FIRST}")
    told = sent(an, f"{page}?ve=kiem-tra", {"nyc.dienThoai": "12ab"})
    assert told == f"{page}?loi=1&ve=kiem-tra"


def test_text_that_is_too_long_stays_wrong(an: Client, draft: Draft) -> None:
    told = sent(an, address(draft, f"muc/{FIRST}"), {"nyc.cuTru-chiTiet": "x" * 20_001, "nyc.dienThoai": "9" * 20_001})
    assert 'href="#field-nyc-dienThoai"' in read(an, told)


def test_a_place_must_be_chosen(an: Client, world: World) -> None:
    page = f"/nop-ho-so/bat-dau/{PERMIT}/"
    assert "Có lỗi cần sửa" not in read(an, page)
    told = sent(an, page, {"offering": ""})
    assert "Chọn nơi nộp." in read(an, told)
    assert not Draft.objects.exists()


def test_papers_that_are_lacking_are_named_until_they_are_there(an: Client, draft: Draft, world: World) -> None:
    told = sent(an, address(draft, "giay-to"), {"_next": "1"})
    assert 'href="#tep-ban-ve"' in read(an, told)
    papers.add_file(draft.pk, world.an, paper_key="ban-ve", name="bản vẽ.pdf", data=drawing())
    assert 'href="#tep-ban-ve"' not in read(an, told)


def test_a_file_that_is_not_taken_is_told_of_once_beside_its_paper(an: Client, draft: Draft) -> None:
    fake = SimpleUploadedFile("đơn.pdf", b"no PDF")
    told = sent(an, address(draft, "giay-to"), {"paper": "ban-ve", "file": fake})
    text = read(an, told)
    assert re.search(r'href="#tep-ban-ve">đơn\.pdf: ', text) and "Chưa làm được" not in text
    assert "đơn.pdf" not in read(an, told)


@pytest.mark.parametrize(
    ("data", "words"), [({}, 'href="#declared"'), ({"declared": "1"}, "Tải lên: ")], ids=["undeclared", "incomplete"]
)
def test_what_stands_against_submitting(an: Client, draft: Draft, data: dict[str, str], words: str) -> None:
    page = address(draft, "kiem-tra")
    told = sent(an, page, {"key": str(draft.submit_key), **data})
    shown = read(an, told).partition('class="govuk-error-summary"')[2].partition("</ul>")[0]
    assert words in shown
    assert "govuk-error-summary" not in read(an, page)

"""Soạn builds the e-form of 2.000635 anew by the keyboard, Duyệt approves and publishes it, An meets it.

The seed's form is the plan: every page, question, choice, condition and sum of it is made by hand in the builder, and at the end
the two forms say the same to whoever fills them in. So the other journeys go on over the form that was built here.
"""

import copy
import json
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from eforms import building
from runtime.places import ROOT
from tests.journeys.browser import Eyes, Person
from tests.journeys.building import Author
from tests.journeys.conftest import Meet
from tests.journeys.forms import choose_place
from tests.journeys.hands import Hands, Quick, bare

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("chapters")]

CODE = "2.000635"
PLAN: dict[str, Any] = building.identified(json.loads((ROOT / "seeds" / "procedures" / CODE / "form.json").read_text()))
LOOKED_AT = {("add", "loai"), ("question", "nyc.ngaySinh"), ("options", "nyc.quanHe")}


@dataclass
class Site:
    """Where the story takes place."""

    meet: Meet
    eyes: Eyes
    draft: str = ""
    begun: str = ""

    @property
    def soan(self) -> Person:
        return self.meet("soan")

    def look(self, name: str, who: str = "soan") -> None:
        self.eyes.look(self.meet(who), f"builder-{name}")

    def outline(self) -> Person:
        return self.soan.open(f"{self.draft}to-khai/")

    def question(self, label: str) -> str:
        """The page of the question with these words, by the list's link."""
        link = self.outline().page.get_by_role("link", name=label, exact=True)
        return str(link.get_attribute("href"))


@pytest.fixture(scope="module")
def site(meet: Meet, eyes: Eyes) -> Site:
    return Site(meet, eyes)


def test_0_a_citizen_is_half_way_through_the_old_form(site: Site) -> None:
    lan = choose_place(site.meet("lan").open(f"/nop-ho-so/bat-dau/{CODE}/"))
    lan.fill({"nyc.hoTen": "Trần Thị Lan"}).press("Lưu và để sau").sees("Đã lưu").does_not_see("đã có bản mới")
    site.begun = lan.path


def test_1_the_author_lands_on_the_work_and_begins_a_new_version(site: Site) -> None:
    soan = site.soan.open("/mot-cua/")
    assert "/bien-tap/" in soan.path
    site.look("work")
    hands = Hands(soan.open(f"{soan.path}?muc=force&q={CODE}"))
    hands.reach(soan.page.locator(f'form[action*="{CODE}"] button'))
    hands.enter()
    soan.sees("bản sao", "Đang soạn")
    site.draft = soan.path
    site.look("draft")


def test_2_an_empty_form_takes_the_old_one_s_place_after_a_report(site: Site) -> None:
    first = copy.deepcopy(PLAN["components"][0])
    empty = {"display": "wizard", "title": "Tờ khai", "components": [{**first, "components": first["components"][:1]}]}
    empty["components"][0]["components"][0]["customConditional"] = "show = true"
    soan = site.soan.open(f"{site.draft}to-khai/nhap-xuat/")
    Hands(soan).write("text", json.dumps(empty)).press("Đọc và xem báo cáo")
    soan.sees("JavaScript")
    site.look("import")
    Hands(soan).press("Thay tờ khai bằng nội dung này")
    soan.sees("Đã thay tờ khai")
    site.look("outline-first")


def test_3_pages_and_questions_are_added_one_after_another(site: Site) -> None:
    def look(page: str, place: building.Place) -> None:
        if (page, place.key) in LOOKED_AT:
            site.look(page)

    author = Author(Hands(site.soan), site.draft, PLAN, look)
    walked: set[str] = set()
    for number, place in enumerate(building.places(PLAN)):
        # The keyboard gets to everything of a type of question; the next one of it has the same pages.
        author.hands = (Quick if place.type in walked else Hands)(site.soan)
        with bare(site.soan) if place.type in walked else nullcontext():
            if not number:
                author.meet_page(place)
            elif place.is_page:
                author.add_page(place)
            elif place.key != "nyc.hoTen":
                author.add(place)
        walked.add(place.type)
    site.outline()
    site.look("outline")


def test_4_a_condition_is_said_as_a_sentence(site: Site) -> None:
    soan = site.soan.open(site.question("Địa chỉ nhận kết quả") + "hien-khi/")
    hands = Hands(soan).pick("question", "nhanKetQua").press("Chọn câu này")
    hands.choose("operator", "isEqual").tick("value", "buuChinh")
    site.look("condition")
    hands.press("Thêm điều kiện này")
    soan.sees("“Bạn muốn nhận kết quả thế nào?” là “Bản giấy gửi qua bưu chính”")


def test_5_a_sum_over_the_rows_is_chosen(site: Site) -> None:
    soan = site.soan.open(site.question("Tổng số bản") + "tinh/")
    Hands(soan).choose("kind", "column").tick("question", "trichLuc.soBan").press("Lưu phép tính")
    soan.sees("Đã lưu phép tính", "Tự tính")
    site.look("outline-done")


def test_6_a_question_is_moved_and_moved_back(site: Site) -> None:
    soan = site.outline()
    labels = lambda: soan.page.locator(".part__link").all_inner_texts()  # noqa: E731
    before = labels()
    hands = Hands(soan).press("Chuyển “Thư điện tử của bạn” lên")
    assert labels() != before
    expect(soan.page.get_by_role("button", name="Chuyển “Thư điện tử của bạn” lên")).to_be_focused()
    with soan.page.expect_navigation():
        soan.page.keyboard.press("Alt+ArrowDown")
    assert labels() == before
    hands.press("Hoàn tác").press("Hoàn tác")
    assert labels() == before


def test_7_the_form_is_tried_and_says_why(site: Site) -> None:
    soan = site.soan.open(f"{site.draft}to-khai/thu/")
    hands = Hands(soan).press("Lưu và tiếp tục")
    expect(soan.page.locator(".govuk-error-summary")).to_be_focused()
    soan.sees("Nhập họ, chữ đệm và tên của bạn", "câu bắt buộc")
    site.look("trial-error")
    hands.press("Điền câu trả lời mẫu").press("Lưu và tiếp tục")
    soan.sees("Bản sao cần cấp")
    hands.press("Lưu và tiếp tục")
    soan.sees("Nhận kết quả", "Địa chỉ nhận kết quả", "Bạn muốn nhận kết quả thế nào?")
    site.look("trial-why")


def test_8_what_was_built_says_what_the_plan_says(site: Site) -> None:
    soan = site.soan.open(f"{site.draft}to-khai/can-xem/")
    soan.does_not_see("Phải sửa")
    site.look("remarks")
    soan.open(f"{site.draft}to-khai/thay-doi/")
    site.look("differences")
    built = soan.page.request.get(f"{soan.base_url}{site.draft}to-khai/nhap-xuat/to-khai.json").json()
    said = building.differences(PLAN, building.identified(built))
    assert [change.text for change in said] == ["Tên biểu mẫu nay là “Tờ khai”"]


def test_9_the_author_sends_it_and_cannot_approve_it(site: Site) -> None:
    soan = site.soan.open(site.draft)
    hands = Hands(soan).press("Gửi duyệt")
    site.look("submit")
    hands.press("Gửi duyệt")
    soan.sees("Đã gửi duyệt")
    soan.open(f"{site.draft}viec/approve/").sees("Không tìm thấy")


def test_a_the_approver_reads_approves_and_publishes(site: Site) -> None:
    duyet = site.meet("duyet").open("/mot-cua/").sees("Chờ duyệt")
    hands = Hands(duyet).press("Cấp bản sao trích lục hộ tịch")
    site.look("to-approve", "duyet")
    place = duyet.path
    hands.press("Thay đổi so với bản đang áp dụng")
    duyet.page.go_back()
    hands.press("Xem xét để duyệt")
    site.look("review", "duyet")
    duyet.open(f"{place}viec/approve/")
    hands.press("Duyệt")
    duyet.sees("Đã duyệt. Bản này chờ công bố.")
    duyet.open(f"{place}viec/publish/")
    hands.write("number", "12/QĐ-UBND").write("day", "20/11/2026")
    site.look("publish", "duyet")
    hands.press("Công bố")
    duyet.sees("Đã công bố")


def test_b_a_citizen_meets_the_new_form(site: Site) -> None:
    an = choose_place(site.meet("an").open(f"/nop-ho-so/bat-dau/{CODE}/"))
    an.sees("Người yêu cầu", "Bạn là gì của người được cấp bản sao?")
    site.look("citizen", "an")


def test_c_who_was_half_way_is_told_and_carries_the_answers_over(site: Site) -> None:
    lan = site.meet("lan").open(site.begun).sees("Thủ tục này đã có bản mới")
    site.look("told", "lan")
    lan.follow("Xem thay đổi và chuyển câu trả lời").sees("Chuyển sang bản mới")
    site.look("newer", "lan")
    lan.press("Chuyển sang bản mới").sees("Đã chuyển câu trả lời sang bản mới")
    assert lan.path != site.begun
    lan.open(f"{lan.path}muc/nguoiYeuCau/")
    expect(lan.box("nyc.hoTen")).to_have_value("Trần Thị Lan")


@pytest.mark.parametrize("kind", ["title", "nfc", "english", "wide", "axe", "console"])
def test_no_page_of_the_builder_has_a_fault(site: Site, kind: str) -> None:
    assert [fault for fault in site.eyes.of() if fault.kind == kind and fault.page.startswith("builder-")] == []

"""An shares a land certificate with Lan and by link, sees in the data tracker who looked, and takes both back at once."""

import re

import pytest
from playwright.sync_api import APIResponse, expect

from tests.behind import Behind
from tests.journeys.browser import Person
from tests.journeys.conftest import Meet

pytestmark = pytest.mark.e2e
TITLE, PURPOSE = "Giấy chứng nhận quyền sử dụng đất", "Xem trước khi mua đất"


def give(an: Person, number: str, way: str, until: str, receiver: str = "") -> None:
    """Find the paper by its number and give it."""
    an.open(f"/kho/?tim={number}").follow(TITLE).press("Chia sẻ giấy này")
    an.page.get_by_label(way).check()
    if receiver:
        an.page.locator("[name=receiver]").fill(receiver)
    an.page.locator("[name=purpose]").fill(PURPOSE)
    an.page.locator("[name=until]").fill(until)
    an.press("Chia sẻ", exact=True)


def fetched(person: Person, path: str) -> APIResponse:
    """A file with this person's session, beside the page that they look at."""
    return person.page.request.get(person.base_url + path)


def test_share_see_who_looked_and_revoke(meet: Meet, behind: Behind) -> None:
    number = str(behind.ask("tests.journeys.vault_paper:keep", "an@demo.vn"))
    until = str(behind.ask("tests.journeys.vault_paper:next_week"))
    an, lan, stranger = meet("an"), meet("lan"), meet("")
    an.open(f"/kho/?tim={number}").follow(TITLE).press("Chia sẻ giấy này").press("Chia sẻ", exact=True)
    expect(an.page.locator(".govuk-error-summary")).to_contain_text("Chọn chia sẻ cho ai")

    give(an, number, "Một người, theo thư điện tử hoặc số định danh", until, "lan@demo.vn")
    an.sees("Đã chia sẻ giấy tờ", "0 lượt xem")
    lan.open("/kho/duoc-chia-se/").sees(PURPOSE)
    paper = lan.page.get_by_role("link", name=TITLE).first.get_attribute("href") or ""
    assert fetched(lan, paper).headers["content-type"] == "application/pdf"

    give(an, number, "Bất kỳ ai có đường dẫn", until)
    link = an.page.locator("[id^=link-]").first.inner_text()
    path = re.sub(r"^https?://[^/]+", "", link)
    stranger.open(path).sees(TITLE, PURPOSE).does_not_see("Nguyễn Văn An")
    assert fetched(stranger, f"{path}tep/").ok

    an.open("/kho/ai-da-xem/").sees("lan@demo.vn", "Người có đường dẫn chia sẻ", f"theo chia sẻ của bạn: {PURPOSE}")
    for _share in range(2):
        an.open("/kho/chia-se/")
        an.page.get_by_role("button", name=f"Thu hồi {TITLE}").first.click()
        an.sees("Đã thu hồi")
    assert fetched(lan, paper).status == 404
    lan.open("/kho/duoc-chia-se/").does_not_see(PURPOSE)
    stranger.open(path).sees("Đường dẫn không còn dùng được")

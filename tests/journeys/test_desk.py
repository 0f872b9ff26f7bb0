"""A clerk's minutes at the desk by keyboard: search, choose two, receive both; then a mark on a page, seen by who comes after."""

import pytest
from playwright.sync_api import expect

from tests.behind import Behind
from tests.journeys.browser import Eyes
from tests.journeys.conftest import Meet

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("chapters")]


@pytest.fixture(scope="module")
def codes(behind: Behind) -> list[str]:
    """Two dossiers that wait to be received."""
    return list(behind.ask("tests.journeys.desk:waiting"))


def test_1_two_are_found_and_received_by_keyboard(meet: Meet, eyes: Eyes, codes: list[str]) -> None:
    binh = meet("binh").open("/mot-cua/")
    binh.page.keyboard.press("/")
    binh.page.keyboard.type("dinh the phong")
    binh.page.keyboard.press("Enter")
    binh.sees(*codes)
    for code in codes:
        row = binh.page.locator("tr[data-row]", has_text=code)
        while "is-current" not in (row.get_attribute("class") or ""):
            binh.page.keyboard.press("j")
        binh.page.keyboard.press("x")
    expect(binh.page.locator("[data-bulk-said]")).to_have_text("Đã chọn 2")
    eyes.look(binh, "desk-chosen")
    binh.press("Tiếp nhận").sees("Tiếp nhận: 2 hồ sơ", *codes)
    eyes.look(binh, "desk-summary")
    binh.press("Tiếp nhận các hồ sơ này").sees("xong 2 hồ sơ")
    eyes.look(binh, "desk-outcomes")
    assert eyes.of("desk-chosen", "desk-summary", "desk-outcomes") == []


def test_2_the_dossiers_of_a_list_follow_each_other_by_a_key(meet: Meet, codes: list[str]) -> None:
    chi = meet("chi").open("/mot-cua/")
    chi.open(f"{chi.page.url.partition('?')[0]}?muc=work&q=dinh+the+phong").page.locator("tr[data-row] a").first.click()
    for key, number in (("", 1), ("j", 2), ("k", 1)):
        if key:
            chi.page.keyboard.press(key)
        expect(chi.page.locator("[data-steps]")).to_contain_text(f"hồ sơ {number} trong")
    chi.page.keyboard.press("u")
    chi.sees(*codes)


def test_3_a_mark_on_a_page_is_seen_by_who_comes_after(meet: Meet, codes: list[str]) -> None:
    chi = meet("chi").open("/mot-cua/")
    chi.follow(codes[0]).follow("ban-ve.pdf")
    layer = chi.page.locator(".viewer__marks")
    layer.click(position={"x": 120, "y": 90})
    chi.page.keyboard.type("Thiếu kích thước")
    chi.press("Ghi lên trang").sees("Đã ghi lên trang 1", "Thiếu kích thước")
    expect(chi.page.locator(".viewer__mark text")).to_have_text("1")
    binh = meet("binh").open(chi.page.url.replace(f"/mot-cua/{_seat(chi.page.url)}/", f"/mot-cua/{_seat_of(meet)}/"))
    binh.sees("Thiếu kích thước")
    assert chi.complaints == []


def _seat(address: str) -> str:
    return address.partition("/mot-cua/")[2].partition("/")[0]


def _seat_of(meet: Meet) -> str:
    """The clerk's seat, as the desk's first page leads to it."""
    return _seat(meet("binh").open("/mot-cua/").page.url)

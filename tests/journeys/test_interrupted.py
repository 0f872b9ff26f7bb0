"""Interruptions with JavaScript on: the session is lost in the middle of a form; the bank page is left and come back to."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Eyes, Person
from tests.journeys.forms import choose_place, fill_all, fill_page

pytestmark = pytest.mark.e2e
COPIES = "2.000635"


def begin(person: Person) -> Person:
    return choose_place(person.enter("an@demo.vn").open(f"/nop-ho-so/bat-dau/{COPIES}/"))


@pytest.mark.parametrize("lost", ["portal_session", None], ids=["session ended", "all cookies gone"])
def test_a_lost_session_leads_back_to_the_same_page_with_the_same_text(stranger: Person, lost: str | None) -> None:
    begin(stranger)
    fill_page(stranger, COPIES)
    stranger.press("Lưu và tiếp tục")
    here = stranger.path
    with stranger.page.expect_response(lambda answer: "/luu/" in answer.url):
        stranger.box("mucDich").fill("Nộp hồ sơ đi học nước ngoài")
        stranger.box("mucDich").blur()
    stranger.context.clear_cookies(name=lost) if lost else stranger.context.clear_cookies()
    stranger.press("Lưu và tiếp tục")
    if not lost:
        stranger.sees("Những gì bạn vừa nhập vẫn còn ở trang này").press("Gửi lại")
    stranger.sees("Mật khẩu").log_in("an@demo.vn")
    assert stranger.path == here
    expect(stranger.box("mucDich")).to_have_value("Nộp hồ sơ đi học nước ngoài")


def test_copies_are_paid_after_a_first_try_that_was_broken_off(stranger: Person, eyes: Eyes) -> None:
    begin(stranger)
    fill_all(stranger, COPIES)
    if "/giay-to/" in stranger.path:
        stranger.press("Tiếp tục", exact=True)
    stranger.sees("24.000 đ").box("declared").check()
    eyes.look(stranger, "copies-check", themes=("normal", "high"))
    stranger.press("Nộp hồ sơ").sees("24.000 đ")
    eyes.look(stranger, "pay", themes=("normal", "high"))
    stranger.press("Thanh toán")
    stranger.page.get_by_role("button", name="Hủy").click()
    stranger.reload_until("Thanh toán không thành công")
    eyes.look(stranger, "pay-failed", themes=("normal", "high"))
    stranger.press("Thanh toán lại")
    stranger.page.get_by_role("button", name="Thanh toán").click()
    stranger.reload_until("Đã nộp 24.000 đ").reload_until("(PDF)")
    eyes.look(stranger, "paid", themes=("normal", "high"))
    stranger.page.go_back()
    stranger.open("/ho-so/").sees("Chờ tiếp nhận")
    assert eyes.of("copies-check", "pay", "pay-failed", "paid") == []

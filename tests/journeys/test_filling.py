"""Filling in as it goes in life: the link drops, another device, two tabs, a session that ends, a register that hangs."""

import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import Eyes, Person
from tests.journeys.forms import choose_place

pytestmark = pytest.mark.e2e
COPIES = "2.000635"
PHONE = "nyc.dienThoai"


def begin(person: Person) -> Person:
    """An has the first page of the copies form before him."""
    return choose_place(person.enter("an@demo.vn").open(f"/nop-ho-so/bat-dau/{COPIES}/"))


def type_phone(page: Page, number: str, status: int = 200) -> None:
    """Type a number and leave the box; returns when the server has answered the save."""
    with page.expect_response(lambda answer: "/luu/" in answer.url) as saved:
        page.locator(f'[name="{PHONE}"]').fill(number)
        page.locator(f'[name="{PHONE}"]').blur()
    assert saved.value.status == status


def test_leave_and_go_on_with_another_device(stranger: Person, chromium: Browser, address: str, eyes: Eyes) -> None:
    begin(stranger)
    type_phone(stranger.page, "0911 222 333")
    expect(stranger.page.locator("[data-saved]")).to_have_text(re.compile(r"^Đã lưu lúc \d\d:\d\d$"))
    eyes.look(stranger, "filling-page", themes=("normal", "high"))
    draft = stranger.path.partition("/muc/")[0]
    other = Person(chromium, address, sessions=stranger.sessions).enter("an@demo.vn")
    other.open(f"{draft}/").sees("Đang làm", "Chưa làm", "Chưa thể làm", "Đã xong 0 trong 5 mục")
    eyes.look(other, "filling-tasks", themes=("normal", "high"))
    other.press("Làm tiếp")
    expect(other.box(PHONE)).to_have_value("0911222333")
    other.close()
    assert eyes.of("filling-page", "filling-tasks") == []


def test_a_save_that_fails_says_so_and_is_tried_again(stranger: Person) -> None:
    begin(stranger)
    stranger.page.clock.install()
    stranger.page.reload()
    stranger.page.route("**/luu/**", lambda route: route.abort())
    stranger.box(PHONE).fill("0911 222 444")
    stranger.box(PHONE).blur()
    stranger.page.clock.run_for(1_000)
    stranger.sees("Chưa lưu được, hệ thống sẽ thử lại")
    stranger.page.unroute("**/luu/**")
    with stranger.page.expect_response(lambda answer: "/luu/" in answer.url) as saved:
        stranger.page.clock.run_for(10_000)
    assert saved.value.status == 200
    stranger.page.reload()
    expect(stranger.box(PHONE)).to_have_value("0911222444")


def test_two_tabs_on_one_page_lose_nothing(stranger: Person) -> None:
    first = begin(stranger).page
    second = stranger.new_tab()
    second.goto(first.url)
    type_phone(first, "0911 111 111")
    type_phone(second, "0922 222 222", status=409)
    expect(second.locator("[data-saved]")).to_contain_text("Mục này đã được lưu ở thẻ hoặc thiết bị khác")
    second.get_by_role("button", name="Lưu và tiếp tục").click()
    told = second.get_by_role("status").filter(has_text="Nội dung bạn vừa gửi đã thay nội dung kia")
    expect(told).to_contain_text("Nơi kia: 0911 111 111")
    expect(second.locator(f'[name="{PHONE}"]')).to_have_value("0922222222")


def test_what_no_save_had_reached_is_there_after_logging_in_again(stranger: Person) -> None:
    begin(stranger)
    here = stranger.path
    stranger.page.route("**/luu/**", lambda route: route.abort())
    stranger.box(PHONE).fill("0933 333 333")
    stranger.context.clear_cookies(name="portal_session")
    stranger.press("Lưu và tiếp tục").log_in("an@demo.vn")
    stranger.sees("Những gì bạn nhập trước khi phiên hết hạn đã được lưu")
    assert stranger.path == here
    expect(stranger.box(PHONE)).to_have_value("0933333333")


def test_two_minutes_before_the_session_ends_one_is_asked(stranger: Person, eyes: Eyes) -> None:
    begin(stranger)
    stranger.page.clock.install()
    stranger.page.reload()
    stranger.box(PHONE).fill("0944 444 444")
    stranger.page.clock.fast_forward("28:05")
    dialog = stranger.page.locator("[data-session-dialog]")
    expect(dialog).to_be_visible()
    with stranger.page.expect_response(lambda answer: answer.request.method == "POST" and "/luu/" not in answer.url) as stayed:
        dialog.locator("[data-session-more]").click()
    assert stayed.value.status == 200
    expect(dialog).not_to_be_visible()
    expect(stranger.box(PHONE)).to_have_value("0944 444 444")


@pytest.fixture
def registers(beside: Callable[[], dict[str, str]]) -> Iterator[Callable[[str], None]]:
    """Switch a fault of the registers' sandbox that the running portal asks; all are off again afterwards."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(beside()["POPULATION_URL"]))

    def switch(fault: str) -> None:
        httpx.get(f"{origin}/__faults", params={"set": fault}).raise_for_status()

    yield switch
    switch("")


def test_a_register_that_hangs_does_not_hold_anyone_up(stranger: Person, registers: Callable[[str], None]) -> None:
    stranger.enter("an@demo.vn").open(f"/nop-ho-so/bat-dau/{COPIES}/")
    registers("hung")
    began = time.monotonic()
    choose_place(stranger).sees("Theo tài khoản đã xác thực")
    assert time.monotonic() - began < 6  # the browser's own work on a busy machine beside the page's three seconds
    stranger.does_not_see("CSDL quốc gia")
    stranger.box(PHONE).fill("0955 555 555")
    stranger.press("Lưu và để sau").sees("Đã lưu. Bạn quay lại làm tiếp lúc nào cũng được.")


def test_wrong_information_is_said_and_put_right(stranger: Person, eyes: Eyes) -> None:
    begin(stranger).sees("Theo CSDL quốc gia về dân cư")
    stranger.follow(re.compile("Thông tin sai.*ngày sinh")).sees("2/5/1990")
    eyes.look(stranger, "filling-wrong")
    stranger.press("Gửi và nhập lại cho đúng").sees("Viết thông tin này sai ở đâu")
    stranger.box("said").fill("Tôi sinh ngày 3/5/1990")
    stranger.press("Gửi và nhập lại cho đúng").sees("Bạn đã báo ngày sinh của bạn sai")
    eyes.look(stranger, "filling-disputed", themes=("normal", "high"))
    expect(stranger.box("nyc.ngaySinh-ngay")).to_have_value("2")
    stranger.box("nyc.ngaySinh-ngay").fill("3")
    stranger.press("Lưu và để sau").press("Làm tiếp")
    expect(stranger.box("nyc.ngaySinh-ngay")).to_have_value("3")
    stranger.press("Dùng lại thông tin đã có").sees("Đã dùng lại thông tin đã có")
    expect(stranger.box("nyc.ngaySinh-ngay")).to_have_count(0)
    assert eyes.of("filling-wrong", "filling-disputed") == []

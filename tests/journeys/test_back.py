"""Back always works: no page of the portal makes the browser ask whether to send a form again, and what was typed is there."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Person
from tests.journeys.forms import choose_place, fill_page, leave_place_empty

pytestmark = pytest.mark.e2e
PERMIT = "1.013225"
RESEND = "ERR_CACHE_MISS"


def back(person: Person) -> Person:
    """Press Back; Chromium's own page "Confirm form resubmission" is an error of the navigation."""
    person.page.go_back()
    assert RESEND not in person.page.content()
    return person


def errors(person: Person) -> None:
    expect(person.page.locator(".govuk-error-summary")).to_be_visible()
    if person.scripts:
        expect(person.page.locator(".govuk-error-summary")).to_be_focused()
    assert person.page.title().startswith("Lỗi: ")


def test_a_wrong_page_of_the_form(citizen: Person) -> None:
    choose_place(citizen.enter("an@demo.vn").open(f"/nop-ho-so/bat-dau/{PERMIT}/"))
    first = citizen.path
    citizen.box("nyc.dienThoai").fill("12ab")
    citizen.press("Lưu và tiếp tục")
    errors(citizen)
    expect(citizen.box("nyc.dienThoai")).to_have_value("12ab")
    fill_page(citizen, PERMIT)
    citizen.box("nyc.dienThoai").fill("0912 345 678")
    citizen.press("Lưu và tiếp tục")
    assert citizen.path != first

    for _press in range(2):
        back(citizen)
        assert citizen.path == first
        expect(citizen.page.locator(".govuk-error-summary")).to_have_count(0)
        # The page holds what was saved, even where Chromium puts back into the box what was once typed at that page.
        expect(citizen.box("nyc.dienThoai")).to_have_attribute("value", "0912345678")


def test_the_place(citizen: Person) -> None:
    citizen.enter("an@demo.vn").open(f"/nop-ho-so/bat-dau/{PERMIT}/")
    leave_place_empty(citizen).press("Tiếp tục")
    errors(citizen)
    assert "/muc/" in choose_place(citizen).path
    errors(back(citizen))
    back(citizen).does_not_see("Có lỗi cần sửa")


def test_papers_and_the_check_page(citizen: Person) -> None:
    choose_place(citizen.enter("an@demo.vn").open(f"/nop-ho-so/bat-dau/{PERMIT}/"))
    draft = citizen.path.partition("/muc/")[0]
    citizen.open(f"{draft}/giay-to/").press("Tiếp tục", exact=True)
    errors(citizen)
    errors(back(citizen.open(f"{draft}/")))
    citizen.open(f"{draft}/kiem-tra/").press("Nộp hồ sơ")
    errors(citizen)
    citizen.box("declared").check()
    citizen.press("Nộp hồ sơ")
    errors(citizen)
    citizen.page.locator("main").get_by_role("link", name="Thay đổi").first.click()
    errors(back(citizen))
    errors(back(citizen))


def test_a_file_that_is_not_taken(citizen: Person, files: dict[str, Path]) -> None:
    choose_place(citizen.enter("an@demo.vn").open(f"/nop-ho-so/bat-dau/{PERMIT}/"))
    draft = citizen.path.partition("/muc/")[0]
    section = citizen.open(f"{draft}/giay-to/").page.locator("#giay-ban-ve")
    section.locator("input[type=file]").set_input_files(files["fake"])
    if citizen.scripts:  # told in its place, the page stays
        citizen.sees("đơn.pdf", "Không nhận: ")
    else:
        section.get_by_role("button", name="Tải lên").click()
        citizen.sees("đơn.pdf: ")
        errors(citizen)
    citizen.upload("ban-ve", files["drawing"]).open(f"{draft}/")
    back(citizen).sees(files["drawing"].name).does_not_see("đơn.pdf")


@pytest.mark.parametrize(
    ("path", "typed", "button"),
    [
        ("/tra-cuu/", {"code": "H09.35-261123-0001", "proof": "0000"}, "Tra cứu"),
        ("/tai-khoan/dang-nhap/", {"login": "ai-do@demo.vn", "password": "sai mật khẩu"}, "Đăng nhập"),
        ("/tai-khoan/dang-ky/", {"full_name": "Lê Văn Tám", "email": "tam"}, "Mở tài khoản"),
    ],
    ids=["track", "login", "register"],
)
def test_a_stranger_s_mistake(citizen: Person, path: str, typed: dict[str, str], button: str) -> None:
    citizen.open(path).fill(typed).press(button, exact=True)
    errors(citizen)
    citizen.open("/tro-giup/")
    errors(back(citizen))
    name = next(iter(typed))
    expect(citizen.box(name)).to_have_value(typed[name])

"""The citizen's whole path with JavaScript off: everything is a page, a link or a form."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Person
from tests.journeys.forms import answers, choose_place, fill_all, fill_page

pytestmark = pytest.mark.e2e
COPIES, BIRTH = "2.000635", "1.001193"


def begin(person: Person, code: str, email: str = "an@demo.vn") -> Person:
    """From the procedure's page through the login to the first page of the e-form."""
    return choose_place(person.open(f"/thu-tuc/{code}/").press("Bắt đầu").log_in(email))


def test_copies_are_asked_for_paid_and_given_to_the_desk(without_scripts: Person) -> None:
    citizen = without_scripts.open("/")
    citizen.page.locator("main").get_by_role("searchbox").fill("trich luc ho tich")
    citizen.page.keyboard.press("Enter")
    citizen.page.locator(f'main a[href*="/thu-tuc/{COPIES}/"]').first.click()
    begin(citizen, COPIES)

    # Another province is chosen: the list of communes follows by a button.
    provinces = citizen.box("nyc.cuTru-tinh")
    provinces.select_option(provinces.locator("option", has_text="Đồng Nai").get_attribute("value"))
    citizen.page.locator('[name="_refresh:nyc.cuTru"]').click()
    expect(citizen.box("nyc.cuTru-xa").locator("option", has_text="Biên Hòa").first).to_be_attached()
    fill_page(citizen, COPIES)
    citizen.press("Lưu và tiếp tục")

    # A row too many is added and taken away; the other keeps its text.
    fill_page(citizen, COPIES)
    citizen.page.locator('[name="_add:trichLuc"]').click()
    expect(citizen.box("trichLuc[0].hoTen")).to_have_value("Nguyễn Văn An")
    expect(citizen.box("trichLuc[1].hoTen")).to_be_visible()
    citizen.page.locator('[name="_remove:trichLuc[1]"]').click()
    expect(citizen.box("trichLuc[1].hoTen")).to_have_count(0)
    expect(citizen.box("trichLuc[0].hoTen")).to_have_value("Nguyễn Văn An")
    fill_all(citizen, COPIES)
    if "/giay-to/" in citizen.path:
        citizen.press("Tiếp tục", exact=True)

    citizen.sees("24.000 đ").box("declared").check()
    citizen.press("Nộp hồ sơ")
    citizen.press("Thanh toán")
    citizen.page.get_by_role("button", name="Thanh toán").click()
    citizen.page.wait_for_load_state()
    citizen.reload_until("Đã nộp 24.000 đ").sees("Biên lai")
    citizen.press("Xem hồ sơ").reload_until("Chờ tiếp nhận")


def test_birth_with_its_paper_and_a_row_of_conditions(without_scripts: Person, files: dict[str, Path]) -> None:
    citizen = begin(without_scripts, BIRTH)
    fill_all(citizen, BIRTH)
    citizen.upload("chung-sinh", files["photo"])
    citizen.page.locator("#giay-chung-sinh").get_by_role("button", name="Xóa tệp").click()
    expect(citizen.page.locator("#giay-chung-sinh .leaf")).to_have_count(0)
    section = citizen.page.locator("#giay-chung-sinh")
    section.locator("input[type=file]").set_input_files(files["fake"])
    section.get_by_role("button", name="Tải lên").click()
    citizen.sees("Có lỗi cần sửa", "đơn.pdf")
    citizen.upload("chung-sinh", files["photo"], files["drawing"])
    citizen.press("Tiếp tục", exact=True).sees("Kiểm tra lại trước khi nộp", "Nguyễn Gia Hân")
    citizen.box("declared").check()
    citizen.press("Nộp hồ sơ").sees("Đã nộp hồ sơ")


def test_two_tabs_lose_nothing(without_scripts: Person) -> None:
    citizen = begin(without_scripts, COPIES, "lan@demo.vn")
    first = citizen.page
    second = citizen.new_tab()
    second.goto(first.url)
    first.locator('[name="nyc.dienThoai"]').fill("0912 345 678")
    first.get_by_role("button", name="Lưu và để sau").click()
    second.locator('[name="nyc.cuTru-chiTiet"]').fill("8 Đường Yersin")
    second.locator('[name="nyc.dienThoai"]').fill("0912 345 679")
    second.get_by_role("button", name="Lưu và để sau").click()
    expect(second.locator("main")).to_contain_text("Đã lưu")
    second.go_back()
    second.reload()
    expect(second.locator('[name="nyc.cuTru-chiTiet"]')).to_have_value("8 Đường Yersin")
    expect(second.locator('[name="nyc.dienThoai"]')).to_have_value("0912345679")


def test_answers_are_named_as_the_form_says(without_scripts: Person) -> None:
    """The same inputs are on the page whether or not scripts run: nothing is asked by scripts alone."""
    citizen = begin(without_scripts, COPIES)
    for name in answers(COPIES, "nguoiYeuCau"):
        expect(citizen.box(name).first).to_be_attached()

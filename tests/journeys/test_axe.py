"""axe-core (WCAG 2.2 A, AA and best practice), words, titles and 320 px on pages beside the main job, each listed here.

The pages of the main job are looked at while it is told (test_main_job.py); addresses of errors have their error state.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Eyes, Fault, Person
from tests.journeys.conftest import Meet

pytestmark = pytest.mark.e2e

BOTH = ("normal", "high")
PUBLIC = {
    "life-event": "/viec/co-con/",
    "search-empty": "/tim-kiem/?q=khongcogihet",
    "procedure-copies": "/thu-tuc/2.000635/",
    "procedure-birth": "/thu-tuc/1.001193/",
    "procedure-printed": "/thu-tuc/1.013225/ban-in/",
    "procedure-check": "/thu-tuc/1.013225/kiem-tra/",
    "help": "/tro-giup/",
    "privacy": "/bao-ve-du-lieu/",
    "accessibility": "/tro-nang/",
    "about": "/gioi-thieu/",
    "verify-file": "/xac-thuc/",
    "verify-unknown": "/xac-thuc/khongcogihet/",
    "not-found": "/khong-co-trang-nay/",
    "login": "/tai-khoan/dang-nhap/",
    "signup": "/tai-khoan/dang-ky/",
    "forgotten": "/tai-khoan/quen-mat-khau/",
    "recover": "/tai-khoan/khoi-phuc/",
}
CITIZEN = {
    "home-known": "/",
    "start-copies": "/nop-ho-so/bat-dau/2.000635/",
    "dossiers-of-lan": "/ho-so/",
    "vault-of-lan": "/kho/",
    "vault-readings": "/kho/ai-da-xem/",
    "inbox-of-lan": "/thong-bao/",
    "account": "/tai-khoan/",
    "account-profile": "/tai-khoan/ho-so-ca-nhan/",
    "account-phone": "/tai-khoan/dien-thoai/",
    "account-email": "/tai-khoan/thu-dien-tu/",
    "account-password": "/tai-khoan/mat-khau/",
    "account-security": "/tai-khoan/bao-mat/",
    "account-sessions": "/tai-khoan/phien/",
    "account-codes": "/tai-khoan/ma-khoi-phuc/",
    "forbidden": "/mot-cua/1/",
}
DESK = {
    "desk-handler-queue": ("chi", "/mot-cua/{seat}/"),
    "desk-late": ("binh", "/mot-cua/{seat}/?muc=late"),
    "desk-search": ("binh", "/mot-cua/{seat}/?muc=receive&q=khongcogihet"),
    "desk-head": ("nam", "/mot-cua/{seat}/"),
    "desk-finance": ("phuc", "/mot-cua/{seat}/thu-phi/"),
    "desk-recovery": ("oanh", "/mot-cua/{seat}/khoi-phuc/"),
}
OPS = {
    "ops-officials": "/quan-tri/{seat}/can-bo/",
    "ops-official-new": "/quan-tri/{seat}/can-bo/them/",
    "ops-seats": "/quan-tri/{seat}/vi-tri/",
    "ops-agencies": "/quan-tri/{seat}/co-quan/",
    "ops-calendar": "/quan-tri/{seat}/lich/",
    "ops-calendar-new": "/quan-tri/{seat}/lich/them/",
    "ops-sessions": "/quan-tri/{seat}/lich/buoi-lam-viec/",
    "ops-outbox": "/quan-tri/{seat}/viec-cho/",
    "ops-audit": "/quan-tri/{seat}/nhat-ky/",
}
# Forms sent empty: who, where, which button.
ERRORS = {
    "login-empty": ("", "/tai-khoan/dang-nhap/", "Đăng nhập"),
    "signup-empty": ("", "/tai-khoan/dang-ky/", "Mở tài khoản"),
    "forgotten-empty": ("", "/tai-khoan/quen-mat-khau/", "Gửi mã"),
    "verify-file-empty": ("", "/xac-thuc/", "Kiểm tra tệp"),
    "check-empty": ("", "/thu-tuc/1.013225/kiem-tra/", "Tiếp tục"),
    "password-empty": ("lan", "/tai-khoan/mat-khau/", "Đổi mật khẩu"),
    "official-empty": ("quantri", "/quan-tri/{seat}/can-bo/them/", "Thêm cán bộ"),
    "calendar-empty": ("quantri", "/quan-tri/{seat}/lich/them/", "Thêm vào lịch"),
}


def own_place(person: Person, path: str) -> str:
    """The address of a page, under the seat that this official has."""
    if "{seat}" in path and not re.match(r"/(mot-cua|quan-tri)/\d+/", person.path):
        person.open("/mot-cua/")
    return path.replace("{seat}", person.path.split("/")[2]) if "{seat}" in path else path


def judged(eyes: Eyes, person: Person, name: str) -> list[Fault]:
    """What is wrong with the page before us, in the normal and the high-contrast theme."""
    eyes.look(person, name, themes=BOTH)
    return eyes.of(name)


@pytest.mark.parametrize("name", PUBLIC)
def test_pages_for_everyone(name: str, meet: Meet, eyes: Eyes) -> None:
    assert judged(eyes, meet("").open(PUBLIC[name]), name) == []


@pytest.mark.parametrize("name", CITIZEN)
def test_pages_of_a_citizen(name: str, meet: Meet, eyes: Eyes) -> None:
    assert judged(eyes, meet("lan").open(CITIZEN[name]), name) == []


@pytest.mark.parametrize("name", DESK)
def test_pages_of_the_desk(name: str, meet: Meet, eyes: Eyes) -> None:
    who, path = DESK[name]
    official = meet(who)
    assert judged(eyes, official.open(own_place(official, path)), name) == []


@pytest.mark.parametrize("name", OPS)
def test_pages_of_the_administrator(name: str, meet: Meet, eyes: Eyes) -> None:
    admin = meet("quantri")
    assert judged(eyes, admin.open(own_place(admin, OPS[name])), name) == []


@pytest.mark.parametrize("name", ERRORS)
def test_forms_sent_empty(name: str, meet: Meet, eyes: Eyes) -> None:
    who, path, button = ERRORS[name]
    person = meet(who)
    person.open(own_place(person, path)).press(button)
    expect(person.page.locator(".govuk-error-summary")).to_be_focused()
    assert person.page.title().startswith("Lỗi: ")
    assert judged(eyes, person, name) == []


def test_the_bar_changes_the_theme_and_the_size_of_text(stranger: Person, eyes: Eyes) -> None:
    stranger.open("/").press("Tương phản cao", within=".bar").press("Phóng to chữ", within=".bar")
    stranger.page.reload()
    root = stranger.page.locator("html")
    expect(root).to_have_attribute("data-contrast", "high")
    expect(root).to_have_attribute("data-text-size", "112")
    assert judged(eyes, stranger, "home-high-larger") == []
    stranger.press("Tối", within=".bar")
    expect(root).to_have_attribute("data-contrast", "dark")
    eyes.axe(stranger.page, "home-dark")
    assert eyes.of("home-dark") == []


def test_text_twice_as_large_still_fits_a_phone(stranger: Person, eyes: Eyes) -> None:
    for number, path in enumerate(("/", "/thu-tuc/1.013225/", "/tra-cuu/")):
        stranger.open(path)
        stranger.page.locator("html").evaluate("(html) => { html.dataset.textSize = '150'; }")
        eyes.look(stranger, f"large-{number}", screens=False)
        assert [fault for fault in eyes.of(f"large-{number}") if fault.kind == "wide"] == []

"""Twenty papers signed on a telephone, but for one; then one is checked by its QR, used again, revoked, and checked again."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.behind import Behind
from tests.journeys.browser import PASSWORD, PHONE, Eyes, Person
from tests.journeys.forms import choose_place
from tests.journeys.signing import BROKEN
from tests.journeys.stage import SEATS

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("chapters")]
TREES, PROJECT = "1.002693", "du-an"  # a licence to fell trees asks for the building permit where one builds
DECISION, GROUND = "QĐ 15/QĐ-UBND ngày 20/11/2026", "Khai sai ranh giới thửa đất."


class Story:
    """What the chapters hand on."""

    codes: list[str]
    kept: dict[str, str]
    check: str
    file: Path


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    told = Story()
    told.file = tmp_path_factory.mktemp("giay-phep") / "giay-phep.pdf"
    return told


@pytest.fixture(scope="module")
def dung(chromium: Browser, address: str, behind: Behind) -> Iterator[Person]:
    """Dũng on a telephone, logged in an hour ago."""
    person = Person(chromium, address, sessions=lambda email: str(behind.ask("tests.journeys.signing:old_session", email)))
    person.enter("dung@demo.vn").page.set_viewport_size({"width": PHONE, "height": 800})
    yield person
    person.close()


@pytest.fixture(scope="module")
def owner(chromium: Browser, address: str, behind: Behind) -> Iterator[Person]:
    """Whose permit it is."""
    person = Person(chromium, address, sessions=behind.session)
    yield person
    person.close()


def test_a_twenty_papers_with_one_failure(story: Story, dung: Person, behind: Behind, eyes: Eyes) -> None:
    story.codes = list(behind.ask("tests.journeys.signing:waiting"))
    # Other journeys beside the same portal may have given Dũng a second seat.
    seat = behind.ask("tests.journeys.money_stage:seat_of", SEATS["dung"][1])
    dung.open(f"/mot-cua/{seat}/ky-so/").sees("Văn bản chờ tôi ký")
    dung.page.locator("tbody tr", has_text=story.codes[0]).locator("td a").first.click()
    dung.sees("Khác với tờ khai")
    expect(dung.page.locator(".signing__page img").first).to_be_visible()
    eyes.look(dung, "signing-paper")
    dung.page.go_back()
    for code in story.codes:
        dung.page.locator("tbody tr", has_text=code).locator("input[name=chon]").check()
    expect(dung.page.locator("[data-bulk-said]")).to_have_text(f"Đã chọn {len(story.codes)}")
    dung.press("Ký số")
    dung.page.locator("[name=password]").fill(PASSWORD)  # an hour is too long to sign without being asked again
    dung.page.locator("main form button[type=submit]").first.click()
    dung.sees("xong 19 văn bản, 1 văn bản chưa được", story.codes[BROKEN])
    failed = dung.page.locator("tbody tr", has_text="chưa được")
    expect(failed).to_have_count(1)
    expect(failed).to_contain_text("Số này đã hủy; số mới là")
    eyes.look(dung, "signing-outcomes")
    assert eyes.of("signing-paper", "signing-outcomes") == []


def test_b_anyone_checks_a_printed_page_by_its_qr(story: Story, owner: Person, stranger: Person, behind: Behind) -> None:
    story.kept = dict(behind.ask("tests.journeys.signing:sealed", story.codes[0]))
    owner.enter(story.kept["email"]).open(story.kept["paper"]).sees(story.kept["number"])
    with owner.page.expect_download() as download:
        owner.page.get_by_role("button", name="Tải bản có chữ ký số").click()
    download.value.save_as(story.file)
    (code,) = [text for text in _read(_scanned(story.file)) if "/xac-thuc/" in text]
    story.check = urlparse(code).path
    stranger.open(story.check).sees("Còn hiệu lực", "Huỳnh Quốc Dũng").does_not_see("Đinh Thế Phong")


def _scanned(pdf: Path) -> Image.Image:
    """The first page as a cheap scanner gives it: gray, a little askew."""
    page = pdf.with_name("trang")
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", pdf, page], check=True, timeout=60)
    with Image.open(page.with_suffix(".png")) as picture:
        return picture.rotate(1.5, fillcolor=255)


def _read(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def test_c_the_permit_is_used_in_another_procedure(story: Story, owner: Person) -> None:
    choose_place(owner.open(f"/nop-ho-so/bat-dau/{TREES}/"), "Thủ Dầu Một")
    draft = owner.path.partition("/muc/")[0]
    owner.open(f"{draft}/muc/cayXanh/").page.locator('[name=lyDo][value="duAn"]').check()
    owner.press("Tiếp tục")
    section = owner.open(f"{draft}/giay-to/").page.locator(f"#giay-{PROJECT}")
    offer = section.locator(".offer__item").filter(has_text=story.kept["number"])
    offer.get_by_role("button", name="Dùng giấy này").click()
    expect(section.locator(".leaf")).to_contain_text("Từ kho giấy tờ")
    expect(section.locator(".leaf")).to_contain_text(story.kept["number"])


def test_d_a_revoked_paper_says_so_to_whoever_checks_it_again(story: Story, dung: Person, stranger: Person) -> None:
    seat = dung.page.url.partition("/mot-cua/")[2].partition("/")[0]
    dung.open(f"/mot-cua/{seat}/ho-so/{story.kept['dossier']}/lam/revoke-result/")
    dung.page.locator("[name=decision]").fill(DECISION)
    dung.page.locator("[name=reason]").fill(GROUND)
    dung.page.locator("main form button[type=submit]").first.click()
    stranger.open(story.check).sees("Đã thu hồi", DECISION, GROUND).does_not_see("Còn hiệu lực")
    stranger.open("/xac-thuc/").page.locator("[name=file]").set_input_files(story.file)
    stranger.press("Kiểm tra tệp").sees("Giấy tờ thật nhưng không còn hiệu lực", GROUND)

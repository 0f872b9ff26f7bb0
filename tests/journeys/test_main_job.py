"""The main job with JavaScript, told by the people in it: one dossier from the search box to the rating.

Each test is a chapter and goes on where the one before ended; every page is looked at on the way (see browser.Eyes).
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.browser import Eyes, Person
from tests.journeys.conftest import Meet
from tests.journeys.forms import choose_place, fill_page

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("chapters")]

PERMIT = "1.013225"


@dataclass
class Job:
    """What the chapters have brought about so far."""

    meet: Meet
    eyes: Eyes
    folder: Path
    code: str = ""
    dossier: str = ""
    result: Path = Path()

    def look(self, who: str, name: str) -> None:
        self.eyes.look(self.meet(who), name)

    def take_up(self, who: str, tab: str = "") -> Person:
        """An official finds the dossier in the queue, under ``tab`` if it is not the first, and opens it."""
        official = self.meet(who).open("/mot-cua/")
        if tab:
            official.follow(tab, within=".side-nav")
        return official.follow(self.code).sees(self.code)


@pytest.fixture(scope="module")
def job(meet: Meet, eyes: Eyes, tmp_path_factory: pytest.TempPathFactory) -> Job:
    return Job(meet, eyes, tmp_path_factory.mktemp("job"))


def test_1_someone_finds_the_procedure_without_typing_diacritics(job: Job) -> None:
    someone = job.meet("").open("/")
    job.look("", "home")
    someone.page.locator("main").locator("[name=q]").fill("giay phep xay nha")
    someone.page.keyboard.press("Enter")
    someone.sees("giấy phép xây dựng")
    job.look("", "search")
    someone.page.locator(f'main a[href*="/thu-tuc/{PERMIT}/"]').first.click()
    someone.sees("7 ngày làm việc", "Cần chuẩn bị", "Nộp ở đâu")
    job.look("", "procedure")


def test_2_logging_in_leads_back_to_the_same_place(job: Job) -> None:
    someone = job.meet("")
    someone.press("Bắt đầu").sees("Mật khẩu")
    assert "/tai-khoan/dang-nhap/" in someone.path
    someone.page.locator("[name=login]").fill("an@demo.vn")
    someone.press("Đăng nhập", exact=True)
    expect(someone.page.locator(".govuk-error-summary")).to_be_focused()
    job.look("", "login-error")
    someone.log_in("an@demo.vn")
    assert someone.path == f"/nop-ho-so/bat-dau/{PERMIT}/"
    job.look("", "start")


def test_3_mistakes_are_shown_and_what_was_typed_is_kept(job: Job) -> None:
    an = job.meet("")
    choose_place(an)
    job.look("", "form-1")
    an.box("nyc.dienThoai").fill("12ab")
    an.press("Lưu và tiếp tục")
    expect(an.page.locator(".govuk-error-summary")).to_be_focused()
    assert an.page.title().startswith("Lỗi: ")
    expect(an.box("nyc.dienThoai")).to_have_value("12ab")
    job.look("", "form-1-error")
    an.page.locator(".govuk-error-summary a").last.click()
    assert an.page.evaluate("() => document.activeElement.closest('form') !== null"), "the summary's links lead to the fields"


def test_4_the_form_is_filled_page_by_page(job: Job) -> None:
    an = job.meet("")
    while "/muc/" in an.path:
        key = fill_page(an, PERMIT)
        job.look("", f"form-{key}-filled")
        an.press("Lưu và tiếp tục")
        assert f"/muc/{key}/" not in an.path, an.main.inner_text()[:600]
    an.sees("Chụp ảnh hoặc chọn tệp")


def test_5_photo_and_drawing_are_received(job: Job, files: dict[str, Path]) -> None:
    an = job.meet("")
    an.press("Tiếp tục", exact=True)
    expect(an.page.locator(".govuk-error-summary")).to_be_focused()
    job.look("", "papers-error")
    an.upload("giay-to-dat", files["photo"]).upload("ban-ve", files["drawing"])
    job.look("", "papers")
    an.press("Tiếp tục", exact=True).sees("Kiểm tra lại trước khi nộp", "bản vẽ.pdf", "0912 345 678")
    job.look("", "check")


def test_6_nothing_is_submitted_without_the_declaration(job: Job) -> None:
    an = job.meet("")
    checked = an.path
    an.press("Nộp hồ sơ")
    expect(an.page.locator(".govuk-error-summary")).to_be_focused()
    job.look("", "check-error")
    an.box("declared").check()
    an.press("Nộp hồ sơ").sees("Đã nộp hồ sơ")
    job.code = an.page.locator("#ma-ho-so").inner_text().strip()
    job.dossier = an.path.split("/")[2]
    an.reload_until("Lưu bản xác nhận")
    job.look("", "confirmation")
    an.open(checked).sees(job.code)  # coming back to the check page shows what was submitted, and submits nothing again


def test_7_anyone_with_the_code_and_a_second_proof_can_track_it(job: Job, stranger: Person) -> None:
    stranger.open("/tra-cuu/")
    job.eyes.look(stranger, "track")
    stranger.box("code").fill(job.code.lower().replace("-", " - "))
    stranger.box("proof").fill("0000")
    stranger.press("Tra cứu").sees("Có lỗi cần sửa")
    job.eyes.look(stranger, "track-error")
    stranger.box("code").fill(job.code.lower())
    stranger.box("proof").fill("5678")
    stranger.press("Tra cứu").sees(job.code).does_not_see("Nguyễn Văn An")
    job.eyes.look(stranger, "track-result")


def test_8_the_clerk_receives(job: Job) -> None:
    clerk = job.meet("binh").open("/mot-cua/").sees(job.code)
    job.look("binh", "queue")
    job.take_up("binh")
    job.look("binh", "desk-new")
    clerk.follow("Yêu cầu bổ sung").press("Gửi yêu cầu bổ sung")
    expect(clerk.page.locator(".govuk-error-summary")).to_be_focused()
    job.look("binh", "desk-supplement-error")
    clerk.page.locator(".govuk-error-summary a").click()
    expect(clerk.box("pick_0")).to_be_focused()
    clerk.follow("Hủy").page.go_back()
    expect(clerk.page.locator(".govuk-error-summary")).to_be_focused()
    job.take_up("binh").press("Tiếp nhận").sees("Đã tiếp nhận và hẹn trả")
    job.look("binh", "desk-received")


def test_9_the_handler_asks_another_agency_and_proposes(job: Job) -> None:
    handler = job.take_up("chi")
    job.look("chi", "desk-handler")
    handler.follow("Lấy ý kiến")
    handler.box("question").fill("Lô đất có phù hợp quy hoạch không?")
    handler.press("Gửi câu hỏi").sees("Đã gửi câu hỏi")
    other = job.take_up("hai", "Phối hợp").follow("Trả lời ý kiến")
    job.look("hai", "desk-answer")
    other.page.get_by_label("Đồng ý", exact=True).check()
    other.box("answer").fill("Phù hợp quy hoạch.")
    other.press("Gửi trả lời").sees("Đã gửi trả lời")
    job.take_up("chi").follow("Soạn dự thảo")
    job.look("chi", "desk-draft")
    handler.press("Lưu dự thảo").sees("Đã lưu dự thảo").follow("Trình lãnh đạo")
    handler.box("opinion").fill("Đủ điều kiện cấp phép.")
    handler.press("Trình lãnh đạo").sees("Đã trình lãnh đạo")
    job.look("chi", "desk-proposed")


def test_a_the_leader_approves_and_signs_and_the_records_office_numbers_and_seals(job: Job) -> None:
    leader = job.take_up("dung").follow("Duyệt", within=".acts")
    job.look("dung", "desk-approve")
    leader.press("Duyệt").sees("Đã duyệt")
    job.take_up("giang").press("Cấp số").sees("Đã cấp số")
    job.take_up("dung").reload_until("Xem văn bản")
    job.look("dung", "desk-sign")
    leader.press("Ký kết quả").sees("Đã ký số")
    job.take_up("giang").press("Ký số cơ quan").sees("Đã phát hành")


def test_b_the_clerk_hands_over(job: Job) -> None:
    clerk = job.take_up("binh", "Trả kết quả").follow("Trả kết quả", within=".acts")
    job.look("binh", "desk-hand-over")
    clerk.press("Trả kết quả").sees("Đã trả kết quả")
    job.look("binh", "desk-closed")


def test_c_the_citizen_is_told_and_downloads_the_result(job: Job) -> None:
    an = job.meet("").open("/thong-bao/").reload_until("đã trả kết quả")
    job.look("", "inbox")
    an.open("/ho-so/").sees(job.code)
    job.look("", "dossiers")
    an.open(f"/ho-so/{job.dossier}/").sees("Đã có kết quả")
    job.look("", "dossier")
    an.page.locator('main a[href*="/kho/"]').first.click()
    an.sees("Chữ ký")
    job.look("", "vault-paper")
    with an.page.expect_download() as download:
        an.page.get_by_role("button", name="Tải bản có chữ ký số").click()
    job.result = job.folder / "ket-qua.pdf"
    download.value.save_as(job.result)
    assert job.result.read_bytes().startswith(b"%PDF")
    an.open("/kho/").sees("Giấy phép")
    job.look("", "vault")


def test_d_anyone_checks_the_paper_by_its_qr(job: Job, stranger: Person) -> None:
    first = job.folder / "trang"
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", job.result, first], check=True, timeout=60)
    with Image.open(first.with_suffix(".png")) as paper:
        codes = [code.text for code in zxingcpp.read_barcodes(paper) if "/xac-thuc/" in code.text]
    assert len(codes) == 1, "one QR on the first page that leads to the check"
    assert "Nguyễn" not in codes[0]
    stranger.open(urlparse(codes[0]).path).sees("Còn hiệu lực", "Giấy phép").does_not_see("Nguyễn Văn An")
    job.eyes.look(stranger, "verify")


def test_e_the_citizen_rates_once(job: Job) -> None:
    an = job.meet("").open(f"/ho-so/{job.dossier}/").follow("Đánh giá")
    job.look("", "rate")
    an.page.locator('[name=score][value="5"]').check()
    an.press("Gửi đánh giá").does_not_see("Đánh giá việc giải quyết")


@pytest.mark.parametrize("kind", ["title", "nfc", "english", "wide", "axe", "console"])
def test_no_page_of_the_job_has_a_fault(job: Job, kind: str) -> None:
    assert [fault for fault in job.eyes.of() if fault.kind == kind] == []

"""Money as people see it: VNPAY with each fault, VietQR by a statement, a refund by two, the land case with the tax loop."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from payments.sandbox.account import Account
from tests.behind import Behind
from tests.journeys.browser import Eyes
from tests.journeys.conftest import Meet
from tests.payments.test_gateway_faults import STORIES

pytestmark = pytest.mark.e2e
STAGE = "tests.journeys.money_stage"


def test_vnpay_with_every_fault(meet: Meet, behind: Behind) -> None:
    fee = behind.ask(f"{STAGE}:owed", "tre")
    an = meet("an").open(f"/thanh-toan/{fee['pk']}/").sees("2 bản × 8.000 đ", "Tổng cộng", "16.000 đ")
    an.press("Thanh toán 16.000 đ").sees("Xác nhận thanh toán")
    an.page.locator("summary").click()
    an.page.get_by_label("Báo kết quả trễ").check()
    an.page.get_by_role("button", name="Thanh toán 16.000 đ").click()
    an.sees("chờ xác nhận")  # back before the gateway has told us: nothing is believed yet
    told = behind.ask(f"{STAGE}:every_fault")
    expected = {fault: [status, cases, status if cases else "settled"] for fault, (_codes, status, cases) in STORIES.items()}
    assert told == expected
    an.reload_until("Đã nộp 16.000 đ")
    assert behind.ask(f"{STAGE}:wrong") == []


def test_vietqr_from_a_statement(meet: Meet, behind: Behind, tmp_path: Path) -> None:
    fee = behind.ask(f"{STAGE}:owed", "qr")
    an = meet("an").open(f"/thanh-toan/{fee['pk']}/").fill({"gateway": "vietqr"}).press("Thanh toán 16.000 đ")
    reference = an.page.locator("#noi-dung-chuyen").inner_text()
    bank = Account("1012345678")
    bank.transfer(16_000, reference, frozenset({"mangled"}))
    bank.transfer(5_000, "tien gi day")
    statement = tmp_path / "sao-ke.csv"
    statement.write_bytes(bank.csv())
    seat = behind.ask(f"{STAGE}:seat_of", "finance-centre")
    phuc = meet("phuc").open(f"/mot-cua/{seat}/thu-phi/sao-ke/").fill({"file": str(statement)}).press("Đọc sao kê")
    phuc.sees("Đã đọc 2 khoản có: ghi nhận 1", "chờ đối chiếu 1")
    an.open(f"/thanh-toan/{fee['pk']}/ket-qua/").sees("Đã nộp 16.000 đ")
    assert behind.ask(f"{STAGE}:wrong") == []


def test_a_refund_by_two(meet: Meet, behind: Behind) -> None:
    fee = behind.ask(f"{STAGE}:paid")
    seat = behind.ask(f"{STAGE}:second_officer")
    mine = behind.ask(f"{STAGE}:seat_of", "finance-centre")
    phuc = (
        meet("phuc").open(f"/mot-cua/{mine}/thu-phi/khoan/{fee['pk']}/hoan/").press("Đề nghị hoàn tiền").sees("Nhập lý do hoàn")
    )
    phuc.fill({"amount": "8000", "way": "cash", "reason": "Cấp thiếu một bản"}).press("Đề nghị hoàn tiền")
    phuc.sees("Đã đề nghị hoàn tiền")
    refund = phuc.path.rstrip("/").rpartition("/")[2]
    meet("dung").open(f"/mot-cua/{seat}/thu-phi/hoan/{refund}/").press("Duyệt hoàn tiền").sees("Đã ghi")
    phuc.open(phuc.path).fill({"provider_ref": "PC 0012"}).press("Ghi đã chi").sees("Đã ghi")
    meet("an").open(f"/thanh-toan/{fee['pk']}/ket-qua/").sees("8.000 đ")
    assert behind.ask(f"{STAGE}:wrong") == []


def test_the_land_case_with_the_tax_loop(meet: Meet, behind: Behind, eyes: Eyes, files: dict[str, Path]) -> None:
    """The clock stands from Nga's word to An's money; a wrong notice is taken back, wrong input loses nothing."""
    land = behind.ask(f"{STAGE}:land")
    nga, quy, phong, kim = (meet(name) for name in ("nga", "quy", "phong", "kim"))
    to = {name: f"/mot-cua/{seat}/ho-so/{land['pk']}/" for name, seat in land["seats"].items()}
    nga.open(to["nga"]).follow("Chuyển thông tin sang cơ quan thuế").press("Chuyển", exact=True).sees("Nhập ý kiến")
    nga.fill({"opinion": "Đủ điều kiện."}).press("Chuyển", exact=True)
    nga.open(to["nga"]).does_not_see("trình lãnh đạo")
    nga.follow("Hỏi cơ quan thuế").fill({"question": "Xác định nghĩa vụ tài chính."}).press("Gửi câu hỏi")

    quy.open("/mot-cua/").follow("Phối hợp", within=".side-nav").follow(land["code"]).follow("Thông báo, chứng từ, thu tiền")
    told = {"number": "LTB2643701", "issued_on": "20/11/2026", "amount_0": "50.000.000", "amount_1": "mười hai triệu"}
    quy.page.locator("summary", has_text="Nhập thông báo").click()
    quy.fill(told).press("Nhập thông báo").sees("Nhập số tiền bằng chữ số", "Chọn tệp thông báo", "Nhập hạn nộp")
    expect(quy.box("amount_1")).to_have_value("mười hai triệu")
    eyes.look(quy, "tax-notice-error")
    right = {"amount_1": "12 500 000", "until": "24/12/2026", "file": str(files["drawing"])}
    quy.fill(right).press("Nhập thông báo").sees("Đã nhập thông báo: 62.500.000 đ")
    quy.page.locator("summary", has_text="Hủy khoản phải nộp này").click()
    quy.press("Hủy khoản phải nộp này").sees("Nhập lý do hủy")
    quy.fill({"reason": "Ghi sai diện tích thửa đất"}).press("Hủy khoản phải nộp này").sees("Đã hủy khoản 62.500.000 đ")
    quy.page.locator("summary", has_text="Nhập thông báo").click()
    quy.fill(told | right | {"number": "LTB2643702", "amount_1": "2.500.000"}).press("Nhập thông báo")
    quy.sees("Đã nhập thông báo: 52.500.000 đ")
    eyes.look(quy, "tax-notices")
    quy.open(to["quy"]).follow("Trả lời").fill({"agree": "1", "answer": "Đã ra thông báo."}).press("Gửi trả lời")

    an = meet("an").open(f"/ho-so/{land['pk']}/").sees("Bạn cần nộp nghĩa vụ tài chính", "52.500.000 đ").follow("Xem và nộp")
    an.sees("LTB2643702").follow("Gửi chứng từ")
    an.fill({"number": "0012345", "place": "Kho bạc", "amount": "52.000.000"}).press("Gửi chứng từ").sees("Nhập ngày nộp")
    expect(an.box("amount")).to_have_value("52.000.000")
    eyes.look(an, "voucher-error")
    an.follow("Khoản phải nộp", within="body").press("Thanh toán 52.500.000 đ").sees("Xác nhận thanh toán")
    an.page.get_by_role("button", name="Thanh toán 52.500.000 đ").click()
    an.reload_until("Đã nộp 52.500.000 đ")

    nga.open(to["nga"]).follow("Soạn dự thảo kết quả").press("Lưu dự thảo")
    nga.open(to["nga"] + "lam/propose/").fill({"opinion": "Đã nộp đủ."}).press("Trình lãnh đạo")
    phong.open(to["phong"] + "lam/approve/").press("Duyệt").sees("Đã duyệt")
    kim.open(to["kim"] + "tien/").sees("Ghi sai diện tích thửa đất", "Đã hủy", "AC-26E")
    eyes.look(kim, "accountant-dossier")
    assert eyes.of("tax-notice-error", "tax-notices", "voucher-error", "accountant-dossier") == []
    assert behind.ask(f"{STAGE}:wrong") == []

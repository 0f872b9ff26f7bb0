"""Money as people see it: VNPAY with each fault, VietQR by a statement, a refund by two."""

from pathlib import Path

import pytest

from payments.sandbox.account import Account
from tests.behind import Behind
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

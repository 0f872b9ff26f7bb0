"""Thu's desk: a statement taken, a refund with a second person, a receipt put right, the book as a workbook."""

import io

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import SeatAssignment, User
from agencies.models import Seat
from common import clock
from payments import invariants
from payments.models import FeeRequest, Inflow, ManualCase, Receipt, Refund
from payments.sandbox.account import Account
from payments.services import settle
from tests.payments.conftest import begin, ipn
from tests.payments.test_pages import text
from tests.payments.test_vietqr import code, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def fee(make_fee, finance: Seat) -> FeeRequest:
    return make_fee(collector=finance.agency)


@pytest.fixture
def second_browser(finance: Seat) -> Client:
    user = User.objects.create_user("phuc@example.vn", "mat-khau-phuc", is_official=True)
    SeatAssignment.objects.create(user=user, seat=finance, since=clock.now())
    client = Client()
    client.force_login(user)
    return client


def test_a_statement_is_taken_and_told(officer_browser: Client, finance: Seat, fee: FeeRequest, heard: list) -> None:
    page = reverse("finance:statements", args=[finance.pk])
    assert "Chưa có sao kê nào" in text(officer_browser.get(page))
    account = Account(settings.VIETQR["account"])
    account.scan(code(shown(fee)))
    account.transfer(7000, "ai do")
    upload = SimpleUploadedFile("saoke.csv", account.csv())
    said = text(officer_browser.post(page, {"file": upload}, follow=True))
    assert "Đã đọc 2 khoản có: ghi nhận 1, đã có trước 0, chờ đối chiếu 1" in said
    again = officer_browser.post(page, {"file": SimpleUploadedFile("saoke.csv", account.csv())})
    assert (again.status_code, "đã được tải lên trước đó" in text(again)) == (422, True)
    cut = SimpleUploadedFile("x.csv", account.csv() + b"x")
    assert "Dòng 4: số cột khác dòng tiêu đề" in text(officer_browser.post(page, {"file": cut}))
    assert "Chọn tệp sao kê" in text(officer_browser.post(page, {"x": "1"}))
    assert len(heard) == 1


def test_a_refund_needs_two_and_changes_the_book(
    officer_browser: Client,
    second_browser: Client,
    finance: Seat,
    fee: FeeRequest,
    heard: list,
) -> None:
    settle.record_event("vnpay", ipn(begin(fee)))
    sheet = reverse("finance:fee", args=[finance.pk, fee.pk])
    assert "Đề nghị hoàn tiền" in text(officer_browser.get(sheet))
    ask = reverse("finance:ask-refund", args=[finance.pk, fee.pk])
    wanted = {"part": f"{Inflow.objects.get().pk}:applied:le-phi", "amount": "8000", "way": "cash", "reason": "Được miễn một bản"}
    assert "Chỉ còn 16.000 đ" in text(officer_browser.post(ask, {**wanted, "amount": "16001"}))
    assert "Chọn khoản được hoàn" in text(officer_browser.post(ask, {"x": "1"}))
    page = officer_browser.post(ask, wanted)["Location"]
    assert "người khác phải duyệt" in text(officer_browser.get(page))
    assert "Người duyệt phải khác" in text(officer_browser.post(page, {"act": "approve"}))
    assert "Duyệt hoàn tiền" in text(second_browser.get(page))
    second_browser.post(page, {"act": "approve"})
    assert "Nhập số chứng từ" in text(officer_browser.post(page, {"act": "pay"}))
    officer_browser.post(page, {"act": "pay", "provider_ref": "PC 01"})
    assert Refund.objects.get().status == "done"
    book = text(officer_browser.get(reverse("finance:day", args=[finance.pk])))
    assert "Tổng cộng 21.000 đ Đã hoàn trong ngày -8.000 đ Còn lại 13.000 đ" in book
    assert "Hoàn tiền" in text(officer_browser.get(reverse("finance:refunds", args=[finance.pk])))
    assert "đã thay thế" in book
    assert invariants.check().violations == []


def test_a_receipt_is_put_right(officer_browser: Client, finance: Seat, fee: FeeRequest, heard: list) -> None:
    settle.record_event("vnpay", ipn(begin(fee)))
    wrong = Receipt.objects.get(kind="phi")
    page = reverse("finance:replace", args=[finance.pk, wrong.pk])
    assert "Nguyễn Văn An" in officer_browser.get(page).content.decode()
    assert "Nhập lý do thay thế" in text(officer_browser.post(page, {"payer_name": "Ân"}))
    assert Receipt.objects.count() == 2
    officer_browser.post(page, {"payer_name": "Nguyễn Văn Ân", "reason": "Sai tên"})
    assert Receipt.objects.get(replaces=wrong).payer_name == "Nguyễn Văn Ân"
    assert officer_browser.get(page).status_code == 302
    assert officer_browser.get(reverse("finance:receipt", args=[finance.pk, wrong.pk])).status_code == 404  # not printed yet


def test_the_book_is_a_workbook_that_adds_up(officer_browser: Client, finance: Seat, make_fee, heard: list) -> None:
    evil = make_fee("H09-1", collector=finance.agency, payer_name='=HYPERLINK("http://x","y")')
    settle.record_event("vnpay", ipn(begin(evil)))
    answer = officer_browser.get(reverse("finance:export", args=[finance.pk]))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[8] for row in rows[1:3]] == [16000, 5000]
    assert rows[1][2].startswith("'=")
    assert [row[8] for row in rows[4:]] == ['=SUMIF(F2:F3,"Phí",I2:I3)', '=SUMIF(F2:F3,"Lệ phí",I2:I3)', "=SUM(I2:I3)"]


def test_a_case_is_sent_back_by_refund(officer_browser: Client, finance: Seat, fee: FeeRequest, heard: list) -> None:
    settle.record_event("vnpay", ipn(begin(fee), vnp_Amount="100000"))
    page = reverse("finance:case", args=[finance.pk, ManualCase.objects.get().pk])
    assert "Đề nghị hoàn lại cho người nộp" in text(officer_browser.get(page))
    officer_browser.post(page, {"act": "refund", "note": "Thu thiếu, trả lại"})
    assert "đang được hoàn: 1.000 đ" in text(officer_browser.get(page))
    found = text(officer_browser.get(reverse("finance:fees", args=[finance.pk]) + f"?ma={fee.reference[:10]}"))
    assert fee.reference in found
    assert "Chưa có lần đối soát" in text(officer_browser.get(reverse("finance:reconciliations", args=[finance.pk])))

"""What An sees, what an outsider never sees, and the gateway's door over HTTP."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agencies.models import Seat
from common import clock
from payments.models import Attempt, FeeRequest, GatewayEvent, ManualCase, Receipt
from payments.sandbox.server import Server
from payments.services import settle
from payments.services.render_receipt import render
from payments.services.request_fee import cancel_fee
from tests.payments.conftest import begin, ipn

pytestmark = pytest.mark.django_db


@pytest.fixture
def an_browser(an: User, client: Client) -> Client:
    client.force_login(an)
    return client


@pytest.fixture
def outsider_browser(outsider: User) -> Client:
    client = Client()
    client.force_login(outsider)
    return client


def show(fee: FeeRequest) -> str:
    return reverse("pay:show", args=[fee.pk])


def result(fee: FeeRequest) -> str:
    return reverse("pay:result", args=[fee.pk])


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_before_leaving_an_reads_what_how_much_and_why(an_browser: Client, fee: FeeRequest) -> None:
    words = text(an_browser.get(show(fee)))
    for part in (
        "Cấp bản sao trích lục hộ tịch",
        "16.000 đ",
        "2 bản × 8.000 đ",
        "5.000 đ",
        "TT 281/2016/TT-BTC",
        "Thanh toán 21.000 đ",
    ):
        assert part in words


def test_paying_leaves_with_303_for_the_signed_page(an_browser: Client, fee: FeeRequest) -> None:
    response = an_browser.post(show(fee))
    attempt = Attempt.objects.get()
    assert (response.status_code, response["Location"]) == (303, attempt.redirect_url)
    assert an_browser.post(show(fee))["Location"] == attempt.redirect_url
    policy = response["Content-Security-Policy"]
    origin = "/".join(attempt.redirect_url.split("/")[:3])
    assert origin in next(part for part in policy.split("; ") if part.startswith("form-action"))


def test_coming_back_shows_the_true_state_and_believes_nothing(an_browser: Client, fee: FeeRequest, heard: list) -> None:
    message = ipn(begin(fee))
    response = an_browser.get(f"{reverse('pay:return')}?{message}", follow=True)
    assert response.redirect_chain == [(result(fee), 302)]
    assert "Đang chờ xác nhận thanh toán" in text(response)
    assert "đừng thanh toán lần nữa" in text(response)
    assert response["Refresh"] == "5"
    assert (FeeRequest.objects.get().status, GatewayEvent.objects.count(), heard) == ("due", 0, [])
    stopped = an_browser.get(f"{result(fee)}?dung=1")
    assert "Refresh" not in stopped
    settle.record_event("vnpay", message)
    assert "Đã nộp 21.000 đ" in text(an_browser.get(result(fee)))
    assert an_browser.get(show(fee)).status_code == 302


def test_the_return_page_without_the_gateways_hash_is_404(an_browser: Client, fee: FeeRequest) -> None:
    forged = ipn(begin(fee), secret="not the secret")
    assert an_browser.get(f"{reverse('pay:return')}?{forged}").status_code == 404
    assert an_browser.get(reverse("pay:return")).status_code == 404


def test_a_failure_says_why_and_offers_another_try(an_browser: Client, fee: FeeRequest, heard: list) -> None:
    settle.record_event("vnpay", ipn(begin(fee), response="51"))
    words = text(an_browser.get(result(fee)))
    assert "Tài khoản không đủ số dư" in words
    assert "Thanh toán lại 21.000 đ" in words
    assert "Lần thanh toán trước không thành công" in text(an_browser.get(show(fee)))
    assert an_browser.post(show(fee)).status_code == 303
    assert Attempt.objects.count() == 2


def test_a_person_checks_a_wrong_amount_and_an_is_told(an_browser: Client, fee: FeeRequest, heard: list) -> None:
    settle.record_event("vnpay", ipn(begin(fee), vnp_Amount="100000"))
    response = an_browser.get(result(fee))
    assert "Bộ phận kế toán đang đối chiếu" in text(response)
    assert "Refresh" not in response
    assert "Mở lại trang thanh toán" not in text(response)
    assert an_browser.post(show(fee)).status_code == 302  # on to the state, not to the gateway
    assert Attempt.objects.count() == 1


def test_an_expired_try_and_a_silent_gateway_send_nobody_away(an_browser: Client, fee: FeeRequest, sandbox: Server) -> None:
    sandbox.bank.faults = frozenset({"query-500"})
    begin(fee)
    with time_machine.travel(clock.now() + timedelta(minutes=20)):
        assert an_browser.post(show(fee))["Location"] == result(fee)
    assert Attempt.objects.count() == 1


def test_a_try_cancelled_at_the_bank_makes_room_for_another(an_browser: Client, fee: FeeRequest, sandbox: Server) -> None:
    first = begin(fee)
    transaction = sandbox.bank.open(first.redirect_url.partition("?")[2])
    sandbox.bank.finish(transaction.ref, transaction.token, "24", frozenset({"lost"}))
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        assert an_browser.post(show(fee))["Location"] != first.redirect_url
    assert list(Attempt.objects.values_list("status", flat=True)) == ["failed", "sent"]


@pytest.mark.parametrize(("how", "words"), [("cancelled", "không còn phải nộp"), ("expired", "Đã hết hạn nộp")])
def test_a_fee_that_is_over_says_so(an_browser: Client, fee: FeeRequest, how: str, words: str) -> None:
    if how == "cancelled":
        cancel_fee(fee)
    else:
        FeeRequest.objects.update(status="expired")
    assert words in text(an_browser.get(show(fee), follow=True))
    assert an_browser.post(show(fee)).status_code == 302
    assert not Attempt.objects.exists()


def test_a_stranger_finds_nothing_and_changes_nothing(
    outsider_browser: Client, client: Client, fee: FeeRequest, heard: list
) -> None:
    message = ipn(begin(fee))
    settle.record_event("vnpay", message)
    printed = Receipt.objects.first()
    render({"receipt": str(printed.pk)})
    pages = [show(fee), result(fee), f"{reverse('pay:return')}?{message}", reverse("pay:receipt", args=[printed.pk])]
    for page in pages:
        assert outsider_browser.get(page).status_code == 404
        assert client.get(page).status_code == 302  # to the login
    assert outsider_browser.post(show(fee)).status_code == 404
    assert Attempt.objects.count() == 1


def test_the_receipt_is_ones_own_pdf(an_browser: Client, fee: FeeRequest, heard: list) -> None:
    settle.record_event("vnpay", ipn(begin(fee)))
    printed = Receipt.objects.first()
    address = reverse("pay:receipt", args=[printed.pk])
    assert "Bản PDF đang được lập" in text(an_browser.get(result(fee)))
    assert an_browser.get(address).status_code == 404
    render({"receipt": str(printed.pk)})
    response = an_browser.get(address)
    assert response.content.startswith(b"%PDF")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "00"),
        ({"secret": "x"}, "97"),
        ({"vnp_TxnRef": "H09-none_1"}, "01"),
        ({"vnp_Amount": "100"}, "04"),
        ({"response": "24"}, "00"),
    ],
)
def test_the_gateways_door(client: Client, fee: FeeRequest, heard: list, changes: dict[str, str], code: str) -> None:
    address = f"{reverse('pay:ipn')}?{ipn(begin(fee), **changes)}"
    response = client.get(address)
    assert (response.status_code, response.json()["RspCode"]) == (200, code)
    assert client.post(address).status_code == 405


def test_a_failure_behind_the_door_asks_vnpay_to_come_again(
    client: Client, fee: FeeRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args) -> None:
        raise RuntimeError

    attempt = begin(fee)
    monkeypatch.setattr(settle, "handle", broken)
    assert client.get(f"{reverse('pay:ipn')}?{ipn(attempt)}").json()["RspCode"] == "99"
    assert GatewayEvent.objects.get().outcome == ""


def test_pages_ask_few_questions(an_browser: Client, fee: FeeRequest, heard: list, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        an_browser.get(show(fee))
    settle.record_event("vnpay", ipn(begin(fee)))
    with django_assert_max_num_queries(12):
        an_browser.get(result(fee))


def test_the_day_book_shows_what_was_collected_here(officer_browser: Client, finance: Seat, make_fee, heard: list) -> None:
    mine, other = make_fee("H09.19-1", collector=finance.agency), make_fee("H09-2")
    for fee in (mine, other):
        settle.record_event("vnpay", ipn(begin(fee)))
    words = text(officer_browser.get(reverse("finance:day", args=[finance.pk])))
    assert "H09.19-1" in words
    assert "H09-2" not in words
    assert "Tổng phí 5.000 đ Tổng lệ phí 16.000 đ Tổng cộng 21.000 đ" in words
    assert "Nguyễn V. A." in words
    assert "Chưa có khoản nào" in text(officer_browser.get(f"{reverse('finance:day', args=[finance.pk])}?ngay=2025-01-01"))


def test_a_case_is_closed_with_a_note_and_by_this_agency_only(
    officer_browser: Client, an_browser: Client, finance: Seat, make_fee, heard: list
) -> None:
    for fee in (make_fee("H09.19-1", collector=finance.agency), make_fee("H09-2")):
        settle.record_event("vnpay", ipn(begin(fee), vnp_Amount="100000"))
    mine, other = ManualCase.objects.order_by("opened_at")
    page = reverse("finance:case", args=[finance.pk, mine.pk])
    assert "Nhập giải trình" in text(officer_browser.post(page, {"act": "void", "note": " "}))
    elsewhere = reverse("finance:case", args=[finance.pk, other.pk])
    said = {"act": "void", "note": "Sao kê không có"}
    assert officer_browser.post(elsewhere, said).status_code == 404
    assert an_browser.post(page, said).status_code == 404
    short = text(officer_browser.post(page, {"act": "put", "reference": mine.fee.reference, "note": "Đủ"}))
    assert "còn thiếu 20.000 đ" in short
    assert not ManualCase.objects.filter(closed_at__isnull=False).exists()
    assert officer_browser.post(page, said).status_code == 302
    mine.refresh_from_db()
    assert (mine.note, mine.closed_by.email) == ("Sao kê không có", "ke-toan@example.vn")

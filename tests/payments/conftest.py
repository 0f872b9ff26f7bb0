"""An has a fee to pay; the sandbox stands where VNPAY would; a listener counts what the rest of the house hears."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import SeatAssignment, User
from agencies.models import Agency, AgencyLevel, Seat
from common import clock, events
from common.events import FeeExpired, FeeSettled
from payments.gateways.vnpay import protocol
from payments.models import Attempt, FeeRequest
from payments.sandbox.bank import Bank
from payments.sandbox.server import Server, make
from payments.services.attempt import start
from payments.services.request_fee import request_fee

SECRET = "0123456789ABCDEF0123456789ABCDEF"
RETURN = "http://testserver/thanh-toan/ket-qua/"


@dataclass(frozen=True)
class Line:
    code: str
    name: str
    kind: str
    amount: int
    basis: str = ""
    explanation: str = ""


COPIES = Line("LP-BSTL", "Lệ phí cấp bản sao trích lục hộ tịch", "le-phi", 16000, "TT 281/2016/TT-BTC", "2 bản × 8.000 đ")
SEARCH = Line("PHI-TC", "Phí khai thác dữ liệu hộ tịch", "phi", 5000, "TT 281/2016/TT-BTC", "1 hồ sơ × 5.000 đ")


@pytest.fixture
def an(db) -> User:
    return User.objects.create_user("an@example.vn", "mat-khau-cua-an")


@pytest.fixture
def outsider(db) -> User:
    return User.objects.create_user("ke-la@example.vn", "mat-khau-cua-la")


@pytest.fixture
def make_fee(an: User) -> Callable[..., FeeRequest]:
    def make(reference: str = "H09.19-261122-0001", **changes) -> FeeRequest:
        details = {
            "lines": [COPIES, SEARCH],
            "payer": an,
            "payer_name": "Nguyễn Văn An",
            "payer_address": "Phường Phú Cường, thành phố Thủ Dầu Một",
            "title": "Cấp bản sao trích lục hộ tịch",
            "return_path": f"/ho-so/{reference}/",
            "expires_at": clock.now() + timedelta(days=1),
        }
        return request_fee(reference=reference, **{**details, **changes})

    return make


@pytest.fixture
def fee(make_fee) -> FeeRequest:
    return make_fee()


def begin(fee: FeeRequest, now: datetime | None = None) -> Attempt:
    return start(fee, gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=now or clock.now())


def ipn(attempt: Attempt | str, *, response: str = "00", secret: str = SECRET, **changes: str) -> str:
    """The query string VNPAY would send about ``attempt``."""
    params = {
        "vnp_Amount": "2100000",
        "vnp_BankCode": "NCB",
        "vnp_BankTranNo": "VNP14831393",
        "vnp_CardType": "ATM",
        "vnp_OrderInfo": "Thanh toan ho so",
        "vnp_PayDate": "20261122083211",
        "vnp_ResponseCode": response,
        "vnp_TmnCode": settings.VNPAY["tmn_code"],
        "vnp_TransactionNo": "14831393" if response == "00" else "0",
        "vnp_TransactionStatus": "00" if response == "00" else "02",
        "vnp_TxnRef": attempt if isinstance(attempt, str) else attempt.txn_ref,
        **changes,
    }
    return protocol.signed_query(params, secret)


@pytest.fixture
def heard(monkeypatch) -> list:
    """Every FeeSettled and FeeExpired, in order; other listeners stay out of these tests."""
    said: list = []
    monkeypatch.setitem(events._listeners, FeeSettled, [said.append])
    monkeypatch.setitem(events._listeners, FeeExpired, [said.append])
    return said


@pytest.fixture
def sandbox(settings) -> Iterator[Server]:
    """A running sandbox gateway that our adapter talks to; its IPN goes nowhere unless the test sets ``bank.ipn_url``."""
    server = make(Bank(SECRET, "http://127.0.0.1:9/thanh-toan/vnpay/ipn", tries=1, retry_seconds=0.01, late_seconds=0.2))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    settings.VNPAY = {
        **settings.VNPAY,
        "pay_url": f"{origin}/paymentv2/vpcpay.html",
        "api_url": f"{origin}/merchant_webapi/api/transaction",
    }
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def finance(db) -> Seat:
    level = AgencyLevel.objects.create(code="xa", name="Xã", rank=3)
    agency = Agency.objects.create(
        code="H09.19", name="UBND phường Phú Cường", kind=Agency.Kind.AUTHORITY, level=level, path="/1/19/",
        valid_from="2020-01-01", parent=Agency.objects.create(
            code="H09", name="UBND tỉnh Bình Dương", kind=Agency.Kind.AUTHORITY, level=level, path="/1/", valid_from="2020-01-01"
        ),
    )  # fmt: skip
    return Seat.objects.create(agency=agency, role=Seat.Role.FINANCE, title="Kế toán")


@pytest.fixture
def officer_browser(finance: Seat) -> Client:
    officer = User.objects.create_user("ke-toan@example.vn", "mat-khau-ke-toan", is_official=True)
    SeatAssignment.objects.create(user=officer, seat=finance, since=clock.now())
    client = Client()
    client.force_login(officer)
    return client

"""The national payment platform: init, confirm, query, against its sandbox with every fault."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common import clock
from payments import invariants
from payments.gateways.national import protocol
from payments.models import Attempt, FeeRequest, GatewayEvent, ManualCase
from payments.sandbox.national import Platform, Server, make
from payments.services import settle
from payments.services.ask import ask
from payments.services.attempt import GatewaySilent, start
from payments.tasks import sweep_now
from tests.payments.conftest import RETURN

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(settings) -> Iterator[Server]:
    """A running platform that our adapter talks to; its confirm goes nowhere unless the test hands it over."""
    made = Platform(settings.NATIONAL_PAYMENT["secret"], "http://127.0.0.1:9/x", tries=1, retry_seconds=0.01, late_seconds=0.01)
    server = make(made)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    settings.NATIONAL_PAYMENT = {
        **settings.NATIONAL_PAYMENT,
        "api_url": f"http://127.0.0.1:{server.server_address[1]}/thanhtoan",
        "page_hosts": ["127.0.0.1"],
    }
    yield server
    server.shutdown()
    server.server_close()


def begin(fee: FeeRequest) -> Attempt:
    return start(fee, gateway="national", ip="127.0.0.1", return_url=RETURN, now=clock.now())


def confirm(attempt: Attempt, code: str = "00", **changes: str) -> str:
    """The body that the platform would send."""
    secret = changes.pop("secret", django_settings.NATIONAL_PAYMENT["secret"])
    said = {
        "LoaiBanTin": "XacNhan",
        "MaLoi": code,
        "MaDoiTac": "DEMO",
        "MaThamChieu": attempt.txn_ref,
        "SoTien": "21000",
        "MaTienTe": "VND",
        "MaGiaoDich": "DVC7000000001",
        "MaNganHang": "VCB",
        "ThoiGianGD": "20261122083000",
        "ThongTinGiaoDich": "THANH TOAN HO SO",
        **changes,
    }
    return json.dumps({**said, "MaXacThuc": protocol.authenticator(said, protocol.CONFIRM_FIELDS, secret)})


def test_the_authenticator_is_the_sha256_of_the_fields_and_the_secret() -> None:
    """Our own vector, recomputed with ``printf '%s' 'TruyVan|1.0.6|DEMO|H-1_1|20261122083000|s3cret' | sha256sum``."""
    asked = {
        "LoaiBanTin": "TruyVan",
        "PhienBan": "1.0.6",
        "MaDoiTac": "DEMO",
        "MaThamChieu": "H-1_1",
        "ThoiGianGD": "20261122083000",
    }
    expected = "2fabe2998fcfd579103de02ecd755fd5626465b2c68256a5edd1707736df2c07"
    assert protocol.authenticator(asked, protocol.QUERY_FIELDS, "s3cret") == expected


def test_init_opens_a_page_and_the_same_try_is_the_same_payment(fee: FeeRequest, platform: Server, heard: list) -> None:
    attempt = begin(fee)
    assert (attempt.status, begin(fee).pk) == ("sent", attempt.pk)
    order = platform.platform.payments[attempt.txn_ref].order
    assert order["ThongTinGiaoDich"] == f"THANH TOAN HO SO {fee.reference}"
    assert [(row["LoaiPhiLePhi"], row["SoTien"]) for row in order["ThongTinBienLai"]["PhiLePhi"]] == [
        ("2", "16000"),
        ("1", "5000"),
    ]
    with httpx.Client(trust_env=False) as payer:
        assert "21.000 đ" in payer.get(attempt.redirect_url).text


def test_a_silent_init_takes_nothing_and_can_be_left(fee: FeeRequest, platform: Server, heard: list) -> None:
    platform.platform.faults = frozenset({"init-500"})
    with pytest.raises(GatewaySilent):
        begin(fee)
    assert Attempt.objects.get().status == "created"
    platform.platform.faults = frozenset()
    assert begin(fee).status == "sent"  # the same try, opened now
    assert Attempt.objects.count() == 1


def test_after_a_silent_init_another_way_is_open(fee: FeeRequest, platform: Server, heard: list) -> None:
    platform.platform.faults = frozenset({"init-500"})
    with pytest.raises(GatewaySilent):
        begin(fee)
    other = start(fee, gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=clock.now())
    assert sorted(Attempt.objects.values_list("gateway", "status")) == [("national", "cancelled"), ("vnpay", "sent")]
    assert other.redirect_url


@pytest.mark.parametrize(
    ("changes", "code", "status", "case"),
    [
        ({}, "00", "settled", None),
        ({"secret": "x"}, "97", "due", None),
        ({"SoTien": "20000"}, "04", "due", "wrong-amount"),
        ({"MaTienTe": "USD"}, "04", "due", "wrong-amount"),
        ({"MaThamChieu": "H-la_1"}, "01", "due", "unknown-order"),
        ({"code": "24"}, "00", "due", None),
        ({"code": "51"}, "00", "due", None),
    ],
)
def test_the_platforms_door(
    client: Client, fee: FeeRequest, platform: Server, heard: list, changes: dict, code: str, status: str, case: str | None
) -> None:
    body = confirm(begin(fee), **changes)
    for _time in range(2):
        answer = client.post(reverse("pay:confirm"), body, content_type="application/json")
        assert (answer.status_code, answer.json()["MaLoi"]) == (200, code)
    fee.refresh_from_db()
    assert fee.status == status
    assert list(ManualCase.objects.values_list("kind", flat=True)) == ([case] if case else [])
    assert (len(heard), invariants.check().violations) == (status == "settled", [])


def test_nonsense_at_the_door_changes_nothing(client: Client, fee: FeeRequest) -> None:
    for body in ("", "[]", "{", '"x"', "x" * 20_000, '{"MaXacThuc": 5}'):
        answer = client.post(reverse("pay:confirm"), body, content_type="application/json")
        assert (answer.status_code, answer.json()["MaLoi"] in ("97", "99")) == (200, True)
    assert not GatewayEvent.objects.exclude(outcome="unverified").exists()


@pytest.mark.parametrize(
    ("fault", "codes"),
    [("", ["00"]), ("late", ["00"]), ("twice", ["00", "00"]), ("lost", []), ("wrong-signature", ["97"])]
    + [("out-of-order", ["00", "00"]), ("wrong-amount", ["04"]), ("unknown-order", ["01", "00"])],
)
def test_every_fault_of_the_confirm_ends_in_the_truth(
    fee: FeeRequest, platform: Server, heard: list, monkeypatch: pytest.MonkeyPatch, fault: str, codes: list[str]
) -> None:
    """The confirms are handed over one after the other, in this test's own connection; then the sweep asks."""
    answers: list[str] = []

    def handed_over(_platform: Platform, message: dict[str, str]) -> str:
        answers.append(settle.record_event("national", json.dumps(message))["MaLoi"])
        return answers[-1]

    monkeypatch.setattr(Platform, "_send", handed_over)
    platform.platform.spawn = lambda work, *args: work(*args)
    attempt = begin(fee)
    paid = platform.platform.payments[attempt.txn_ref]
    platform.platform.finish(attempt.txn_ref, paid.token, "00", frozenset({fault}) if fault else frozenset())
    assert sorted(answers) == sorted(codes)
    with time_machine.travel(clock.now() + timedelta(minutes=4)):
        sweep_now()
    fee.refresh_from_db()
    assert fee.status == ("due" if fault == "wrong-amount" else "settled")
    assert (len(heard), invariants.check().violations) == (fee.status == "settled", [])


def test_a_silent_query_lets_nothing_expire(fee: FeeRequest, platform: Server, heard: list) -> None:
    attempt = begin(fee)
    platform.platform.faults = frozenset({"query-500"})
    with time_machine.travel(clock.now() + timedelta(days=2)):
        sweep_now()
        fee.refresh_from_db()
        assert (fee.status, heard) == ("due", [])
        platform.platform.faults = frozenset()
        platform.platform.finish(attempt.txn_ref, platform.platform.payments[attempt.txn_ref].token, "00", frozenset({"lost"}))
        sweep_now()
    fee.refresh_from_db()
    assert (fee.status, ask(attempt)) == ("settled", "succeeded")


def test_the_way_back_finds_ones_own_fee_and_believes_nothing(
    an: User, outsider: User, client: Client, fee: FeeRequest, platform: Server
) -> None:
    page = f"{reverse('pay:return')}?MaThamChieu={begin(fee).txn_ref}"
    client.force_login(an)
    assert client.get(page)["Location"] == reverse("pay:result", args=[fee.pk])
    assert FeeRequest.objects.get().status == "due"
    client.force_login(outsider)
    assert client.get(page).status_code == 404

"""Start, ask, expire: against the sandbox gateway over real HTTP (faults F8, F12)."""

from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
import time_machine

from common import clock
from common.errors import DomainError
from common.events import FeeExpired, FeeSettled
from payments import invariants, rules
from payments.gateways import client
from payments.gateways.port import GatewayDown
from payments.models import Attempt, FeeRequest, ManualCase
from payments.sandbox.server import Server
from payments.services.ask import ask, expire_fee
from payments.services.attempt import NotDue, TooLate, Waiting
from payments.services.request_fee import NothingDue, cancel_fee
from payments.tasks import sweep, sweep_now
from tests.payments.conftest import COPIES, begin

pytestmark = pytest.mark.django_db
LATER = rules.PAGE_OPEN + rules.GRACE + timedelta(minutes=1)


def at_the_bank(server: Server, attempt: Attempt, response: str, *faults: str) -> str:
    """The payer opens the page and presses a button there; returns the address they are sent back to."""
    transaction = server.bank.open(urlsplit(attempt.redirect_url).query)
    return server.bank.finish(transaction.ref, transaction.token, response, frozenset({"lost", *faults}))


def test_the_sandbox_takes_our_signature(fee: FeeRequest, sandbox: Server) -> None:
    page = httpx.get(begin(fee).redirect_url)
    assert page.status_code == 200
    assert "21.000 đ" in page.text
    assert "Thanh toan ho so H09.19-261122-0001" in page.text
    assert httpx.get(begin(fee).redirect_url.replace("Amount=2100000", "Amount=100")).status_code == 400


def test_a_second_click_gets_the_same_page(fee: FeeRequest) -> None:
    assert begin(fee).redirect_url == begin(fee).redirect_url
    assert Attempt.objects.count() == 1


def test_no_second_try_while_the_first_may_still_prove_a_payment(fee: FeeRequest) -> None:
    begin(fee)
    with pytest.raises(Waiting):
        begin(fee, clock.now() + LATER)
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(("state", "error"), [("cancelled", NotDue), ("late", TooLate)])
def test_nobody_is_sent_away_for_nothing(fee: FeeRequest, state: str, error: type[DomainError]) -> None:
    if state == "cancelled":
        assert cancel_fee(fee)
        assert not cancel_fee(fee)
    with pytest.raises(error):
        begin(fee, fee.expires_at - timedelta(minutes=1))
    assert not Attempt.objects.exists()


def test_nothing_due_is_no_demand(make_fee) -> None:
    with pytest.raises(NothingDue):
        make_fee(lines=[])
    assert not FeeRequest.objects.exists()


def test_a_lost_ipn_is_found_by_asking(fee: FeeRequest, sandbox: Server, heard: list) -> None:
    attempt = begin(fee)
    at_the_bank(sandbox, attempt, "00")
    assert sweep_now() == {"handled": 0, "asked": 0, "expired": 0}  # too young to ask about
    with time_machine.travel(clock.now() + rules.ASK_AFTER * 2):
        assert sweep_now()["asked"] == 1
    assert FeeRequest.objects.get().status == "settled"
    assert [type(event) for event in heard] == [FeeSettled]
    assert invariants.check().violations == []


def test_an_unfinished_payment_expires_only_after_the_gateway_was_asked(fee: FeeRequest, sandbox: Server, heard: list) -> None:
    attempt = begin(fee)
    sandbox.bank.open(urlsplit(attempt.redirect_url).query)
    assert ask(attempt) == "sent"
    with time_machine.travel(clock.now() + LATER):
        assert ask(attempt) == "expired"
    assert heard == []
    assert begin(fee).txn_ref.endswith("_2")


def test_an_order_the_gateway_never_saw_expires_too(fee: FeeRequest, sandbox: Server) -> None:
    attempt = begin(fee)
    with time_machine.travel(clock.now() + LATER):
        assert ask(attempt) == "expired"


@pytest.mark.parametrize("fault", ["query-500", "query-garbage", "query-slow"])
def test_a_gateway_in_trouble_expires_nothing(
    fee: FeeRequest, sandbox: Server, heard: list, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "TIMEOUT", httpx.Timeout(0.2))
    sandbox.bank.faults = frozenset({fault})
    attempt = begin(fee)
    with time_machine.travel(fee.expires_at + timedelta(hours=1)):
        with pytest.raises(GatewayDown):
            ask(attempt)
        assert sweep_now() == {"handled": 0, "asked": 0, "expired": 0}
    assert (FeeRequest.objects.get().status, Attempt.objects.get().status, heard) == ("due", "sent", [])


def test_an_answer_with_a_wrong_hash_is_no_answer(fee: FeeRequest, sandbox: Server) -> None:
    sandbox.bank.secret = "not the secret"
    with pytest.raises(GatewayDown):
        ask(begin(fee))


def test_the_client_speaks_to_one_host_only(fee: FeeRequest, settings) -> None:
    settings.VNPAY = {**settings.VNPAY, "api_url": "http://169.254.169.254/latest", "api_host": "sandbox.vnpayment.vn"}
    with pytest.raises(GatewayDown, match="host not allowed"):
        ask(begin(fee))


def test_an_unpaid_fee_expires_and_says_so_once(fee: FeeRequest, sandbox: Server, heard: list) -> None:
    with time_machine.travel(fee.expires_at + timedelta(minutes=1)):
        sweep()
        sweep()
    assert FeeRequest.objects.get().status == "expired"
    assert [type(event) for event in heard] == [FeeExpired]
    assert invariants.check().violations == []


def test_before_a_fee_expires_even_failed_tries_are_asked_about(fee: FeeRequest, sandbox: Server, heard: list) -> None:
    attempt = begin(fee)
    at_the_bank(sandbox, attempt, "00")
    Attempt.objects.filter(pk=attempt.pk).update(status="failed")
    with time_machine.travel(fee.expires_at + timedelta(minutes=1)):
        assert not expire_fee(fee)
    assert FeeRequest.objects.get().status == "settled"
    assert [type(event) for event in heard] == [FeeSettled]


def test_money_after_expiry_still_settles(fee: FeeRequest, sandbox: Server, heard: list) -> None:
    attempt = begin(fee)
    with time_machine.travel(fee.expires_at + timedelta(minutes=1)):
        assert expire_fee(fee)
    at_the_bank(sandbox, attempt, "00")
    ask(attempt)
    assert FeeRequest.objects.get().status == "settled"
    assert [type(event) for event in heard] == [FeeExpired, FeeSettled]
    assert invariants.check().violations == []


def test_a_wrong_amount_is_one_case_and_holds_the_fee(fee: FeeRequest, sandbox: Server, heard: list) -> None:
    attempt = begin(fee)
    at_the_bank(sandbox, attempt, "00", "wrong-amount")
    ask(attempt)
    ask(attempt)
    assert ManualCase.objects.get().kind == "wrong-amount"
    with pytest.raises(Waiting):
        begin(fee)
    with time_machine.travel(fee.expires_at + timedelta(minutes=1)):
        assert not expire_fee(fee)
    assert (FeeRequest.objects.get().status, heard) == ("due", [])


def test_a_line_of_nothing_states_an_exemption(make_fee) -> None:
    free = type(COPIES)("MIEN", "Miễn lệ phí", "le-phi", 0, "Luật Hộ tịch", "Người thuộc hộ nghèo")
    assert make_fee(lines=[COPIES, free]).total == 16000


def test_the_sweep_goes_to_the_last_row(make_fee, heard: list) -> None:
    for number in range(103):
        make_fee(f"H09-{number}")
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert sweep_now()["expired"] == len(heard) == 103

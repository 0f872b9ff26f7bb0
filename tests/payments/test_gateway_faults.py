"""The sandbox calls our IPN over real HTTP with each fault on; afterwards every đồng is in one place (F7, I3)."""

import re
import subprocess
import sys
import time
from collections.abc import Callable

import httpx
import pytest

from payments import invariants
from payments.models import Attempt, FeeRequest, ManualCase
from payments.sandbox.bank import FAULTS
from payments.sandbox.server import Server
from payments.services.ask import ask
from tests.payments.conftest import begin

pytestmark = pytest.mark.django_db(transaction=True)
# fault → (answers that our door gives, fee's status after them, kinds of cases)
STORIES = {
    "late": (["00"], "settled", []),
    "twice": (["00", "02"], "settled", []),
    "lost": ([], "due", []),
    "wrong-amount": (["04"], "due", ["wrong-amount"]),
    "wrong-signature": (["97"], "due", []),
    "fail-then-success": (["00", "00"], "settled", []),
    "success-then-fail": (["00", "02"], "settled", []),
    "unknown-order": (["00", "01"], "settled", ["unknown-order"]),
    "no-return": (["00"], "settled", []),
}


def wait(until: Callable[[], bool]) -> None:
    """Give the gateway's thread up to five seconds."""
    end = time.monotonic() + 5
    while not until() and time.monotonic() < end:
        time.sleep(0.01)
    assert until()


def press(attempt: Attempt, button: str, *faults: str) -> httpx.Response:
    """Open the bank's page like a browser and press a button on it."""
    with httpx.Client() as browser:
        page = browser.get(attempt.redirect_url)
        hidden = dict(re.findall(r'name="(ref|token)" value="([^"]+)"', page.text))
        address = httpx.URL(attempt.redirect_url).join("/finish")
        return browser.post(address, data={**hidden, "response": button, "fault": list(faults)})


def test_every_fault_of_the_ipn_has_a_story() -> None:
    assert {name for name in FAULTS if not name.startswith(("query-", "refund-"))} == set(STORIES)


@pytest.mark.parametrize("fault", STORIES)
def test_a_payment_with_a_fault(fee: FeeRequest, sandbox: Server, live_server, heard: list, fault: str) -> None:
    answers, status, cases = STORIES[fault]
    sandbox.bank.ipn_url = f"{live_server.url}/thanh-toan/vnpay/ipn"
    attempt = begin(fee)
    response = press(attempt, "00", fault)
    assert response.status_code == (200 if fault == "no-return" else 303)
    wait(lambda: len(sandbox.bank.deliveries) >= len(answers))
    assert sorted(code for _query, code in sandbox.bank.deliveries) == answers
    assert FeeRequest.objects.get().status == status
    assert list(ManualCase.objects.values_list("kind", flat=True)) == cases
    assert invariants.check().violations == []
    if not cases:
        ask(attempt)  # what the sweep does: now the truth is known whatever was lost
        assert FeeRequest.objects.get().status == "settled"
        assert len(heard) == 1
    assert invariants.check().violations == []


def test_a_payer_who_cancels(fee: FeeRequest, sandbox: Server, live_server, heard: list) -> None:
    sandbox.bank.ipn_url = f"{live_server.url}/thanh-toan/vnpay/ipn"
    attempt = begin(fee)
    response = press(attempt, "24")
    assert response.headers["Location"].startswith("http://testserver/thanh-toan/ket-qua/?vnp_Amount=2100000")
    wait(lambda: bool(sandbox.bank.deliveries))
    attempt.refresh_from_db()
    assert (attempt.status, attempt.reason_code, heard) == ("cancelled", "24", [])
    assert "kết thúc" in httpx.get(attempt.redirect_url).text  # the same page again takes no money


def test_the_sandbox_refuses_another_s_form(fee: FeeRequest, sandbox: Server) -> None:
    attempt = begin(fee)
    httpx.get(attempt.redirect_url)
    address = httpx.URL(attempt.redirect_url).join("/finish")
    assert httpx.post(address, data={"ref": attempt.txn_ref, "token": "guess", "response": "00"}).status_code == 400
    assert ask(attempt) == "sent"


def test_the_sandbox_runs_as_its_own_process(fee: FeeRequest, settings) -> None:
    arguments = [sys.executable, "-m", "payments.sandbox", "--port", "0", "--ipn-url", "http://127.0.0.1:9/ipn"]
    env = {"VNPAY_SECRET": settings.VNPAY["secret"], "PATH": "", "SANDBOX_FAULTS": "lost"}
    process = subprocess.Popen(arguments, env=env, stderr=subprocess.PIPE, text=True, cwd=settings.BASE_DIR)
    try:
        origin = re.search(r"at (http://\S+),", process.stderr.readline()).group(1)
        settings.VNPAY = {
            **settings.VNPAY,
            "pay_url": f"{origin}/paymentv2/vpcpay.html",
            "api_url": f"{origin}/merchant_webapi/api/transaction",
        }
        attempt = begin(fee)
        press(attempt, "00")
        assert ask(attempt) == "succeeded"
    finally:
        process.terminate()
        process.communicate(timeout=5)
    assert process.returncode == 0

"""An asks what the State knows of him; the registers behave, or do not (fault F12). Real HTTP throughout."""

import re
import subprocess
import sys
import time
import uuid

import httpx
import pytest

from audit.models import AuditEvent
from common.actors import Actor
from exchange import circuit
from exchange.registers.port import Question
from exchange.sandbox.server import FAULTS, POPULATION, Server
from exchange.services.look_up import PAGE_BUDGET, Reason, Status, look_up

pytestmark = pytest.mark.django_db
AN = Question("population", "074090001234", (("full_name", "Nguyễn Văn An"), ("birth_date", "1990-05-02")))
COMPANY = Question("enterprise", "3700000001")
WHY = Reason(Actor("citizen", uuid.UUID(int=7)), "account:an", "prefill", "draft-1")


def test_both_registers_answer_by_fact_names(registers: Server) -> None:
    answers = look_up([AN, COMPANY], WHY)
    assert answers["population"].values == {
        "identity_number": "074090001234",
        "full_name": "Nguyễn Văn An",
        "birth_date": "1990-05-02",
        "sex": "nam",
        "address": {"tinh": "79", "xa": "25747", "chiTiet": "12 Đường Bạch Đằng"},
    }
    assert answers["enterprise"].values["organisation_name"] == "CÔNG TY TNHH GỖ PHÚ CƯỜNG DEMO"
    assert answers["enterprise"].values["legal_representative"] == "LÊ HOÀNG MINH"


# What each fault makes of an answer; everything but a true "nobody by that number" is "down".
OUTCOMES = dict.fromkeys(FAULTS, Status.DOWN) | {"not-found": Status.UNKNOWN}


@pytest.mark.parametrize("fault", OUTCOMES)
def test_a_fault_costs_a_bounded_time_and_gives_no_fact(registers: Server, fault: str) -> None:
    registers.faults = frozenset({fault})
    began = time.monotonic()
    answers = look_up([AN, COMPANY], WHY)
    assert time.monotonic() - began < PAGE_BUDGET + 0.8
    assert {answer.status for answer in answers.values()} == {OUTCOMES[fault]}
    assert all(not answer.values for answer in answers.values())


def test_a_register_that_keeps_failing_is_left_alone_and_tried_again(registers: Server, monkeypatch) -> None:
    registers.faults = frozenset({"500"})
    for _time in range(circuit.FAILURES + 2):
        assert look_up([AN], WHY)["population"].status == Status.DOWN
    assert registers.asked[POPULATION] == circuit.FAILURES
    registers.faults = frozenset()
    circuit.cache.delete("register:population:open")  # the half minute is over
    assert look_up([AN], WHY)["population"].status == Status.FOUND
    assert look_up([AN], WHY)["population"].status == Status.FOUND


def test_after_the_pause_one_caller_tries_and_the_others_wait(registers: Server) -> None:
    for _time in range(circuit.FAILURES):
        circuit.failed("population")
    circuit.cache.delete("register:population:open")
    assert [circuit.allows("population") for _caller in range(3)] == [True, False, False]


def test_the_audit_row_says_who_asked_for_what_and_nothing_about_anyone(registers: Server) -> None:
    look_up([AN], WHY)
    row = AuditEvent.objects.get(action="register-look-up")
    assert (row.stream, row.actor) == ("account:an", WHY.actor.ref)
    assert row.data == {
        "register": "population",
        "names": ["address", "birth_date", "full_name", "identity_number", "sex"],
        "purpose": "prefill",
        "answer": "found",
        "about": "draft-1",
    }


@pytest.mark.parametrize(
    ("url", "hosts"),
    [("http://127.0.0.1:{port}/dancu/TraCuuThongTinCongDan", ["dancu.vn"]), ("http://dancu.vn/", ["dancu.vn"])],
    ids=["host not listed", "not over TLS"],
)
def test_a_number_goes_to_listed_hosts_over_tls_only(registers: Server, settings, url: str, hosts: list[str]) -> None:
    settings.REGISTERS = {"population": url.format(port=registers.server_address[1])}
    settings.REGISTER_HOSTS = hosts
    assert look_up([AN], WHY)["population"].status == Status.DOWN
    assert registers.asked[POPULATION] == 0


def test_an_instance_without_an_address_asks_nobody(settings) -> None:
    settings.REGISTERS = {"population": ""}
    assert look_up([AN], WHY)["population"].status == Status.OFF
    assert not AuditEvent.objects.exists()


def test_the_sandbox_runs_as_its_own_process(settings) -> None:
    command = [sys.executable, "-m", "exchange.sandbox", "--port", "0"]
    process = subprocess.Popen(command, env={"PATH": ""}, stderr=subprocess.PIPE, text=True, cwd=settings.BASE_DIR)
    try:
        origin = re.search(r"at (http://\S+)", process.stderr.readline()).group(1)
        settings.REGISTERS = {"population": origin + POPULATION}
        assert look_up([AN], WHY)["population"].status == Status.FOUND
        assert httpx.get(f"{origin}/__faults", params={"set": "not-found"}).json() == ["not-found"]
        assert look_up([AN], WHY)["population"].status == Status.UNKNOWN
    finally:
        process.terminate()
        process.communicate(timeout=5)
    assert process.returncode == 0

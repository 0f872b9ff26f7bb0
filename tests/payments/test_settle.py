"""What VNPAY tells us, in every order it may come (fault F7), one story each. IPN answers are VNPAY's RspCode."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from common import clock, events
from common.events import FeeExpired, FeeSettled
from payments import invariants
from payments.models import Attempt, FeeLine, FeeRequest, GatewayEvent, ManualCase, Receipt
from payments.services import settle
from payments.services.request_fee import cancel_fee
from tests.payments.conftest import begin, ipn

pytestmark = pytest.mark.django_db


def say(raw: str) -> str:
    return settle.record_event("vnpay", raw)["RspCode"]


def sound() -> None:
    assert invariants.check().violations == []


def test_a_payment_settles_the_fee_and_says_so_once(fee: FeeRequest, heard: list) -> None:
    attempt = begin(fee)
    assert say(ipn(attempt)) == "00"
    fee.refresh_from_db()
    attempt.refresh_from_db()
    assert (fee.status, attempt.status, attempt.applied, attempt.provider_ref) == ("settled", "succeeded", True, "14831393")
    assert heard == [FeeSettled(fee.pk, fee.settled_at)]
    sound()


def test_the_same_message_again_changes_nothing(fee: FeeRequest, heard: list) -> None:
    message = ipn(begin(fee))
    assert [say(message) for _ in range(3)] == ["00", "02", "02"]
    with time_machine.travel(clock.now() + timedelta(days=30)):
        assert say(message) == "02"
    assert len(heard) == 1
    assert GatewayEvent.objects.get().times == 4
    sound()


def test_success_after_failure_wins(fee: FeeRequest, heard: list) -> None:
    attempt = begin(fee)
    assert say(ipn(attempt, response="51")) == "00"
    assert Attempt.objects.get().status == "failed"
    assert heard == []
    assert say(ipn(attempt)) == "00"
    assert Attempt.objects.get().status == "succeeded"
    assert len(heard) == 1
    sound()


def test_failure_after_success_is_ignored(fee: FeeRequest, heard: list) -> None:
    attempt = begin(fee)
    say(ipn(attempt))
    assert say(ipn(attempt, response="99")) == "02"
    assert Attempt.objects.get().status == "succeeded"
    assert len(heard) == 1
    sound()


def test_a_wrong_amount_goes_to_a_person_and_settles_nothing(fee: FeeRequest, heard: list) -> None:
    attempt = begin(fee)
    wrong = ipn(attempt, vnp_Amount="2000000")
    assert [say(wrong), say(wrong)] == ["04", "04"]
    case = ManualCase.objects.get()
    assert (case.kind, case.amount, case.expected, case.fee) == ("wrong-amount", 20000, 21000, fee)
    fee.refresh_from_db()
    assert (fee.status, Attempt.objects.get().status, heard) == ("due", "sent", [])
    sound()


def test_another_currency_is_a_wrong_amount(fee: FeeRequest, heard: list) -> None:
    assert say(ipn(begin(fee), vnp_CurrCode="USD")) == "04"
    assert heard == []
    sound()


def test_an_unknown_order_is_kept_for_a_person(db: None, heard: list) -> None:
    stray = ipn("H09.99-261122-9999_1")
    assert [say(stray), say(stray)] == ["01", "01"]
    assert ManualCase.objects.get().kind == "unknown-order"
    assert heard == []
    sound()


def test_a_message_that_came_before_its_order_is_taken_when_it_comes_again(fee: FeeRequest, heard: list) -> None:
    early = ipn(f"{fee.reference}_1")
    assert say(early) == "01"
    begin(fee)
    assert [say(early), say(early)] == ["00", "02"]
    assert len(heard) == 1
    assert ManualCase.objects.get().closed_at is not None
    sound()


@pytest.mark.parametrize("broken", ["secret", "terminal", "twice", "long"])
def test_a_message_that_is_not_vnpays_moves_nothing(fee: FeeRequest, heard: list, broken: str) -> None:
    attempt = begin(fee)
    raw = {
        "secret": ipn(attempt, secret="not the secret"),
        "terminal": ipn(attempt, vnp_TmnCode="OTHER001"),
        "twice": f"{ipn(attempt)}&vnp_Amount=2100000",
        "long": ipn(attempt, vnp_OrderInfo="x" * 5000),
    }[broken]
    assert [say(raw), say(raw)] == ["97", "97"]
    event = GatewayEvent.objects.get()
    assert (event.verified, event.outcome, event.attempt) == (False, "unverified", None)
    assert (FeeRequest.objects.get().status, Attempt.objects.get().status, heard) == ("due", "sent", [])
    sound()


def test_strangers_cannot_fill_the_database(fee: FeeRequest, heard: list, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settle, "UNVERIFIED_AN_HOUR", 3)
    attempt = begin(fee)
    forged = [ipn(attempt, secret="not the secret", vnp_BankTranNo=str(index)) for index in range(10)]
    assert {say(raw) for raw in forged} == {"97"}
    assert GatewayEvent.objects.count() == 4
    assert say(ipn(attempt)) == "00"
    assert len(heard) == 1


def test_a_second_payment_is_kept_and_queued_for_refund(fee: FeeRequest, heard: list) -> None:
    first = begin(fee)
    say(ipn(first, response="51"))
    second = begin(fee)
    assert first.txn_ref != second.txn_ref
    assert [say(ipn(second)), say(ipn(first))] == ["00", "00"]
    assert Attempt.objects.filter(status="succeeded").count() == 2
    assert Attempt.objects.get(applied=True) == second
    assert ManualCase.objects.get().kind == "second-success"
    assert len(heard) == 1
    sound()


def test_money_for_a_cancelled_matter_is_queued_for_refund(fee: FeeRequest, heard: list) -> None:
    attempt = begin(fee)
    assert cancel_fee(fee)
    assert say(ipn(attempt)) == "00"
    fee.refresh_from_db()
    assert (fee.status, ManualCase.objects.get().kind, heard) == ("cancelled", "second-success", [])
    sound()


def test_a_suspect_payment_waits_and_is_answered_by_the_later_proof(fee: FeeRequest, heard: list) -> None:
    attempt = begin(fee)
    assert say(ipn(attempt, response="07", vnp_TransactionStatus="07")) == "00"
    assert (Attempt.objects.get().status, heard) == ("sent", [])
    assert say(ipn(attempt)) == "00"
    assert ManualCase.objects.get(kind="unclear").closed_at is not None
    assert len(heard) == 1
    sound()


def test_a_failing_listener_loses_no_proof(fee: FeeRequest, heard: list, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_event: FeeSettled) -> None:
        raise RuntimeError("the dossier cannot go on just now")

    message = ipn(begin(fee))
    with monkeypatch.context() as patch:
        patch.setitem(events._listeners, FeeSettled, [broken])
        with pytest.raises(RuntimeError):
            say(message)
    assert (FeeRequest.objects.get().status, GatewayEvent.objects.get().outcome) == ("due", "")
    assert settle.retry_unhandled(older_than=timedelta(0)) == 1
    assert FeeRequest.objects.get().status == "settled"
    assert len(heard) == 1
    sound()


def test_phi_and_le_phi_get_a_receipt_each(fee: FeeRequest, make_fee, heard: list) -> None:
    say(ipn(begin(fee)))
    second = make_fee("H09.19-261122-0002")
    say(ipn(begin(second)))
    numbers = list(Receipt.objects.order_by("series", "number").values_list("kind", "number", "amount"))
    assert numbers == [("phi", 1, 5000), ("phi", 2, 5000), ("le-phi", 1, 16000), ("le-phi", 2, 16000)]
    assert Receipt.objects.get(fee=fee, kind="le-phi").amount_in_words == "Mười sáu nghìn đồng"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments_feeline SET amount = 1",
        "DELETE FROM payments_feeline",
        "UPDATE payments_feerequest SET total = 1",
        "UPDATE payments_gatewayevent SET raw = 'x'",
        "DELETE FROM payments_gatewayevent",
        "UPDATE payments_receipt SET number = 9",
        "DELETE FROM payments_receipt",
        "UPDATE payments_attempt SET amount = 1",
    ],
)
def test_the_database_keeps_what_was_said_and_asked(fee: FeeRequest, heard: list, statement: str) -> None:
    say(ipn(begin(fee)))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert FeeLine.objects.count() == 2
    sound()


def test_the_database_applies_one_success_at_most(fee: FeeRequest, heard: list) -> None:
    say(ipn(begin(fee)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            fee=fee, gateway="vnpay", txn_ref="x", amount=21000, status="succeeded", applied=True,
            created_at=clock.now(), expires_at=clock.now(),
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_settle_once(fee: FeeRequest, heard: list) -> None:
    attempt = begin(fee)
    # Half say the same word for word, half are other messages about the same payment.
    messages = [ipn(attempt) if index % 2 else ipn(attempt, vnp_BankTranNo=f"VNP{index}") for index in range(50)]
    answers: list[str] = []
    gate = threading.Barrier(len(messages))

    def call(raw: str) -> None:
        gate.wait()
        try:
            answers.append(say(raw))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=call, args=(raw,)) for raw in messages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 50
    assert set(answers) == {"00", "02"}
    assert answers.count("00") == 1
    assert heard == [FeeSettled(fee.pk, FeeRequest.objects.get().settled_at)]
    assert not [event for event in heard if isinstance(event, FeeExpired)]
    assert Receipt.objects.count() == 2
    sound()

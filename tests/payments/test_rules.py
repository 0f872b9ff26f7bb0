"""The state graph of an attempt and the meaning of a message, as tables."""

import pytest

from payments import rules
from payments.models import Attempt
from payments.rules import State, Verdict

STATUSES = Attempt.Status.values


def test_proof_of_payment_wins_from_every_other_status() -> None:
    assert {status for status in STATUSES if (status, "succeed") in rules.EDGES} == set(STATUSES) - {"succeeded"}


def test_nothing_leaves_succeeded() -> None:
    assert not [edge for edge in rules.EDGES if edge[0] == "succeeded"]
    with pytest.raises(rules.IllegalMove):
        rules.move("succeeded", "fail")


def test_every_edge_says_why_and_ends_in_a_known_status() -> None:
    assert all(to in STATUSES and why for to, why in rules.EDGES.values())


@pytest.mark.parametrize(
    ("says", "amount", "attempt", "fee", "expected"),
    [
        ("success", 21000, "sent", "due", Verdict("settled", "succeed", settles=True)),
        ("success", 21000, "failed", "due", Verdict("settled", "succeed", settles=True)),
        ("success", 21000, "expired", "expired", Verdict("settled", "succeed", settles=True)),
        ("success", 21000, "succeeded", "settled", Verdict("repeated")),
        ("success", 21000, "sent", "settled", Verdict("extra", "succeed", case="second-success")),
        ("success", 21000, "expired", "cancelled", Verdict("extra", "succeed", case="second-success")),
        ("success", 20999, "sent", "due", Verdict("wrong-amount", case="wrong-amount")),
        ("success", None, "sent", "due", Verdict("wrong-amount", case="wrong-amount")),
        ("failed", 21000, "sent", "due", Verdict("recorded", "fail")),
        ("failed", 21000, "succeeded", "settled", Verdict("ignored")),
        ("cancelled", 21000, "sent", "due", Verdict("recorded", "cancel")),
        ("cancelled", 21000, "failed", "due", Verdict("ignored")),
        ("pending", None, "sent", "due", Verdict("noted")),
        ("unclear", 21000, "sent", "due", Verdict("unclear", case="unclear")),
        ("unclear", 21000, "succeeded", "settled", Verdict("repeated")),
    ],
)
def test_what_a_message_does(says: str, amount: int | None, attempt: str, fee: str, expected: Verdict) -> None:
    assert rules.judge(says, amount, attempt_status=attempt, expected=21000, fee_status=fee) == expected


@pytest.mark.parametrize(
    ("fee", "attempts", "open_case", "state"),
    [
        ("due", [], False, State.UNPAID),
        ("due", ["sent"], False, State.PENDING),
        ("due", ["failed"], False, State.FAILED),
        ("due", ["failed", "sent"], False, State.PENDING),
        ("due", ["cancelled"], True, State.PENDING),
        ("due", ["failed", "expired"], False, State.FAILED),
        ("settled", ["failed", "succeeded"], False, State.PAID),
        ("settled", ["succeeded"], True, State.PAID),
        ("expired", ["expired"], False, State.EXPIRED),
        ("expired", [], False, State.EXPIRED),
        ("cancelled", [], False, State.CANCELLED),
    ],
)
def test_the_one_true_state(fee: str, attempts: list[str], open_case: bool, state: State) -> None:
    assert rules.state_of(fee, attempts, open_case=open_case) == state


def test_series_of_receipts_keep_the_two_funds_apart() -> None:
    assert (rules.series("phi", 2026), rules.series("le-phi", 2026)) == ("AA-26E", "AB-26E")

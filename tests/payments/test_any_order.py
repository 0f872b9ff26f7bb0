"""Whatever a gateway says, in whatever order and however often: every đồng is in one place and the house hears once."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.errors import DomainError
from common.events import FeeSettled
from payments import invariants
from payments.models import Attempt, FeeRequest
from payments.services import settle
from payments.services.request_fee import cancel_fee
from tests.payments.conftest import begin, ipn

pytestmark = pytest.mark.django_db
numbers = itertools.count(1)
SAYINGS = {
    "paid": {},
    "failed": {"response": "51"},
    "cancelled": {"response": "24"},
    "doubtful": {"response": "07", "vnp_TransactionStatus": "07"},
    "wrong": {"vnp_Amount": "2000000"},
    "forged": {"secret": "not the secret"},
    "stray": {"vnp_TxnRef": "H09-none_1"},
}
steps = st.one_of(
    st.tuples(st.sampled_from(sorted(SAYINGS)), st.integers(0, 2)),
    st.just(("begin", 0)),
    st.just(("withdraw", 0)),
)


def take(step: tuple[str, int], fee: FeeRequest) -> str:
    """Do one step; returns the RspCode of a message."""
    what, which = step
    if what == "begin":
        try:
            begin(fee)
        except DomainError:
            pass
    elif what == "withdraw":
        cancel_fee(fee)
    else:
        attempts = list(fee.attempts.order_by("created_at", "txn_ref"))
        target = attempts[min(which, len(attempts) - 1)]
        return settle.record_event("vnpay", ipn(target, **SAYINGS[what]))["RspCode"]
    return ""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(steps, max_size=8))
def test_every_dong_is_in_one_place(make_fee, heard: list, story: list[tuple[str, int]]) -> None:
    heard.clear()
    fee = make_fee(f"H09.19-261122-{next(numbers):04d}")
    begin(fee)
    codes = [take(step, fee) for step in story]
    fee.refresh_from_db()
    succeeded = Attempt.objects.filter(fee=fee, status="succeeded")
    assert invariants.check().violations == []
    assert succeeded.filter(applied=True).count() == (fee.status == "settled")
    assert [type(event) for event in heard] == [FeeSettled] * (fee.status == "settled")
    if "withdraw" not in {what for what, _which in story}:
        assert (fee.status == "settled") == any(what == "paid" for what, _which in story)
    # Proof is never dropped: each attempt whose payment was reported has succeeded, applied or queued for refund.
    assert succeeded.count() >= int("paid" in {what for what, _which in story})
    assert not [code for (what, _which), code in zip(story, codes, strict=True) if what == "forged" and code != "97"]

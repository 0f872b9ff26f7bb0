"""Where each đồng lies: a sum that came in is written down once, and moves only from a place where it lies (I3).

Whoever calls holds the fee's lock (payments/locks.py); a sum without a fee is locked itself. Every move is one UPDATE that
names the place it takes from, so two at once cannot take the same đồng.
"""

from django.db.models import F

from common import clock
from common.errors import Stale
from payments.gateways.port import Notice
from payments.models import Attempt, FeeRequest, Inflow

PLACES = frozenset({"applied", "waiting", "refunded", "void"})


def key_of(notice: Notice) -> str:
    """The name of the sum that a message speaks of: the bank's own, else our reference and the amount."""
    return notice.sum_id or f"{notice.txn_ref}:{notice.amount}"


def find(notice: Notice) -> Inflow | None:
    """The sum, locked, if it was written down before; one query."""
    return Inflow.objects.select_for_update(of=("self",)).filter(gateway=notice.gateway, key=key_of(notice)).first()


def take_in(notice: Notice, attempt: Attempt | None, known: Inflow | None, *, applied: bool) -> Inflow:
    """Write the sum down, or take up the ``known`` one: as applied to the attempt's fee, or as waiting for a person."""
    assert notice.amount is not None
    if known is None:
        place = {"applied": notice.amount} if applied else {"waiting": notice.amount}
        return Inflow.objects.create(
            gateway=notice.gateway,
            key=key_of(notice),
            fee_id=attempt.fee_id if attempt else None,
            attempt=attempt,
            amount=notice.amount,
            provider_ref=notice.provider_ref,
            received_at=clock.now(),
            **place,
        )
    if attempt is not None and known.fee_id is None:
        assign(known, attempt.fee, attempt)
    if applied:
        move(known, "waiting", "applied", known.waiting)
    return known


def assign(inflow: Inflow, fee: FeeRequest, attempt: Attempt | None) -> None:
    """Say whose fee a sum is for; only where nobody said so before. Raises ``Stale``."""
    if not Inflow.objects.filter(pk=inflow.pk, fee__isnull=True).update(fee=fee, attempt=attempt):
        raise Stale
    inflow.fee, inflow.attempt = fee, attempt


def move(inflow: Inflow, source: str, target: str, amount: int) -> None:
    """Move ``amount`` đồng of a sum between two of its places. Raises ``Stale`` when so much does not lie there."""
    if not {source, target} <= PLACES or amount <= 0:
        raise ValueError(f"{amount} from {source} to {target}")
    there = Inflow.objects.filter(pk=inflow.pk, **{f"{source}__gte": amount})
    if not there.update(**{source: F(source) - amount, target: F(target) + amount}):
        raise Stale
    inflow.refresh_from_db(fields=[source, target])

"""The locking protocol of money, on one page.

Order: a payer's share, then the demand that it is of → events and attempts (changed only under their fee's lock) → what
listeners of FeeSettled lock (dossier, task) → receipt counter, last, because every settlement wants it. Nobody takes a fee's
lock while holding a dossier's: whoever has both to change locks the fee first.
"""

import uuid

from payments.models import Attempt, FeeRequest


def fee(fee_id: uuid.UUID) -> FeeRequest:
    """Lock one demand until the transaction ends."""
    return FeeRequest.objects.select_for_update(of=("self",)).get(pk=fee_id)


def fee_of_attempt(gateway: str, txn_ref: str) -> FeeRequest | None:
    """Lock the demand behind a gateway's reference, one statement; None for a reference that is not ours.

    Whose attempt a reference is never changes, so finding it in the locking statement itself is safe.
    """
    attempts = Attempt.objects.filter(gateway=gateway, txn_ref=txn_ref).order_by()
    return FeeRequest.objects.select_for_update(of=("self",)).filter(pk__in=attempts.values("fee_id")).order_by().first()

"""Gatekeepers: the only way to fetch a fee, a receipt or a case that a person asked for. Anything else is NotFound."""

import uuid

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from agencies.models import Agency
from common.errors import NotFound
from payments.models import Attempt, FeeRequest, ManualCase, Receipt

# The anonymous have no id, and a fee without an account must not become theirs.
NOBODY = uuid.UUID(int=0)


def fee_of(user: User | AnonymousUser, fee_id: uuid.UUID) -> FeeRequest:
    """The fee that this person has to pay, one query. Raises ``NotFound``."""
    fee = FeeRequest.objects.filter(pk=fee_id, payer_id=user.pk or NOBODY).first()
    if fee is None:
        raise NotFound
    return fee


def fee_of_attempt(user: User | AnonymousUser, txn_ref: str) -> FeeRequest:
    """The fee behind a gateway's reference, for its payer only; one query. Raises ``NotFound``."""
    attempt = Attempt.objects.select_related("fee").filter(txn_ref=txn_ref, fee__payer_id=user.pk or NOBODY).first()
    if attempt is None:
        raise NotFound
    return attempt.fee


def receipt_of(user: User | AnonymousUser, receipt_id: uuid.UUID) -> Receipt:
    """A printed receipt of this person's own fee, with its blob; one query. Raises ``NotFound``."""
    receipt = (
        Receipt.objects.select_related("blob").filter(pk=receipt_id, fee__payer_id=user.pk or NOBODY, blob__isnull=False).first()
    )
    if receipt is None:
        raise NotFound
    return receipt


def case_for(agency: Agency, case_id: uuid.UUID) -> ManualCase:
    """A case that a finance seat of ``agency`` decides about; one query. Raises ``NotFound``."""
    case = ManualCase.objects.reach_of(agency).filter(pk=case_id).select_related("fee", "attempt", "event").first()
    if case is None:
        raise NotFound
    return case

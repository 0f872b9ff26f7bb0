"""Gatekeepers: the only way to fetch a fee, a receipt or a case that a person asked for. Anything else is NotFound."""

import uuid
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.access import represented
from accounts.models import User
from agencies.models import Agency
from common.errors import NotFound
from payments.models import Attempt, FeeRequest, ManualCase, Receipt, Refund

# The anonymous have no id, and a fee without an account must not become theirs.
NOBODY = uuid.UUID(int=0)


def own(user: User | AnonymousUser, of: str = "") -> Q:
    """What this person owes alone, and what an organisation owes that they represent today; ``of``: the way there (``fee__``).

    Whoever owes a demand that was divided may pay its shares too, for those who have no account.
    """
    alone = {f"{of}payer_id": user.pk or NOBODY, f"{of}organisation__isnull": True}
    whole = {f"{of}parent__payer_id": user.pk or NOBODY, f"{of}parent__organisation__isnull": True}
    theirs = represented(user)
    return Q(**alone) | Q(**whole) | Q(**{f"{of}organisation_id__in": theirs}) | Q(**{f"{of}parent__organisation_id__in": theirs})


def fee_of(user: User | AnonymousUser, fee_id: uuid.UUID) -> FeeRequest:
    """The fee that this person has to pay, one query. Raises ``NotFound``."""
    fee = FeeRequest.objects.filter(own(user), pk=fee_id).first()
    if fee is None:
        raise NotFound
    return fee


def payable(user: User | AnonymousUser, fees: Iterable[FeeRequest]) -> frozenset[uuid.UUID]:
    """Which of these fees are this person's to pay, by id. No query where they are the one payer of all, else one."""
    asked = list(fees)
    if all(fee.payer_id == user.pk and fee.organisation_id is None for fee in asked):
        return frozenset(fee.pk for fee in asked)
    return frozenset(FeeRequest.objects.filter(own(user), pk__in=[fee.pk for fee in asked]).values_list("pk", flat=True))


def fee_of_attempt(user: User | AnonymousUser, txn_ref: str) -> FeeRequest:
    """The fee behind a gateway's reference, for its payer only; one query. Raises ``NotFound``."""
    attempt = Attempt.objects.select_related("fee").filter(own(user, "fee__"), txn_ref=txn_ref).first()
    if attempt is None:
        raise NotFound
    return attempt.fee


def receipt_of(user: User | AnonymousUser, receipt_id: uuid.UUID) -> Receipt:
    """A printed receipt of this person's own fee, with its blob; one query. Raises ``NotFound``."""
    receipt = Receipt.objects.select_related("blob").filter(own(user, "fee__"), pk=receipt_id, blob__isnull=False).first()
    if receipt is None:
        raise NotFound
    return receipt


def case_for(agency: Agency, case_id: uuid.UUID) -> ManualCase:
    """A case that a finance seat of ``agency`` decides about; one query. Raises ``NotFound``."""
    case = ManualCase.objects.reach_of(agency).filter(pk=case_id).select_related("fee", "attempt", "event", "inflow").first()
    if case is None:
        raise NotFound
    return case


def fee_for(agency: Agency, fee_id: uuid.UUID) -> FeeRequest:
    """A fee that ``agency`` or a unit below it collects; one query. Raises ``NotFound``."""
    fee = FeeRequest.objects.reach_of(agency).filter(pk=fee_id).select_related("collector").first()
    if fee is None:
        raise NotFound
    return fee


def receipt_for(agency: Agency, receipt_id: uuid.UUID) -> Receipt:
    """A receipt of a fee within reach of a finance seat, with its blob and fee; one query. Raises ``NotFound``."""
    rows = Receipt.objects.filter(fee__in=FeeRequest.objects.reach_of(agency), pk=receipt_id)
    receipt = rows.select_related("fee", "blob").first()
    if receipt is None:
        raise NotFound
    return receipt


def refund_for(agency: Agency, refund_id: uuid.UUID) -> Refund:
    """A refund of a sum within reach; one query. Raises ``NotFound``."""
    rows = Refund.objects.reach_of(agency).filter(pk=refund_id)
    refund = rows.select_related("inflow__attempt", "fee", "requested_by__person", "decided_by__person").first()
    if refund is None:
        raise NotFound
    return refund

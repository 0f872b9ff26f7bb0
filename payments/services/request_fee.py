"""Asking for a fee: the demand and its lines are frozen at this moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from agencies.models import Agency
from audit import log
from common import clock
from common.actors import SYSTEM
from common.errors import DomainError
from payments import locks
from payments.models import FeeLine, FeeRequest
from payments.rules import Line
from payments.services import claims


class Terms(TypedDict, total=False):
    """Who owes a demand, until when, and how it is told: what ``request_fee`` takes beside its lines."""

    payer: Required[User | None]
    expires_at: Required[datetime]
    title: str
    return_path: str
    organisation: Organisation | None
    payer_name: str
    payer_address: str
    collector: Agency | None
    account: str


class NothingDue(DomainError):
    """The lines add up to nothing: there is no demand to make."""

    code = "nothing-due"
    default_message = _("Không có khoản nào phải nộp.")


@transaction.atomic
def request_fee(
    *,
    reference: str,
    lines: Sequence[Line],
    matter: str = "",
    purpose: str = FeeRequest.Purpose.FILING,
    parent: FeeRequest | None = None,
    **terms: Unpack[Terms],
) -> FeeRequest:
    """Freeze what is due for ``reference``; two statements and an audit row.

    ``reference`` is the dossier code where there is one demand, a name of its own beside ``matter`` (the code) where there are
    more. ``lines`` amounts in đồng, kind ``phi``, ``le-phi`` or ``thue`` (the State budget); a line of 0 đ states an exemption.
    ``return_path`` is the local path that the pages of payment lead on to. ``organisation`` owes it when it is not ``payer`` in
    person. ``collector`` is the agency whose receipts are issued (none: the root), ``account`` where it wants the money.
    Raises ``NothingDue`` when the total is 0 and ``IntegrityError`` when the reference already has a demand.
    """
    total = sum(line.amount for line in lines)
    if total <= 0:
        raise NothingDue
    # No name is NULL, not a sealed empty text.
    names = {name: terms.pop(name, "") or None for name in ("payer_name", "payer_address")}  # type: ignore[misc]
    fee = FeeRequest.objects.create(
        reference=reference, matter=matter, purpose=purpose, parent=parent, total=total, created_at=clock.now(), **names, **terms
    )
    FeeLine.objects.bulk_create(_row(fee, position, line) for position, line in enumerate(lines, start=1))
    log.append(f"fee:{fee.id}", "fee.requested", SYSTEM, {"reference": reference, "total": total})
    return fee


def _row(fee: FeeRequest, position: int, line: Line) -> FeeLine:
    names = ("kind", "code", "name", "amount", "basis", "explanation")
    return FeeLine(fee=fee, position=position, **{name: getattr(line, name) for name in names})


@transaction.atomic
def cancel_fee(fee: FeeRequest, *, also_expired: bool = False) -> bool:
    """The matter is withdrawn, so nothing is due any more; money that comes later, or a share paid before, is a case to refund.

    Returns False and changes nothing when the fee is no longer due (nor, with ``also_expired``, ran out unpaid). Lock order: see
    payments/locks.py.
    """
    locked = locks.fee(fee.pk)
    before = (FeeRequest.Status.DUE, FeeRequest.Status.EXPIRED) if also_expired else (FeeRequest.Status.DUE,)
    if locked.status not in before:
        return False
    FeeRequest.objects.filter(pk=locked.pk, status=locked.status).update(status=FeeRequest.Status.CANCELLED)
    log.append(f"fee:{fee.pk}", "fee.cancelled", SYSTEM)
    for share in FeeRequest.objects.filter(parent=locked, status=FeeRequest.Status.DUE):
        cancel_fee(share)
    claims.give_back_shares(locked)
    return True

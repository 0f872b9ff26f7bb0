"""A receipt with a mistake is replaced, one whose money went back is cancelled; its number stays taken for ever (NĐ 123/2020)."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock, outbox
from common.errors import DomainError, EmptyReason, NotAllowed, Stale
from common.text import tidy
from payments import locks
from payments.models import Receipt
from payments.services import receipt as receipts

ENDS_RECEIPTS = frozenset({Seat.Role.FINANCE})


class NotInForce(DomainError):
    """The receipt was cancelled or replaced before."""

    code = "not-in-force"
    default_message = gettext_lazy("Biên lai này đã được hủy hoặc thay thế.")


@transaction.atomic
def replace(found: Receipt, *, by: User, seat: Seat, reason: str, payer_name: str = "", payer_address: str = "") -> Receipt:
    """Issue a receipt of the same sum with the payer's name or address put right; returns the new one, with a number of its own.

    Empty ``payer_name`` or ``payer_address`` keeps what the old one said. Raises ``NotAllowed``, ``EmptyReason``, ``NotInForce``.
    """
    if seat.role not in ENDS_RECEIPTS:
        raise NotAllowed
    reason = tidy(reason)
    if not reason:
        raise EmptyReason(_("Nhập lý do thay thế biên lai."))
    name = tidy(payer_name) or _text(found.payer_name)
    address = tidy(payer_address) or _text(found.payer_address)
    locks.fee(found.fee_id)
    return _succeed(found, found.amount, by, seat, reason, name, address)


def lower(found: Receipt, amount: int, *, by: User, seat: Seat | None, reason: str) -> Receipt | None:
    """After ``amount`` đồng of it went back: cancel the receipt and issue one over the rest, None when nothing is left.

    For services/refund.py, which holds the fee's lock.
    """
    if amount < found.amount:
        return _succeed(found, found.amount - amount, by, seat, reason, _text(found.payer_name), _text(found.payer_address))
    _end(found, Receipt.Status.CANCELLED, by, seat, reason)
    # Printing it (again) says in the payer's vault that it no longer stands.
    outbox.append_many([(receipts.RENDER, {"receipt": str(found.pk)}, f"receipt-cancelled:{found.pk}")])
    return None


def _succeed(
    found: Receipt, amount: int, by: User, seat: Seat | None, reason: str, name: str | None, address: str | None
) -> Receipt:
    _end(found, Receipt.Status.REPLACED, by, seat, reason)
    return receipts.reissue(found, amount=amount, payer_name=name, payer_address=address, at=clock.now())


def _end(found: Receipt, status: str, by: User, seat: Seat | None, reason: str) -> None:
    rows = Receipt.objects.filter(pk=found.pk, status=Receipt.Status.ISSUED)
    if not rows.update(status=status, ended_at=clock.now(), ended_by=by, end_reason=reason):
        raise NotInForce if Receipt.objects.filter(pk=found.pk).exists() else Stale
    log.append(f"fee:{found.fee_id}", f"receipt.{status}", actor_for(by, seat), {"receipt": str(found.pk)})


def _text(sealed: object) -> str | None:
    return str(sealed) if sealed else None

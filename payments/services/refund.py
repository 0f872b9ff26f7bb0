"""Sending money back: one person asks, another approves, then the gateway or an official pays; receipts follow (NĐ 123/2020)."""

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.actors import Actor
from common.errors import DomainError, EmptyReason, NotAllowed, Stale
from common.money import vnd
from common.text import tidy
from payments import locks, rules
from payments.models import Inflow, Kind, Receipt, Refund
from payments.services import end_receipt, ledger

ASKS = frozenset({Seat.Role.FINANCE})


class TooMuch(DomainError):
    """More than lies there, counting refunds that are under way."""

    code = "too-much"
    default_message = gettext_lazy("Số tiền hoàn lớn hơn số còn có thể hoàn.")


class OfTheBudget(DomainError):
    """What a notice of the tax or land authority asked for went to the State budget: not ours to pay back (ADR 0046)."""

    code = "of-the-budget"
    default_message = gettext_lazy(
        "Tiền đã nộp ngân sách nhà nước không hoàn ở đây. Người nộp đề nghị cơ quan đã ra thông báo xem xét."
    )


class SamePerson(DomainError):
    """The one who asked may not approve."""

    code = "same-person"
    default_message = gettext_lazy("Người duyệt phải khác người đề nghị hoàn tiền.")


@transaction.atomic
def ask_refund(
    inflow: Inflow, *, source: str, amount: int, reason: str, way: str, by: User, seat: Seat, kind: str = "", payee: str = ""
) -> Refund:
    """Ask to send ``amount`` đồng of a sum back. ``source``: ``applied`` (then ``kind`` says phí or lệ phí) or ``waiting``.

    ``payee`` is the account to transfer to where ``way`` is ``transfer``. Nothing moves yet. Raises ``NotAllowed``,
    ``OfTheBudget``, ``EmptyReason``, ``TooMuch``.
    """
    if seat.role not in ASKS:
        raise NotAllowed
    if source == Refund.Source.APPLIED and kind == Kind.BUDGET:
        raise OfTheBudget
    reason, payee = tidy(reason), tidy(payee)
    if not reason:
        raise EmptyReason(_("Nhập lý do hoàn tiền."))
    if way == Refund.Way.TRANSFER and not payee:
        raise EmptyReason(_("Nhập ngân hàng, số tài khoản và tên người nhận."))
    if inflow.fee_id:
        locks.fee(inflow.fee_id)
    inflow = Inflow.objects.select_for_update(of=("self",)).get(pk=inflow.pk)
    left = available(inflow, source, kind)
    if not 0 < amount <= left:
        raise TooMuch(_("Chỉ còn %(left)s có thể hoàn.") % {"left": vnd(left)})
    refund = Refund.objects.create(
        inflow=inflow,
        fee_id=inflow.fee_id,
        source=source,
        kind=kind if source == Refund.Source.APPLIED else "",
        amount=amount,
        reason=reason,
        way=way,
        payee=payee or None,
        requested_by=by,
        requested_at=clock.now(),
    )
    _log(refund, "refund.requested", actor_for(by, seat))
    return refund


def available(inflow: Inflow, source: str, kind: str = "") -> int:
    """Đồng that may still be asked back; at most three queries. Of what was applied: as the receipt of ``kind`` in force says."""
    open_rows = inflow.refunds.filter(status__in=Refund.OPEN, source=source)
    under_way = open_rows.aggregate(sum=Sum("amount"))["sum"] or 0
    there: int = (inflow.applied if source == Refund.Source.APPLIED else inflow.waiting) - under_way
    if source == Refund.Source.WAITING:
        return there
    receipt = Receipt.objects.filter(fee=inflow.fee_id, kind=kind, status=Receipt.Status.ISSUED).first()
    of_kind = Refund.objects.filter(fee=inflow.fee_id, kind=kind, status__in=Refund.OPEN).aggregate(sum=Sum("amount"))["sum"] or 0
    return min(there, receipt.amount - of_kind) if receipt else 0


@transaction.atomic
def decide(refund: Refund, *, approve: bool, by: User, seat: Seat, note: str = "") -> Refund:
    """The second person's word. Raises ``NotAllowed``, ``SamePerson``, ``EmptyReason`` for a refusal without one, ``Stale``."""
    if seat.role not in ASKS:
        raise NotAllowed
    if by.pk == refund.requested_by_id:
        raise SamePerson
    note = tidy(note)
    if not approve and not note:
        raise EmptyReason(_("Nhập lý do không duyệt."))
    refund = locked(refund)
    changes = {"decided_by": by, "decided_at": clock.now(), "note": note}
    return turn(refund, "approve" if approve else "reject", actor_for(by, seat), **changes)


@transaction.atomic
def pay(refund: Refund, *, by: User, seat: Seat, provider_ref: str) -> Refund:
    """The money went back: an official paid it out, ``provider_ref`` is the transfer's or the voucher's number.

    Moves the đồng, and replaces or cancels the receipt of what had been paid. Raises ``NotAllowed``, ``EmptyReason``, ``Stale``.
    """
    if seat.role not in ASKS:
        raise NotAllowed
    provider_ref = tidy(provider_ref)
    if not provider_ref:
        raise EmptyReason(_("Nhập số chứng từ chi hoặc số giao dịch hoàn."))
    refund = locked(refund)
    return finish(refund, actor_for(by, seat), by=by, seat=seat, provider_ref=provider_ref)


def finish(refund: Refund, actor: Actor, *, by: User, seat: Seat | None, provider_ref: str) -> Refund:
    """The last step, under the locks of ``locked``: the đồng lie with the payer now."""
    refund = turn(refund, "pay", actor, ended_at=clock.now(), provider_ref=provider_ref[:60])
    ledger.move(refund.inflow, refund.source, "refunded", refund.amount)
    if refund.source == Refund.Source.APPLIED:
        receipt = Receipt.objects.get(fee=refund.fee_id, kind=refund.kind, status=Receipt.Status.ISSUED)
        words = {"amount": vnd(refund.amount), "reason": refund.reason}
        end_receipt.lower(receipt, refund.amount, by=by, seat=seat, reason=_("Hoàn %(amount)s: %(reason)s") % words)
    elif refund.inflow.waiting == 0:
        closing = {"closed_at": clock.now(), "closed_by": by, "note": _("Đã hoàn %(amount)s.") % {"amount": vnd(refund.amount)}}
        refund.inflow.cases.filter(closed_at__isnull=True).update(**closing)
    return refund


def locked(refund: Refund) -> Refund:
    """The refund and its sum, read again under the fee's lock and its own."""
    if refund.fee_id:
        locks.fee(refund.fee_id)
    return Refund.objects.select_for_update(of=("self",)).select_related("inflow").get(pk=refund.pk)


@transaction.atomic
def turn(refund: Refund, event: str, actor: Actor, **changes: object) -> Refund:
    """One named move of a refund by compare-and-set. Raises ``Stale`` when somebody moved it before."""
    try:
        status = rules.move_refund(refund.status, event)
    except rules.IllegalMove:
        raise Stale(_("Khoản hoàn này đã được người khác xử lý.")) from None
    if not Refund.objects.filter(pk=refund.pk, status=refund.status).update(status=status, **changes):
        raise Stale
    refund.refresh_from_db()
    _log(refund, f"refund.{status}", actor)
    return refund


def _log(refund: Refund, action: str, actor: Actor) -> None:
    stream = f"fee:{refund.fee_id}" if refund.fee_id else "system"
    log.append(stream, action, actor, {"refund": str(refund.pk), "amount": refund.amount})

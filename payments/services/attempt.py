"""One try to pay: at most one is open per fee, so a double click or a second tab never becomes a second payment."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit import log
from common.actors import Actor
from common.errors import DomainError
from payments import locks, rules
from payments.gateways import registry
from payments.gateways.port import Order
from payments.models import Attempt, FeeRequest


class NotDue(DomainError):
    """The fee is settled, expired or cancelled."""

    code = "not-due"
    default_message = _("Khoản này không còn phải nộp.")


class TooLate(DomainError):
    """Less time is left than a payment takes."""

    code = "too-late"
    default_message = _("Đã hết hạn nộp khoản này.")


class Waiting(DomainError):
    """An earlier try has no result yet and its page is closed: paying again could pay twice."""

    code = "waiting"
    default_message = _("Lần thanh toán trước đang chờ xác nhận. Đừng thanh toán lần nữa.")


@transaction.atomic
def start(fee: FeeRequest, *, gateway: str, ip: str, return_url: str, now: datetime) -> Attempt:
    """Begin to pay, or take up the try that is still open; ``redirect_url`` of the result is where to send the payer.

    The open try's own page is given again (same reference at the gateway, which takes money once per reference).
    Raises ``NotDue``, ``TooLate``, or ``Waiting`` while an earlier try or a person's check may still prove a payment.
    """
    fee = locks.fee(fee.pk)
    if fee.status != FeeRequest.Status.DUE:
        raise NotDue
    if fee.cases.filter(closed_at__isnull=True).exists():
        raise Waiting
    attempts = list(fee.attempts.order_by("created_at", "id"))
    for attempt in attempts:
        if attempt.status in Attempt.OPEN:
            if attempt.expires_at <= now or attempt.gateway != gateway:
                raise Waiting
            return attempt
    if fee.expires_at - now < rules.LEAST_TIME:
        raise TooLate
    return _create(fee, serial=len(attempts) + 1, gateway=gateway, ip=ip, return_url=return_url, now=now)


def _create(fee: FeeRequest, *, serial: int, gateway: str, ip: str, return_url: str, now: datetime) -> Attempt:
    attempt = Attempt(
        fee=fee,
        gateway=gateway,
        txn_ref=f"{fee.reference}_{serial}",
        amount=fee.total,
        created_at=now.replace(microsecond=0),
        expires_at=min(now + rules.PAGE_OPEN, fee.expires_at),
    )
    order = Order(
        txn_ref=attempt.txn_ref,
        amount=attempt.amount,
        info=f"Thanh toan ho so {fee.reference}",
        ip=ip,
        return_url=return_url,
        created_at=attempt.created_at,
        expires_at=attempt.expires_at,
        account=fee.account,
    )
    attempt.redirect_url = registry.get(gateway).redirect_url(order)
    # The redirect follows this commit at once, so the row is born as sent: a message can never come before it.
    attempt.status = rules.move(attempt.status, "send")
    attempt.save(force_insert=True)
    log.append(f"fee:{fee.pk}", "attempt.sent", Actor("citizen", user_id=fee.payer_id), {"txn_ref": attempt.txn_ref})
    return attempt

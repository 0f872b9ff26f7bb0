"""One try to pay: at most one is open per fee, so a double click or a second tab never becomes a second payment."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit import log
from common import clock
from common.actors import Actor
from common.errors import DomainError
from payments import locks, rules
from payments.gateways import registry
from payments.gateways.port import Bill, BillLine, GatewayDown, Order
from payments.models import Attempt, FeeRequest
from payments.services import claims


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


class GatewaySilent(DomainError):
    """The gateway gave no page to pay at: nobody was sent anywhere, nothing was taken."""

    code = "gateway-silent"
    default_message = _("Cổng thanh toán chưa trả lời. Bạn chưa bị trừ tiền: thử lại sau ít phút hoặc chọn cách khác.")


def start(fee: FeeRequest, *, gateway: str, ip: str, return_url: str, now: datetime) -> Attempt:
    """Begin to pay, or take up the try that is still open; ``redirect_url`` of the result is where to send the payer.

    The open try's own page is given again (same reference at the gateway, which takes money once per reference). A VietQR code
    that was shown, and a page that was never opened, are set aside when the payer chooses another way. Raises ``NotDue``,
    ``TooLate``, ``GatewaySilent``, or ``Waiting`` while an earlier try or a person's check may still prove a payment.
    """
    attempt, order = _reserve(fee, gateway=gateway, ip=ip, return_url=return_url, now=now)
    if attempt.status == Attempt.Status.CREATED:
        _open_remotely(attempt, order)
    return attempt


def untouched(fee_id: uuid.UUID) -> FeeRequest:
    """The demand, locked, that nobody is paying and no paper is about: only then is it changed into others.

    Raises ``NotDue``, ``Shared``, or ``Waiting`` while a payment or a paper is open.
    """
    fee = locks.fee(fee_id)
    must_be_untouched(fee)
    return fee


def must_be_untouched(fee: FeeRequest) -> None:
    """What ``untouched`` asks for; a page asks it without the lock, before it lets anybody write. Raises the same."""
    if fee.status != FeeRequest.Status.DUE:
        raise NotDue
    must_be_payable(fee)
    if fee.attempts.filter(status__in=Attempt.OPEN).exists():
        raise Waiting


def set_aside(attempt: Attempt, actor: Actor) -> None:
    """The payer chose another way than this open try; under the fee's lock. Money that comes by it all the same still counts."""
    attempt.status, attempt.ended_at = rules.move(attempt.status, "cancel"), clock.now()
    attempt.save(update_fields=["status", "ended_at"])
    log.append(f"fee:{attempt.fee_id}", "attempt.set-aside", actor, {"txn_ref": attempt.txn_ref})


@transaction.atomic
def _reserve(fee: FeeRequest, *, gateway: str, ip: str, return_url: str, now: datetime) -> tuple[Attempt, Order]:
    fee = locks.fee(fee.pk)
    if fee.status != FeeRequest.Status.DUE:
        raise NotDue
    must_be_payable(fee)
    attempts = list(fee.attempts.order_by("created_at", "id"))
    for attempt in attempts:
        if attempt.status not in Attempt.OPEN:
            continue
        if attempt.gateway == gateway and attempt.expires_at > now:
            return attempt, _order(fee, attempt, ip, return_url)
        if attempt.gateway == gateway or not _may_set_aside(attempt):
            raise Waiting
        set_aside(attempt, Actor("citizen", user_id=fee.payer_id))
    if fee.expires_at - now < rules.LEAST_TIME:
        raise TooLate
    return _create(fee, serial=len(attempts) + 1, gateway=gateway, ip=ip, return_url=return_url, now=now)


def must_be_payable(fee: FeeRequest) -> None:
    """Nothing else may still prove or change what is owed; under the fee's lock. Raises ``Waiting`` or ``Shared``."""
    if fee.cases.filter(closed_at__isnull=True).exists():
        raise Waiting
    if claims.open_of(fee):
        raise Waiting(_("Giấy bạn gửi đang chờ cán bộ xác nhận. Chưa nộp thêm khoản này."))
    claims.must_be_whole(fee)


def _may_set_aside(attempt: Attempt) -> bool:
    return attempt.gateway in registry.PATIENT or attempt.status == Attempt.Status.CREATED


def _create(fee: FeeRequest, *, serial: int, gateway: str, ip: str, return_url: str, now: datetime) -> tuple[Attempt, Order]:
    adapter = registry.offer(gateway)
    attempt = Attempt(
        fee=fee,
        gateway=gateway,
        txn_ref=adapter.reference(fee.reference, serial),
        amount=fee.total,
        created_at=now.replace(microsecond=0),
        expires_at=fee.expires_at if gateway in registry.PATIENT else min(now + rules.PAGE_OPEN, fee.expires_at),
    )
    order = _order(fee, attempt, ip, return_url)
    if not adapter.remote:
        attempt.redirect_url = adapter.redirect_url(order)
        # The redirect follows this commit at once, so the row is born as sent: a message can never come before it.
        attempt.status = rules.move(attempt.status, "send")
    attempt.save(force_insert=True)
    log.append(f"fee:{fee.pk}", f"attempt.{attempt.status}", Actor("citizen", user_id=fee.payer_id), {"txn_ref": attempt.txn_ref})
    return attempt, order


def _open_remotely(attempt: Attempt, order: Order) -> None:
    """Get the page from the gateway, with no lock held; the same reference again is the same payment there (fault F8)."""
    try:
        url = registry.remote(attempt.gateway).open(order)
    except GatewayDown as error:
        raise GatewaySilent from error
    opened = Attempt.objects.filter(pk=attempt.pk, status=Attempt.Status.CREATED)
    opened.update(status=rules.move(Attempt.Status.CREATED, "send"), redirect_url=url)
    attempt.refresh_from_db()
    attempt.redirect_url = attempt.redirect_url or url


def _order(fee: FeeRequest, attempt: Attempt, ip: str, return_url: str) -> Order:
    remote = registry.get(attempt.gateway).remote
    return Order(
        txn_ref=attempt.txn_ref,
        amount=attempt.amount,
        info=f"Thanh toan ho so {fee.code}",
        ip=ip,
        return_url=return_url,
        created_at=attempt.created_at,
        expires_at=attempt.expires_at,
        account=fee.account,
        bill=_bill(fee) if remote else None,
    )


def _bill(fee: FeeRequest) -> Bill:
    return Bill(
        reference=fee.code,
        title=fee.title,
        collector_code=fee.collector.code if fee.collector else settings.ROOT_AGENCY_CODE,
        collector_name=fee.collector.name if fee.collector else settings.PROVINCE,
        payer_name=str(fee.payer_name or ""),
        payer_address=str(fee.payer_address or ""),
        lines=tuple(BillLine(row.kind, row.code, row.name, row.amount) for row in fee.lines.order_by("position")),
    )


@transaction.atomic
def choose_other(fee: FeeRequest, *, by: Actor) -> None:
    """The payer did not use the code that was shown and wants another way; an open bank page stays (paying twice). No error."""
    fee = locks.fee(fee.pk)
    for attempt in fee.attempts.filter(status__in=Attempt.OPEN):
        if _may_set_aside(attempt):
            set_aside(attempt, by)

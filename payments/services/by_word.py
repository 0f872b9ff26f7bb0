"""Settling by an official's word: cash and card at the counter, a voucher of the treasury. One attempt, one message, one sum."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from common import clock
from common.actors import Actor
from common.errors import NotFound
from payments import locks, rules
from payments.gateways import registry
from payments.gateways.counter.adapter import Counter
from payments.gateways.port import GatewayDown
from payments.models import Attempt, FeeRequest, GatewayEvent
from payments.services import claims, settle
from payments.services.ask import ask
from payments.services.attempt import NotDue, Waiting, set_aside


def ask_first(request_id: uuid.UUID) -> None:
    """Before the lock: what the gateway knows of a payment that is under way; its silence is ``Waiting``'s matter."""
    under_way = Attempt.objects.filter(fee_id=request_id, status__in=Attempt.OPEN).exclude(gateway__in=registry.PATIENT).first()
    if under_way is not None and not transaction.get_connection().in_atomic_block:
        try:
            ask(under_way)
        except GatewayDown:
            pass


def due(request_id: uuid.UUID) -> FeeRequest:
    """The fee, locked, that an official may settle now. Raises ``NotFound``, ``NotDue``, ``Waiting``, ``Shared``."""
    try:
        fee = locks.fee(request_id)
    except FeeRequest.DoesNotExist:
        raise NotFound from None
    if fee.status != FeeRequest.Status.DUE:
        raise NotDue
    if fee.cases.filter(closed_at__isnull=True).exists():
        raise Waiting(_("Kế toán đang đối chiếu một khoản tiền đã về cho hồ sơ này. Chưa thu thêm."))
    claims.must_be_whole(fee)
    online = fee.attempts.filter(status__in=Attempt.OPEN).exclude(gateway__in=registry.PATIENT).first()
    if online is not None:
        until = f"{clock.local(online.expires_at + rules.GRACE):%H:%M}"
        raise Waiting(
            _("Người nộp đang thanh toán trực tuyến khoản này. Chờ đến %(until)s hoặc khi cổng báo kết quả.") % {"until": until}
        )
    return fee


def attempt_of(fee: FeeRequest, gateway: str, actor: Actor) -> Attempt:
    """The try that this word stands for; a QR code that was shown and not paid is set aside: a late transfer is refunded."""
    for shown in fee.attempts.filter(status__in=Attempt.OPEN):
        set_aside(shown, actor)
    now = clock.now()
    return Attempt.objects.create(
        fee=fee,
        gateway=gateway,
        txn_ref=f"{fee.reference}_{fee.attempts.count() + 1}",
        amount=fee.total,
        created_at=now,
        expires_at=now,
    )


def say(attempt: Attempt, adapter: Counter, actor: Actor, **facts: object) -> None:
    """Store the word as a message like any gateway's, and let it settle the fee."""
    notice = adapter.say(attempt.txn_ref, attempt.amount, **facts)
    event = GatewayEvent.objects.create(
        gateway=adapter.key,
        source=notice.source,
        provider_id=notice.provider_id,
        raw=notice.raw,
        verified=True,
        says=notice.says,
        txn_ref=notice.txn_ref,
        received_at=clock.now(),
    )
    settle.handle(event, notice, actor)

"""Sending an approved refund to the gateway that took the money; the order's own number makes asking twice harmless."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.errors import DomainError, NotAllowed
from payments.gateways import registry
from payments.gateways.port import GatewayDown, RefundOrder
from payments.models import Refund
from payments.services import refund as refunds

REFUNDS = frozenset({"vnpay"})
"""Gateways that send money back by themselves; of the others an official pays it out."""


class GatewayAway(DomainError):
    """The gateway did not answer: whether it took the order is not known, and asking again is harmless."""

    code = "gateway-away"
    default_message = gettext_lazy(
        "Cổng thanh toán chưa trả lời. Khoản hoàn vẫn ở trạng thái chờ: gửi lại sau, cổng không hoàn hai lần."
    )


def send(refund: Refund, *, by: User, seat: Seat) -> Refund:
    """Send, or send again, an approved refund whose way is the gateway. Must not run inside a transaction.

    Returns it ``done`` or, when the gateway refuses, ``failed``. Raises ``NotAllowed``, ``Stale``, ``GatewayAway``.
    """
    inflow = refund.inflow
    if seat.role not in refunds.ASKS or refund.way != Refund.Way.GATEWAY or inflow.gateway not in REFUNDS:
        raise NotAllowed
    actor = actor_for(by, seat)
    if refund.status != Refund.Status.SENT:
        refund = refunds.turn(refund, "send", actor)
    attempt = inflow.attempt
    if attempt is None:
        raise NotAllowed(_("Khoản tiền này không có giao dịch ở cổng: hoàn bằng chuyển khoản."))
    order = RefundOrder(
        request_id=refund.pk.hex,
        txn_ref=attempt.txn_ref,
        provider_ref=inflow.provider_ref,
        amount=refund.amount,
        whole=refund.amount == inflow.amount,
        paid_at=attempt.created_at,
        now=clock.now(),
        by=f"seat {seat.pk}",
    )
    try:
        taken, words = registry.VNPAY.refund(order)
    except GatewayDown as error:
        raise GatewayAway from error
    if not taken:
        return refunds.turn(refund, "fail", actor, note=words)
    with transaction.atomic():
        return refunds.finish(refunds.locked(refund), actor, by=by, seat=seat, provider_ref=words)

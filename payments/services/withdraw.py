"""A demand that was wrong is taken back by who may make such demands: never edited, never deleted, always with a reason."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common.errors import EmptyReason
from common.text import tidy
from payments import locks
from payments.gateways import registry
from payments.models import Attempt, FeeRequest
from payments.services import by_word, claims
from payments.services.attempt import NotDue, Waiting, set_aside
from payments.services.request_fee import cancel_fee

OPEN = (FeeRequest.Status.DUE, FeeRequest.Status.EXPIRED)


def ask_first(fee_id: uuid.UUID) -> None:
    """Before any lock: what the gateways know of payments of it or of its shares that are under way."""
    for one in [fee_id, *FeeRequest.objects.filter(parent_id=fee_id).values_list("pk", flat=True)]:
        by_word.ask_first(one)


@transaction.atomic
def withdraw(fee_id: uuid.UUID, *, reason: str, by: User, seat: Seat) -> FeeRequest:
    """Nobody owes it any more, and the payer reads ``reason``; money that comes late, or a share paid before, is to be refunded.

    The caller has seen to it that ``seat`` may. Raises ``EmptyReason``, ``NotDue`` when it was paid or is over or is a share,
    ``Waiting`` while somebody pays it or a paper about it waits for a word.
    """
    reason = tidy(reason)
    if not reason:
        raise EmptyReason(_("Nhập lý do hủy yêu cầu nộp."))
    fee = locks.fee(fee_id)
    if fee.status not in OPEN or fee.parent_id:
        raise NotDue
    actor = actor_for(by, seat)
    for one in [fee, *fee.shares.order_by("reference")]:
        if claims.open_of(one):
            raise Waiting(_("Giấy gửi trước đang chờ cán bộ xác nhận."))
        for attempt in one.attempts.filter(status__in=Attempt.OPEN):
            if attempt.gateway not in registry.PATIENT:
                raise Waiting(_("Người nộp đang thanh toán trực tuyến khoản này. Chờ cổng báo kết quả rồi hủy."))
            set_aside(attempt, actor)
    FeeRequest.objects.filter(pk=fee.pk).update(end_reason=reason[:300])
    cancel_fee(fee, also_expired=True)  # a notice that ran out unpaid ends the same way: the right one takes its place
    log.append(f"fee:{fee.pk}", "fee.withdrawn", actor, {"matter": fee.code, "total": fee.total})
    fee.refresh_from_db()
    return fee

"""Asking the gateway instead of guessing: about one attempt, before an attempt or a fee expires (fault F8)."""

from django.db import transaction

from audit import log
from common import clock
from common.actors import SYSTEM
from common.events import FeeExpired, emit
from payments import locks, rules
from payments.gateways import registry
from payments.models import Attempt, FeeRequest
from payments.services import claims, settle


def ask(attempt: Attempt) -> str:
    """Ask the gateway about ``attempt`` and act on the answer; returns the attempt's status afterwards.

    Raises ``GatewayDown``; then nothing is known and nothing may expire. Must not run inside a transaction.
    """
    now = clock.now()
    Attempt.objects.filter(pk=attempt.pk).update(asked_at=now)
    settle.record_notice(registry.get(attempt.gateway).ask(attempt.txn_ref, created_at=attempt.created_at, now=now))
    if now >= attempt.expires_at + rules.GRACE:
        _expire_attempt(attempt)
    attempt.refresh_from_db()
    return attempt.status


@transaction.atomic
def _expire_attempt(attempt: Attempt) -> None:
    """The page is closed and the gateway, just asked, has no result: the payer may try again."""
    locks.fee(attempt.fee_id)
    attempt.refresh_from_db()
    if attempt.status not in Attempt.OPEN or attempt.cases.filter(closed_at__isnull=True).exists():
        return
    attempt.status, attempt.ended_at = rules.move(attempt.status, "expire"), clock.now()
    attempt.save(update_fields=["status", "ended_at"])
    log.append(f"fee:{attempt.fee_id}", "attempt.expired", SYSTEM, {"txn_ref": attempt.txn_ref})


def expire_fee(fee: FeeRequest) -> bool:
    """Expire a fee whose time is over and that nobody paid; says so with FeeExpired. Returns whether it expired.

    Every try without success is asked about first, the failed ones too: "failed" is not final. Raises ``GatewayDown``.
    """
    for attempt in fee.attempts.exclude(status=Attempt.Status.SUCCEEDED).order_by("created_at", "id"):
        ask(attempt)
    with transaction.atomic():
        locked = locks.fee(fee.pk)
        now = clock.now()
        if locked.status != FeeRequest.Status.DUE or locked.expires_at > now:
            return False
        if locked.attempts.filter(status__in=Attempt.OPEN).exists() or locked.cases.filter(closed_at__isnull=True).exists():
            return False
        if claims.open_of(locked):
            return False
        FeeRequest.objects.filter(pk=fee.pk, status=FeeRequest.Status.DUE).update(status=FeeRequest.Status.EXPIRED)
        log.append(f"fee:{fee.pk}", "fee.expired", SYSTEM)
        emit(FeeExpired(fee_request_id=fee.pk, at=now))
        claims.give_back_shares(locked)
        return True

"""Believing a gateway: store the raw message, lock the fee, compare and set, tell the rest once.

Design requirements: (1) the message is committed before anything is decided, so no crash and no failing listener loses
it; (2) the fee's row lock orders everything about one fee; (3) FeeSettled is emitted by the one transaction that turns
the fee's status, so once, however many messages come at once (fault F7); (4) a message already handled changes nothing;
(5) what rules.judge cannot place becomes a ManualCase. ``retry_unhandled`` finishes what a crash left between 1 and 2.
"""

import logging
import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from audit import log as audit
from common import clock
from common.actors import Actor
from common.events import FeeSettled, emit
from payments import locks, rules
from payments.gateways import registry
from payments.gateways.port import Notice
from payments.models import Attempt, FeeRequest, GatewayEvent, Inflow, ManualCase
from payments.services import ledger, receipt

log = logging.getLogger(__name__)
GATEWAY = Actor("gateway")
Outcome = GatewayEvent.Outcome
UNVERIFIED_AN_HOUR = 500
# Not the last word: an order unknown now may be known when the message comes again.
_OPEN_OUTCOMES = {"", Outcome.UNKNOWN}


def record_event(gateway: str, raw: str) -> dict[str, str]:
    """Take one pushed message (an IPN's query string) and return the gateway's own form of answer.

    For VNPAY: {"RspCode": "00" | "01" | "02" | "04" | "97", "Message"}. Must not run inside a transaction.
    """
    adapter = registry.get(gateway)
    outcome, again = record_notice(adapter.read(raw))
    return adapter.reply(outcome, again=again)


def record_notice(notice: Notice) -> tuple[str, bool]:
    """Store and handle a message that was pushed or asked for; returns (outcome, whether it had been handled before)."""
    if not notice.verified and _flooded():
        return Outcome.UNVERIFIED, False
    event, new = _store(notice)
    if not new:
        GatewayEvent.objects.filter(pk=event.pk).update(times=F("times") + 1)
    if event.outcome not in _OPEN_OUTCOMES:
        return event.outcome, True
    return handle(event, notice)


def _flooded() -> bool:
    """Whether strangers have filled this hour's room for messages that no gateway signed: enough is kept to look into."""
    recent = GatewayEvent.objects.filter(verified=False, received_at__gt=clock.now() - timedelta(hours=1))
    return recent[: UNVERIFIED_AN_HOUR + 1].count() > UNVERIFIED_AN_HOUR


@transaction.atomic(durable=True)
def _store(notice: Notice) -> tuple[GatewayEvent, bool]:
    moment = clock.now()
    event = GatewayEvent(
        gateway=notice.gateway,
        source=notice.source,
        provider_id=notice.provider_id,
        raw=notice.raw,
        verified=notice.verified,
        says=notice.says,
        txn_ref=notice.txn_ref,
        outcome="" if notice.verified else Outcome.UNVERIFIED,
        received_at=moment,
        handled_at=None if notice.verified else moment,
    )
    GatewayEvent.objects.bulk_create([event], ignore_conflicts=True)
    stored = GatewayEvent.objects.get(gateway=notice.gateway, provider_id=notice.provider_id)
    return stored, stored.pk == event.pk


@transaction.atomic
def handle(event: GatewayEvent, notice: Notice, actor: Actor = GATEWAY) -> tuple[str, bool]:
    """Decide about a stored, verified message under the fee's lock; returns (outcome, whether another did it first).

    ``actor`` is who says so in the audit log: the gateway, or the official at the counter.
    """
    if not notice.verified:
        return Outcome.UNVERIFIED, False
    fee = locks.fee_of_attempt(notice.gateway, notice.txn_ref)
    if fee is None:
        return _unknown(event, notice), False
    # What was read before the lock may be old: read the event again under it, and the attempt only there.
    event.refresh_from_db()
    if event.outcome not in _OPEN_OUTCOMES:
        return event.outcome, True
    attempt = Attempt.objects.get(gateway=notice.gateway, txn_ref=notice.txn_ref)
    known = ledger.find(notice) if notice.says == "success" and notice.amount else None
    verdict = rules.judge(
        notice.says,
        notice.amount,
        attempt_status=attempt.status,
        expected=attempt.amount,
        fee_status=fee.status,
        same_sum=not notice.sum_id or known is not None,
    )
    if known is not None and (known.waiting < known.amount or known.amount != notice.amount):
        # A person has placed this sum already (refunded, put to a fee), or the same sum is told of with another amount.
        verdict = rules.Verdict("repeated")
    _mark(event, verdict.outcome, attempt)
    if verdict.event:
        _move(attempt, verdict.event, notice, applied=verdict.settles, actor=actor)
    inflow = None
    if notice.says == "success" and notice.amount and verdict.outcome != Outcome.REPEATED:
        inflow = ledger.take_in(notice, attempt, known, applied=verdict.settles)
        if known is not None:
            _close(inflow.cases.filter(kind=ManualCase.Kind.UNKNOWN_ORDER))
    if verdict.case:
        _open_case(verdict.case, event, notice, attempt, inflow)
    # The proof itself answers what a person was asked to look into.
    if verdict.settles or verdict.outcome == Outcome.EXTRA:
        _close_answered(attempt)
    if verdict.settles:
        settle(fee, attempt, actor)
    return verdict.outcome, False


def _unknown(event: GatewayEvent, notice: Notice) -> str:
    """No such attempt: money may lie at the gateway without a matter here, so a person gets to know."""
    _mark(event, Outcome.UNKNOWN, None)
    if notice.says in {"success", "unclear"}:
        came_in = notice.says == "success" and notice.amount
        inflow = ledger.take_in(notice, None, ledger.find(notice), applied=False) if came_in else None
        _open_case(ManualCase.Kind.UNKNOWN_ORDER, event, notice, None, inflow)
    return Outcome.UNKNOWN


def _mark(event: GatewayEvent, outcome: str, attempt: Attempt | None) -> None:
    event.outcome, event.attempt, event.handled_at = outcome, attempt, clock.now()
    event.save(update_fields=["outcome", "attempt", "handled_at"])
    if attempt is not None:
        # Known now, though it was not when the message first came: the case it opened then is answered.
        _close(event.cases.filter(kind=ManualCase.Kind.UNKNOWN_ORDER))


def _move(attempt: Attempt, name: str, notice: Notice, *, applied: bool, actor: Actor) -> None:
    attempt.status = rules.move(attempt.status, name)
    attempt.applied = applied
    attempt.reason_code, attempt.provider_ref, attempt.ended_at = notice.reason_code, notice.provider_ref, clock.now()
    attempt.save(update_fields=["status", "applied", "reason_code", "provider_ref", "ended_at"])
    audit.append(f"fee:{attempt.fee_id}", f"attempt.{attempt.status}", actor, {"txn_ref": attempt.txn_ref, "applied": applied})


def _open_case(kind: str, event: GatewayEvent, notice: Notice, attempt: Attempt | None, inflow: Inflow | None) -> None:
    # The IPN and the answer to our question speak of the same money: one case, whichever comes first.
    if inflow and inflow.cases.filter(kind=kind).exists():
        return
    if inflow is None and attempt and attempt.cases.filter(kind=kind, amount=notice.amount).exists():
        return
    ManualCase.objects.get_or_create(
        event=event,
        kind=kind,
        defaults={
            "fee_id": attempt.fee_id if attempt else None,
            "attempt": attempt,
            "inflow": inflow,
            "amount": notice.amount,
            "expected": attempt.amount if attempt else None,
            "opened_at": clock.now(),
        },
    )
    if attempt:
        audit.append(f"fee:{attempt.fee_id}", "case.opened", GATEWAY, {"kind": kind, "txn_ref": attempt.txn_ref})


def _close_answered(attempt: Attempt) -> None:
    _close(attempt.cases.filter(kind=ManualCase.Kind.UNCLEAR))


def _close(cases: QuerySet[ManualCase]) -> None:
    cases.filter(closed_at__isnull=True).update(closed_at=clock.now(), note="Thông báo sau của cổng đã làm rõ.")


def settle(fee: FeeRequest, attempt: Attempt, actor: Actor) -> None:
    """Turn the fee by compare-and-set, say so once, number the receipts; under the fee's lock, its đồng applied already."""
    moment = clock.now()
    turned = FeeRequest.objects.filter(pk=fee.pk, status=fee.status).update(status=FeeRequest.Status.SETTLED, settled_at=moment)
    if turned != 1:
        raise RuntimeError("the fee changed under its lock")
    fee.status, fee.settled_at = FeeRequest.Status.SETTLED, moment
    audit.append(f"fee:{fee.pk}", "fee.settled", actor, {"txn_ref": attempt.txn_ref, "total": fee.total})
    emit(FeeSettled(fee_request_id=fee.pk, at=moment))
    if fee.parent_id:
        _settle_whole(fee.parent_id, actor)
    receipt.issue(fee, attempt, at=moment)


def _settle_whole(whole_id: uuid.UUID, actor: Actor) -> None:
    """A share was paid: with the last of them the demand is settled. The shares' own money and receipts stay theirs."""
    whole = locks.fee(whole_id)
    unpaid = FeeRequest.objects.filter(parent=whole).exclude(status=FeeRequest.Status.SETTLED)
    if whole.status not in (FeeRequest.Status.DUE, FeeRequest.Status.EXPIRED) or unpaid.exists():
        return
    moment = clock.now()
    FeeRequest.objects.filter(pk=whole.pk, status=whole.status).update(status=FeeRequest.Status.SETTLED, settled_at=moment)
    shares = FeeRequest.objects.filter(parent=whole)
    ManualCase.objects.filter(fee__in=shares, kind=ManualCase.Kind.PART_PAID, closed_at__isnull=True).update(
        closed_at=moment, note="Các phần còn lại đã được nộp."
    )
    audit.append(f"fee:{whole.pk}", "fee.settled", actor, {"total": whole.total, "shares": shares.count()})
    emit(FeeSettled(fee_request_id=whole.pk, at=moment))


def retry_unhandled(*, older_than: timedelta = timedelta(minutes=1)) -> int:
    """Handle verified messages that were stored but not decided (a crash, a failing listener); returns how many."""
    waiting = GatewayEvent.objects.filter(outcome="", verified=True, received_at__lt=clock.now() - older_than)
    done = 0
    for event in waiting.order_by("received_at", "id").iterator(chunk_size=500):
        try:
            handle(event, registry.get(event.gateway).reread(event.source, event.raw, event.txn_ref))
            done += 1
        except Exception:
            log.exception("payment message %s still cannot be handled", event.pk)
    return done

"""Celery's thin side of payments: a sweep every two minutes that asks before anything expires. Idempotent."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db.models import F, Max, QuerySet

from common import clock, locks
from payments import rules
from payments.gateways import registry
from payments.gateways.port import GatewayDown, NotYet
from payments.models import Attempt, FeeRequest, Reconciliation
from payments.services.ask import ask, expire_fee
from payments.services.reconcile import ASKABLE, reconcile
from payments.services.settle import retry_unhandled

log = logging.getLogger(__name__)
SOON = timedelta(seconds=30)
"""A payer who waits has the gateway asked this often."""
DAYS_BACK = 3
GIVE_UP_AFTER = 3
"""A gateway that failed this often in one sweep is down: the rest waits for the next one."""


@shared_task(name="payments.sweep", ignore_result=True)
def sweep() -> None:
    """Run ``sweep_now`` unless another worker is at it."""
    with locks.try_hold("payments.sweep") as mine:
        if mine:
            sweep_now()


def sweep_now() -> dict[str, int]:
    """Handle what was left, ask about open attempts, expire unpaid fees, each to the last row; returns the counts of each."""
    handled = retry_unhandled()
    waiting = Attempt.objects.filter(status__in=Attempt.OPEN, created_at__lt=clock.now() - rules.ASK_AFTER)
    waiting = waiting.exclude(gateway__in=registry.PATIENT)
    asked = _each(waiting.order_by(F("asked_at").asc(nulls_first=True), "created_at"), ask)
    over = FeeRequest.objects.filter(status=FeeRequest.Status.DUE, expires_at__lte=clock.now())
    # Those asked longest ago first: fees that wait for a bank's statement do not stand before the others.
    over = over.annotate(asked_at=Max("attempts__asked_at")).order_by(F("asked_at").asc(nulls_first=True), "expires_at", "id")
    expired = _each(over, expire_fee)
    return {"handled": handled, "asked": asked, "expired": expired}


@shared_task(name="payments.ask_one", ignore_result=True)
def ask_one(attempt_id: str) -> None:
    """Ask about one open attempt now; nothing happens when it is no longer open or the gateway is silent."""
    attempt = Attempt.objects.filter(pk=attempt_id, status__in=Attempt.OPEN).first()
    if attempt is not None:
        try:
            ask(attempt)
        except GatewayDown as error:
            log.info("payment gateway does not answer: %s", error)


def ask_soon(attempt: Attempt) -> None:
    """Have a worker ask about an attempt whose payer is waiting; without a broker the sweep does it later."""
    now = clock.now()
    if now - attempt.created_at < SOON or (attempt.asked_at and now - attempt.asked_at < SOON):
        return
    try:
        ask_one.apply_async([str(attempt.pk)], retry=False, expires=60)
    except Exception:
        log.info("no worker reached; the sweep will ask about %s", attempt.txn_ref)


@shared_task(name="payments.reconcile", ignore_result=True)
def reconcile_yesterday() -> None:
    """The day's rhythm: hold yesterday's book to every gateway's, once; days that a gateway was silent on are asked again."""
    with locks.try_hold("payments.reconcile") as mine:
        if not mine:
            return
        for back in range(1, DAYS_BACK + 1):
            day = clock.today() - timedelta(days=back)
            for gateway in ASKABLE:
                done = Reconciliation.objects.filter(day=day, gateway=gateway)
                if not done.filter(silent=0).exists():
                    reconcile(day, gateway)


def _each(rows: QuerySet[Any], work: Callable[[Any], object]) -> int:
    done, failures = 0, Counter[str]()
    for row in rows.iterator(chunk_size=500):
        gateway = getattr(row, "gateway", "")
        if failures[gateway] >= GIVE_UP_AFTER:
            continue
        try:
            done += bool(work(row))
        except NotYet:
            continue
        except GatewayDown as error:
            log.warning("payment gateway does not answer: %s", error)
            failures[gateway] += 1
        except Exception:
            log.exception("payment sweep could not finish %s", row.pk)
    return done

"""The transactional outbox: side effects are rows first, work later, once each.

Design requirements: (1) a row commits with the change that caused it; (2) a crash at any point loses nothing and
repeats at most what is idempotent by ``key``; (3) two workers never hold one row (SKIP LOCKED and a lease);
(4) a poison message steps aside after ``MAX_ATTEMPTS`` and is shown with a retry button; (5) the broker is only a
wake-up: a poller finds what it lost (faults F5, F6, F21).
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from common import clock
from common.models import OutboxMessage

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
# Only how soon a killed worker's rows are taken up again: while a row is worked its lock keeps others off.
LEASE = timedelta(seconds=30)
Handler = Callable[[dict[str, Any]], None]
_handlers: dict[str, Handler] = {}
_wake: list[Callable[[], None]] = []
POLL_SECONDS = 2.0
"""How often the worker looks for rows by itself (portal/celery.py)."""
_silence = [0.0]


def register(topic: str, handler: Handler) -> None:
    """Say who does the work of ``topic``; called once, in portal/wiring.py."""
    _handlers[topic] = handler


def on_append(wake: Callable[[], None]) -> None:
    """Register what is called after a commit that appended rows (a Celery wake-up); failures are ignored."""
    if wake not in _wake:
        _wake.append(wake)


def append(topic: str, payload: dict[str, Any], *, key: str, at: datetime | None = None) -> None:
    """Add a row in the caller's transaction. ``key`` says what the effect is: a second row with it is dropped."""
    row = OutboxMessage(topic=topic, payload=payload, key=key, available_at=at or clock.now())
    OutboxMessage.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(_wake_workers, robust=True)


def append_many(rows: list[tuple[str, dict[str, Any], str]]) -> None:
    """Add several (topic, payload, key) rows in one statement."""
    moment = clock.now()
    messages = [OutboxMessage(topic=t, payload=p, key=k, available_at=moment) for t, p, k in rows]
    OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)
    transaction.on_commit(_wake_workers, robust=True)


def _wake_workers() -> None:
    # A broker that is away answers slowly: the rows of one request must not wait for it one after another.
    if time.monotonic() < _silence[0]:
        return
    for wake in _wake:
        try:
            wake()
        except Exception:
            _silence[0] = time.monotonic() + POLL_SECONDS
            log.info("no wake-up sent; the poller will find the row")


def lease(limit: int = 20) -> list[OutboxMessage]:
    """Take up to ``limit`` waiting rows for ourselves for ``LEASE``, oldest first."""
    moment = clock.now()
    with transaction.atomic():
        waiting = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(done_at__isnull=True, dead_at__isnull=True, available_at__lte=moment)
            .filter(Q(leased_until__isnull=True) | Q(leased_until__lt=moment))
            .order_by("available_at", "id")[:limit]
        )
        rows = list(waiting)
        for row in rows:
            row.fence += 1
            row.leased_until = moment + LEASE
        OutboxMessage.objects.bulk_update(rows, ["fence", "leased_until"])
    return rows


def work(row: OutboxMessage) -> bool:
    """Do one leased row's work and mark it; the work and the mark commit together when it is database work."""
    mine = OutboxMessage.objects.filter(pk=row.pk, fence=row.fence, done_at__isnull=True)
    try:
        with transaction.atomic():
            if not mine.select_for_update().exists():
                return False
            _handlers[row.topic](row.payload)
            mine.update(done_at=clock.now(), leased_until=None, last_error="")
        return True
    except Exception as error:
        log.exception("outbox %s failed", row)
        _put_back(row, error)
        return False


def _put_back(row: OutboxMessage, error: Exception) -> None:
    attempts = row.attempts + 1
    moment = clock.now()
    OutboxMessage.objects.filter(pk=row.pk, fence=row.fence).update(
        attempts=F("attempts") + 1,
        leased_until=None,
        available_at=moment + timedelta(seconds=min(2**attempts, 600)),
        dead_at=moment if attempts >= MAX_ATTEMPTS else None,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )


def drain(limit: int = 200) -> int:
    """Work until nothing waits or ``limit`` rows were tried; returns how many were done."""
    tried = done = 0
    while tried < limit:
        rows = lease(min(20, limit - tried))
        if not rows:
            break
        for row in rows:
            done += work(row)
        tried += len(rows)
    return done


def retry(message: OutboxMessage) -> None:
    """Give a dead or waiting row a fresh start: the count begins again at nought."""
    OutboxMessage.objects.filter(pk=message.pk, done_at__isnull=True).update(
        attempts=0, dead_at=None, leased_until=None, available_at=clock.now(), last_error=""
    )
    transaction.on_commit(_wake_workers, robust=True)

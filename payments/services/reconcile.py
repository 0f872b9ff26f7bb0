"""The day's reconciliation: every try of the day is asked about once more, paid or not, and the gateway's word held to our book.

The minutes' rhythm (tasks.sweep) asks about what is open. This one also asks about what ended, because "failed" is not final, and
about what settled, because a success that the gateway does not know of is somebody's mistake to be found.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from audit import log
from common import clock
from common.actors import SYSTEM
from payments import locks
from payments.gateways import registry
from payments.gateways.port import GatewayDown, Notice
from payments.models import Attempt, GatewayEvent, ManualCase, Reconciliation
from payments.services import settle

ASKABLE = ("vnpay", "national")
GIVE_UP_AFTER = 5
"""So many silences in a row and the gateway is down: the rest counts as silent."""


def reconcile(day: date, gateway: str) -> Reconciliation:
    """Ask ``gateway`` about all tries of ``day`` in Vietnam; returns the counts as they are kept. Not inside a transaction."""
    start = datetime.combine(day, time.min, clock.VIETNAM)
    rows = Attempt.objects.filter(gateway=gateway, created_at__gte=start, created_at__lt=start + timedelta(days=1))
    tally = {"asked": 0, "agreed": 0, "found_later": 0, "contradicted": 0, "silent": 0, "settled_sum": 0}
    silences = 0
    for attempt in rows.order_by("created_at", "id").iterator():
        tally["asked"] += 1
        word = "silent" if silences >= GIVE_UP_AFTER else _compare(attempt)
        silences = silences + 1 if word == "silent" else 0
        tally[word] += 1
        if word != "silent" and attempt.status == Attempt.Status.SUCCEEDED and word != "contradicted":
            tally["settled_sum"] += attempt.amount
    return Reconciliation.objects.create(day=day, gateway=gateway, finished_at=clock.now(), **tally)


def _compare(attempt: Attempt) -> str:
    """agreed, found_later, contradicted or silent; ``attempt`` is read again."""
    before = attempt.status
    now = clock.now()
    try:
        notice = registry.get(attempt.gateway).ask(attempt.txn_ref, created_at=attempt.created_at, now=now)
    except GatewayDown:
        return "silent"
    Attempt.objects.filter(pk=attempt.pk).update(asked_at=now)
    settle.record_notice(notice)
    attempt.refresh_from_db()
    if before == Attempt.Status.SUCCEEDED and (notice.says != "success" or notice.amount != attempt.amount):
        _contradict(attempt, notice)
        return "contradicted"
    return "found_later" if attempt.status != before and attempt.status == Attempt.Status.SUCCEEDED else "agreed"


@transaction.atomic
def _contradict(attempt: Attempt, notice: Notice) -> None:
    """We call it paid and the gateway does not: the fee stays settled, a person finds out why."""
    locks.fee(attempt.fee_id)
    event = GatewayEvent.objects.get(gateway=notice.gateway, provider_id=notice.provider_id)
    _case, new = ManualCase.objects.get_or_create(
        event=event,
        kind=ManualCase.Kind.CONTRADICTED,
        defaults={
            "fee_id": attempt.fee_id,
            "attempt": attempt,
            "amount": notice.amount,
            "expected": attempt.amount,
            "opened_at": clock.now(),
        },
    )
    if new:
        log.append(f"fee:{attempt.fee_id}", "case.opened", SYSTEM, {"kind": "contradicted", "txn_ref": attempt.txn_ref})

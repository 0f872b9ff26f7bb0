"""Invariants I1-I8 of reliability-security.md §4.2 gathered from the packages that keep them. Read-only."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Count, Q

from audit import selectors as audit
from common import clock
from common.invariants import Check
from common.models import OutboxMessage
from dossiers import invariants as dossiers
from notifications.models import Notification
from payments import invariants as payments
from vault import invariants as vault

DRAIN_WITHIN = timedelta(seconds=60)


def check_all() -> dict[str, Check]:
    """Run every check; the keys are I1 … I8."""
    return {name: _merged(checks) for name, checks in CHECKS.items()}


def _merged(checks: tuple[Callable[[], Check], ...]) -> Check:
    total = Check()
    for check in checks:
        found = check()
        total.checked += found.checked
        total.violations += found.violations
    return total


def money_in_one_place() -> Check:
    """I3: the payments' ledger."""
    found = payments.check()
    return Check(found.checked, found.violations)


def chains_verify() -> Check:
    """I5: every audit chain recomputes and reaches the last anchor, a file in a second folder."""
    report = audit.verify()
    return Check(report.events, [f"{row.stream}#{row.seq}: {row.message}" for row in report.broken])


def outbox_drains() -> Check:
    """I6: nothing due waits longer than a minute, nothing is dead, and no message reached an inbox twice."""
    check = Check(OutboxMessage.objects.count())
    stuck = OutboxMessage.objects.filter(done_at__isnull=True).filter(
        Q(dead_at__isnull=False) | Q(available_at__lt=clock.now() - DRAIN_WITHIN)
    )
    check.violations += [f"outbox {row.topic} {row.key}: {row.last_error or 'still waiting'}" for row in stuck[:100]]
    doubled = Notification.objects.values("user", "key").annotate(n=Count("pk")).filter(n__gt=1)
    check.violations += [f"notification {row['key']}: {row['n']} times in one inbox" for row in doubled]
    return check


def papers_are_whole() -> Check:
    """I7 and I8 for the vault: numbers without gaps that matter, every document's bytes as they were signed."""
    found = vault.check()
    return Check(found["checked"], [str(row) for row in found["violations"]])


CHECKS: dict[str, tuple[Callable[[], Check], ...]] = {
    **dossiers.CHECKS,
    "I3": (money_in_one_place,),
    "I5": (chains_verify,),
    "I6": (outbox_drains,),
    "I8": (*dossiers.CHECKS["I8"], papers_are_whole),
}
CHECKS = dict(sorted(CHECKS.items()))

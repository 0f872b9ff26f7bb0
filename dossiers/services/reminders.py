"""Reminding: of a result that nobody collects (``MOST`` times, terms.py), of a supplement whose term ends soon. Sweeps."""

import uuid
from collections.abc import Iterator

from django.db import transaction

from common import clock
from dossiers import clocks, terms
from dossiers.models import Dossier, ResultReminder, Supplement
from dossiers.services.sweeps.rows import in_order
from dossiers.services.telling import tell_applicant
from dossiers.states import Delivery, State

MOST = 3


def plan(dossier: Dossier) -> None:
    """The results are ready: remind of them after the first term unless they are handed over by then. One statement."""
    at = clocks.promise(dossier.returning_id, clock.now(), terms.limit("uncollected-first"), {}).due_at
    ResultReminder.objects.update_or_create(dossier=dossier, defaults={"sent": 0, "next_at": at})


def uncollected() -> Iterator[uuid.UUID]:
    """Dossiers whose applicant is to be reminded now; one range scan a page."""
    return in_order(ResultReminder.objects.filter(next_at__lte=clock.now()), "next_at")


@transaction.atomic
def remind(dossier_id: uuid.UUID) -> bool:
    """Remind once, and say when next; whether it did. Safe to repeat and to run twice at once."""
    now = clock.now()
    row = ResultReminder.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=dossier_id)
    if row.next_at is None or row.next_at > now:
        return False
    dossier = row.dossier
    waits = dossier.state == State.COMPLETED and dossier.delivery == Delivery.READY
    if waits:
        row.sent += 1
        tell_applicant(dossier, "uncollected", once=f"{row.sent}-{now:%Y%m%d}")
    more = waits and row.sent < MOST
    row.next_at = clocks.promise(dossier.returning_id, now, terms.limit("uncollected-again"), {}).due_at if more else None
    row.save(update_fields=["sent", "next_at"])
    return waits


def ending() -> Iterator[uuid.UUID]:
    """Open supplements whose term ends soon and whose applicant was not told yet; one range scan a page."""
    waiting = Supplement.objects.filter(answered_at__isnull=True, lapsed_at__isnull=True, reminded_at__isnull=True)
    soon = waiting.filter(answer_until__gt=clock.now(), answer_until__lte=clock.now() + terms.span("supplement-ends"))
    return in_order(soon, "answer_until")


@transaction.atomic
def remind_of_end(supplement_id: uuid.UUID) -> bool:
    """Tell the applicant that the term ends soon, once; whether it did."""
    rows = Supplement.objects.filter(pk=supplement_id, answered_at__isnull=True, lapsed_at__isnull=True)
    if not rows.filter(reminded_at__isnull=True).update(reminded_at=clock.now()):
        return False
    dossier = rows.select_related("dossier").get().dossier
    tell_applicant(dossier, "supplement-ends", once=str(supplement_id))
    return True

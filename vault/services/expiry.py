"""Reminding owners of papers that soon end: once a paper, thirty days before."""

from datetime import timedelta

from django.db import transaction

from common import clock
from common.events import emit
from vault.happened import VaultHappened
from vault.models import Document
from vault.services.giving import accounts_of

AHEAD = timedelta(days=30)
BATCH = 200


@transaction.atomic
def remind(limit: int = BATCH) -> int:
    """Tell of up to ``limit`` papers whose last day lies in the next thirty; returns how many. Two beats do no harm.

    One range scan of the index ``vault_expiring``; what ended already was told of, or came too late to be.
    """
    today = clock.today()
    waiting = Document.objects.filter(
        valid_until__gte=today,
        valid_until__lte=today + AHEAD,
        reminded_at__isnull=True,
        removed_at__isnull=True,
        status=Document.Status.IN_FORCE,
    )
    rows = list(
        waiting.select_related("owner_person", "owner_organisation")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("valid_until", "pk")[:limit]
    )
    for row in rows:
        users = accounts_of(row.owner)
        if users and row.valid_until:
            emit(VaultHappened("expiring", row.pk, users, row.title, clock.long_date(row.valid_until)))
    Document.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=clock.now())
    return len(rows)

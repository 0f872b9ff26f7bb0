"""Keeping count of how far a dossier that came on paper is digitised, for queues and figures."""

import uuid
from datetime import timedelta

from common import clock
from dossiers import digitising
from dossiers.models import Digitisation, Dossier
from dossiers.services.scans import tables

LOOKED_BACK = timedelta(days=3)
BATCH = 200


def look(dossier: Dossier) -> Digitisation | None:
    """Count the dossier's papers anew; None for one that did not come on paper. Call it in the transaction of what changed."""
    tables.adopt(dossier)
    if dossier.channel not in digitising.ON_PAPER:
        return None
    asked = [paper for paper in digitising.of(dossier) if paper.required]
    stages = [paper.stage for paper in asked]
    before = Digitisation.objects.filter(dossier=dossier).first()
    whole = digitising.NOT_YET not in stages
    since = before.complete_at if before and before.complete_at else clock.now()
    counted = {
        "agency_id": dossier.receiving_id,
        "submitted_at": dossier.submitted_at,
        "asked": len(stages),
        "there": sum(stage != digitising.NOT_YET for stage in stages),
        "confirmed": sum(stage >= digitising.EXTRACTED for stage in stages),
        "signed": sum(stage == digitising.SIGNED for stage in stages),
        "complete_at": since if whole else None,
    }
    return Digitisation.objects.update_or_create(dossier=dossier, defaults=counted)[0]


def sweep() -> int:
    """Count those that came on paper lately and were never counted; returns how many. By the key, which grows with time."""
    since = _first_id(LOOKED_BACK)
    rows = Dossier.objects.filter(pk__gte=since, channel__in=digitising.ON_PAPER, digitisation__isnull=True)
    found = list(rows.order_by("pk")[:BATCH])
    for dossier in found:
        look(dossier)
    return len(found)


def _first_id(ago: timedelta) -> uuid.UUID:
    """The smallest id that a row of that time can have (UUIDv7: its first 48 bits are milliseconds)."""
    return uuid.UUID(int=int((clock.now() - ago).timestamp() * 1000) << 80)

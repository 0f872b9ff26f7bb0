"""The scanning table of a dossier or a draft: found, made, followed when the draft becomes a dossier, locked."""

import uuid

from accounts.models import User
from common import clock, outbox
from common.errors import Stale
from dossiers.models import Dossier, Draft, ScannedPaper, ScanTable
from dossiers.scan_access import Place

TOPIC = "dossiers.scans"
"""Of the outbox: there is something to split or to read."""


def table_of(place: Place, *, by: User) -> ScanTable:
    """The one table of it, made at the first look; one query, mostly. What a draft had goes over to its dossier."""
    if isinstance(place, Draft):
        return ScanTable.objects.get_or_create(draft=place, defaults={"changed_by": by, "changed_at": clock.now()})[0]
    adopt(place)
    return ScanTable.objects.get_or_create(dossier=place, defaults={"changed_by": by, "changed_at": clock.now()})[0]


def adopt(dossier: Dossier) -> None:
    """Make the dossier's what was scanned before it was submitted; two statements, without effect the second time."""
    if dossier.draft_id is None:
        return
    ScanTable.objects.filter(draft=dossier.draft_id).update(dossier=dossier, draft=None)
    ScannedPaper.objects.filter(draft=dossier.draft_id).update(dossier=dossier, draft=None)


def lock(table_id: uuid.UUID, *, seen: int | None = None) -> ScanTable:
    """Lock a table, after whatever it is for; raises ``Stale`` when the order of its pages changed since version ``seen``."""
    table = ScanTable.objects.select_for_update(of=("self",)).select_related("changed_by__person").get(pk=table_id)
    if seen is not None and table.lock_version != seen:
        raise Stale
    return table


def touch(table: ScanTable, by: User) -> None:
    """Its pages lie in another order now."""
    table.lock_version += 1
    table.changed_by, table.changed_at = by, clock.now()
    table.save(update_fields=["lock_version", "changed_by", "changed_at"])


def wake(what: uuid.UUID) -> None:
    """Ask a worker to look: ``what`` is new; goes with the transaction."""
    outbox.append(TOPIC, {}, key=f"scans:{what}")

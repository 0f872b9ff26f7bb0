"""The nightly scrub (F19): every stored file is read again and compared with its hash, those longest unseen first."""

import logging
import time
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F, Q

from common import blobs, clock
from common.models import Blob

log = logging.getLogger(__name__)
BATCH = 100
AGAIN_AFTER = timedelta(hours=20)
A_NIGHT = 3 * 3600.0
"""Seconds that one night takes at most; the next goes on where it stopped."""


@dataclass(frozen=True)
class Damage:
    """A file that is not what was stored, and the rows that name it (``vault.document 0199… blob``)."""

    blob: str
    path: str
    rows: list[str]


@dataclass
class Scrubbed:
    """What one run saw."""

    checked: int = 0
    damaged: list[Damage] = field(default_factory=list)


def scrub(seconds: float = A_NIGHT) -> Scrubbed:
    """Compare files for so long, or until all were seen within the last day; damage is logged and stays marked on its row."""
    end, found = time.monotonic() + seconds, Scrubbed()
    since = clock.now()
    waiting = Blob.objects.filter(Q(scrubbed_at__isnull=True) | Q(scrubbed_at__lt=since - AGAIN_AFTER))
    while time.monotonic() < end:
        rows = list(waiting.order_by(F("scrubbed_at").asc(nulls_first=True), "pk")[:BATCH])
        if not rows:
            break
        bad = [row for row in rows if not _whole(row)]
        now = clock.now()
        Blob.objects.filter(pk__in=[row.pk for row in rows]).update(scrubbed_at=now, damaged_at=None)
        Blob.objects.filter(pk__in=[row.pk for row in bad]).update(damaged_at=now)
        found.checked += len(rows)
        found.damaged += [_told(row) for row in bad]
    return found


def _whole(blob: Blob) -> bool:
    try:
        blobs.read(blob)
    except blobs.Damaged:
        return not Blob.objects.filter(pk=blob.pk).exists()  # swept while we read
    return True


def _told(blob: Blob) -> Damage:
    damage = Damage(str(blob.pk), blob.path, named_by(blob))
    log.error("stored file %s is damaged or missing; named by %s", damage.path, ", ".join(damage.rows) or "no row")
    return damage


def named_by(blob: Blob) -> list[str]:
    """Every row of every package that names the file; one query a relation."""
    found = []
    for relation in Blob._meta.get_fields(include_hidden=True):
        if relation.one_to_many or relation.one_to_one:
            model, column = relation.related_model, relation.field.attname  # type: ignore[union-attr]
            pks = model._base_manager.filter(**{column: blob.pk}).values_list("pk", flat=True)
            found += [f"{model._meta.label_lower} {pk} {column.removesuffix('_id')}" for pk in pks]
    return found

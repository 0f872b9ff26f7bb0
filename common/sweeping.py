"""Files that nothing names any more: an upload that was taken back, a crash between the file and its row (I8)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import Q

from common import clock
from common.models import Blob

KEPT = timedelta(hours=24)
FOLDER = "blobs"
BATCH = 500


def sweep(older_than: timedelta = KEPT) -> int:
    """Remove rows that no other row names, then files without a row, both older than ``older_than``; returns how many.

    The row goes before its file: a crash in between leaves a file without a row, which the next sweep finds.
    """
    before = clock.now() - older_than
    removed = 0
    for blob in Blob.objects.filter(_unnamed(), created_at__lt=before)[:BATCH]:
        path = blob.path
        blob.delete()
        default_storage.delete(path)
        removed += 1
    for path in _strays(before):
        default_storage.delete(path)
        removed += 1
    return removed


def _unnamed() -> Q:
    """No row of any package names the blob; relations are found from the models, so a new one cannot be forgotten."""
    names = Q()
    for relation in Blob._meta.get_fields(include_hidden=True):
        if relation.one_to_many or relation.one_to_one:
            model, column = relation.related_model, relation.field.attname  # type: ignore[union-attr]
            used = model._base_manager.filter(**{f"{column}__isnull": False}).values(column)
            names &= ~Q(pk__in=used)
    return names


def _strays(before: datetime) -> Iterator[str]:
    """Paths of stored files that have no row, oldest enough; one folder of the storage at a time."""
    if not default_storage.exists(FOLDER):
        return
    for folder in default_storage.listdir(FOLDER)[0]:
        names = default_storage.listdir(f"{FOLDER}/{folder}")[1]
        known = {pk.hex for pk in Blob.objects.filter(pk__in=[n for n in names if len(n) == 32]).values_list("pk", flat=True)}
        for name in set(names) - known:
            path = f"{FOLDER}/{folder}/{name}"
            if default_storage.get_modified_time(path) < before:
                yield path

"""Taking in what the scanner made: judged like every stranger's file, stored, and put before the worker that splits it."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common import clock
from common.uploads import BadUpload
from dossiers.models import ScanTable, ScanUpload
from dossiers.services import uploads
from dossiers.services.scans import tables

MOST_BYTES = 50 * 1024 * 1024
MOST_PAGES = 400
"""On one table: more than a day's stack for one dossier, and still one page to look at."""


def take(table: ScanTable, *, by: User, seat: Seat, name: str, data: bytes) -> ScanUpload:
    """Keep one file and queue its splitting; raises ``BadUpload`` with words for the clerk. Judging takes 0.3 s to 20 s."""
    if len(data) > MOST_BYTES:
        raise BadUpload("too-big", _("Tệp quét phải nhỏ hơn 50 MB. Quét ở 200 hoặc 300 dpi, hoặc chia xấp giấy làm hai."))
    kept = uploads.keep("", name, data, most=MOST_BYTES)
    with transaction.atomic():
        tables.lock(table.pk)
        there = table.uploads.exclude(state=ScanUpload.State.BROKEN).filter(pages__gt=0)
        waiting = there.filter(state=ScanUpload.State.WAITING).aggregate(total=Sum("pages"))["total"] or 0
        if table.pages.filter(paper__isnull=True).count() + waiting + kept.pages > MOST_PAGES:
            raise BadUpload("pages", _("Bàn quét chỉ để được 400 trang. Lưu giấy tờ đã xếp xong rồi tải tiếp."))
        upload = ScanUpload.objects.create(
            table=table,
            name=kept.name,
            blob_id=kept.blob_id,
            rendition_id=kept.rendition_id,
            scan=kept.scan,
            pages=kept.pages,
            seat=seat,
            user=by,
            created_at=clock.now(),
        )
        tables.wake(upload.pk)
    return upload


def take_all(
    table: ScanTable, files: Sequence[tuple[str, bytes]], *, by: User, seat: Seat
) -> tuple[list[ScanUpload], list[tuple[str, str]]]:
    """Each file for itself: what was taken, and (name, why not) of what was refused."""
    taken, refused = [], []
    for name, data in files:
        try:
            taken.append(take(table, by=by, seat=seat, name=name, data=data))
        except BadUpload as refusal:
            refused.append((uploads.plain_name(name), str(refusal.message)))
    return taken, refused

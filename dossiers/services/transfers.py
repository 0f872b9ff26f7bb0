"""Receiving a file in pieces (tus 1.0): open, append, finish, cancel. A link that drops loses nothing that arrived (fault F14).

1. ``begin`` makes a ``Transfer``; the same file announced again by its SHA-256 (another page, another device) finds the old one.
2. ``append`` stores a piece as a sealed file and only then moves ``offset``: an answer that was lost is asked for again.
3. ``finish`` puts the pieces together, checks them and names the result as the draft's file, all or nothing.
Whatever is not finished in a day is swept with its bytes (``sweep``): no ghosts.
"""

import hashlib
import uuid
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from common import blobs, clock
from common.errors import DomainError, NotFound
from common.faultpoints import reach
from common.uploads import MAX_BYTES, BadUpload
from common.uploads.room import must_have_room
from dossiers.access import own
from dossiers.locks import lock_open_draft
from dossiers.models import Draft, DraftFile, Transfer, TransferPart, UploadDay
from dossiers.services.papers import attach, must_be_asked, must_fit
from dossiers.services.uploads import keep, plain_name, stored
from eforms.paths import bare

KEPT = timedelta(days=1)
DAY_LIMIT = 1 << 30
MOST_OPEN = 20
# A check takes 20 s at most; whoever was at it longer has died.
CHECK_LIMIT = timedelta(seconds=60)
PART_MIME = "application/octet-stream"
BATCH = 200


class TooMuchToday(DomainError):
    """More bytes in one day than an account may send."""

    code = "too-much-today"
    default_message = _("Hôm nay bạn đã tải lên quá 1 GB. Hãy tải tiếp vào ngày mai hoặc nộp giấy tại quầy.")


class WrongOffset(DomainError):
    """The piece does not begin where the last one ended; ``offset`` says where to go on."""

    code = "wrong-offset"

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__()


class StillChecking(DomainError):
    """Another request is checking this file right now."""

    code = "checking"
    default_message = _("Đang kiểm tra an toàn")


class Gone(DomainError):
    """Not all bytes have arrived, or they are no longer here."""

    code = "gone"


@transaction.atomic
def begin(
    draft_id: uuid.UUID,
    user: User,
    *,
    paper_key: str = "",
    field: str = "",
    name: str,
    size: int,
    digest: str = "",
    replaces: uuid.UUID | None = None,
) -> Transfer:
    """Announce a file of ``size`` bytes; ``digest`` is its SHA-256 in hex, if the sender knows it.

    Raises ``BadUpload`` (empty, too big, no room), ``TooMany``, ``TooMuchToday``, ``NotAllowed``. Counts for the day here, so
    that beginning again and again is not free.
    """
    if not size:
        raise BadUpload("empty")
    if size > MAX_BYTES:
        raise BadUpload("too-big")
    draft = lock_open_draft(draft_id, user)
    field = bare(field)
    must_be_asked(draft, paper_key, field)
    if digest:
        same = waiting(draft).filter(paper_key=paper_key, field=field, size=size, digest=digest, owner=user).first()
        if same:
            return same
    if replaces is None:
        must_fit(draft, size)
    must_have_room(size)
    _count(user, size)
    _drop_oldest(draft)
    return Transfer.objects.create(
        owner=user,
        draft=draft,
        paper_key=paper_key,
        field=field,
        replaces=replaces,
        name=plain_name(name),
        size=size,
        digest=digest,
        expires_at=clock.now() + KEPT,
    )


def waiting(draft: Draft) -> QuerySet[Transfer]:
    """Files of a draft that are under way and can be gone on with."""
    return Transfer.objects.filter(draft=draft, finished_at__isnull=True, expires_at__gt=clock.now())


def get(draft_id: uuid.UUID, user: User, transfer_id: uuid.UUID) -> Transfer:
    """One's own file under way, finished or not, until it expires; one query. Raises ``NotFound``."""
    row = _mine(draft_id, user).filter(pk=transfer_id).select_related("file").first()
    if row is None:
        raise NotFound
    return row


def append(draft_id: uuid.UUID, user: User, transfer_id: uuid.UUID, *, offset: int, data: bytes) -> Transfer:
    """Store a piece that begins at ``offset``; raises ``WrongOffset``, ``BadUpload`` (too big, no room), ``NotFound``."""
    row = get(draft_id, user, transfer_id)
    _must_continue(row, offset, len(data))
    if not data:
        return row
    must_have_room(len(data))
    blob = stored(data, PART_MIME)
    reach("transfer.stored")
    try:
        with transaction.atomic():
            row = _lock(draft_id, user, transfer_id)
            _must_continue(row, offset, len(data))
            TransferPart.objects.create(transfer=row, offset=offset, blob=blob)
            row.offset += len(data)
            row.expires_at = clock.now() + KEPT
            row.save(update_fields=["offset", "expires_at"])
    except DomainError:  # somebody else's piece came first
        blobs.drop([blob.pk])
        raise
    return row


def finish(draft_id: uuid.UUID, user: User, transfer_id: uuid.UUID) -> DraftFile:
    """Check what arrived and name it as the draft's file; asked again it answers the same.

    Raises ``BadUpload`` with words for the applicant, ``TooMany``, ``StillChecking``, ``Gone``, ``NotFound``.
    """
    row = _claim(draft_id, user, transfer_id)
    if row.file is not None:
        return row.file
    if row.refused:
        raise BadUpload(row.refused)
    try:
        upload = keep(row.paper_key, row.name, _whole(row), field=row.field)
        with transaction.atomic():
            file = attach(draft_id, user, upload, row.replaces)
            _close(row, file=file)
    except BadUpload as refusal:
        if refusal.code == "no-room":
            _unclaim(row)
        else:
            _close(row, refused=refusal.code)
        raise
    except DomainError:
        _unclaim(row)
        raise
    _drop_parts(row)
    return file


def cancel(draft_id: uuid.UUID, user: User, transfer_id: uuid.UUID) -> None:
    """Give up a file under way and forget its bytes at once; a finished one stays where it is. Raises ``NotFound``."""
    row = get(draft_id, user, transfer_id)
    _drop_parts(row)
    row.delete()


def sweep() -> int:
    """Forget what was not finished in time, and days that no longer count; returns how many files. A few statements a file."""
    rows = list(Transfer.objects.filter(expires_at__lte=clock.now())[:BATCH])
    for row in rows:
        _drop_parts(row)
        row.delete()
    UploadDay.objects.filter(day__lt=clock.today() - timedelta(days=2)).delete()
    return len(rows)


def _mine(draft_id: uuid.UUID, user: User) -> QuerySet[Transfer]:
    rows = Transfer.objects.filter(own(user, "owner", of="draft__"), draft_id=draft_id, owner=user)
    return rows.filter(expires_at__gt=clock.now(), draft__submitted_at__isnull=True)


def _lock(draft_id: uuid.UUID, user: User, transfer_id: uuid.UUID) -> Transfer:
    row = _mine(draft_id, user).select_for_update(of=("self",)).filter(pk=transfer_id).first()
    if row is None:
        raise NotFound
    return row


def _must_continue(row: Transfer, offset: int, length: int) -> None:
    if row.finished_at is not None or row.offset != offset:
        raise WrongOffset(row.offset)
    if offset + length > row.size:
        raise BadUpload("too-big")


@transaction.atomic
def _claim(draft_id: uuid.UUID, user: User, transfer_id: uuid.UUID) -> Transfer:
    """The row, marked as being checked by us unless it is finished; two requests never check one file at once."""
    row = _lock(draft_id, user, transfer_id)
    if row.finished_at is not None:
        if row.file is None and not row.refused:  # it was taken off the draft since
            raise Gone
        return row
    if row.offset != row.size:
        raise WrongOffset(row.offset)
    now = clock.now()
    if row.checking_since and now - row.checking_since < CHECK_LIMIT:
        raise StillChecking
    row.checking_since = now
    row.save(update_fields=["checking_since"])
    return row


def _unclaim(row: Transfer) -> None:
    Transfer.objects.filter(pk=row.pk).update(checking_since=None)


def _close(row: Transfer, *, file: DraftFile | None = None, refused: str = "") -> None:
    row.file, row.refused, row.finished_at = file, refused, clock.now()
    row.save(update_fields=["file", "refused", "finished_at"])
    if refused:
        _drop_parts(row)


def _whole(row: Transfer) -> bytes:
    """All pieces in their order; raises ``BadUpload`` when they are not the file that was announced."""
    data = b"".join(blobs.read(part.blob) for part in row.parts.select_related("blob"))
    if len(data) != row.size or (row.digest and hashlib.sha256(data).hexdigest() != row.digest):
        raise BadUpload("changed")
    return data


def _drop_parts(row: Transfer) -> None:
    names = list(row.parts.values_list("blob_id", flat=True))
    row.parts.all().delete()
    blobs.drop(names)


def _drop_oldest(draft: Draft) -> None:
    """A draft has at most so many files under way: who begins more gives up the oldest, whose bytes the sweep takes."""
    kept = waiting(draft).order_by("-created_at").values("pk")[: MOST_OPEN - 1]
    Transfer.objects.filter(~Q(pk__in=kept), draft=draft, finished_at__isnull=True).update(expires_at=clock.now())


def _count(user: User, size: int) -> None:
    """Add to today's bytes of the account, in one statement; raises ``TooMuchToday`` beyond the limit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_uploadday (owner_id, day, bytes) VALUES (%s, %s, %s) "
            "ON CONFLICT (owner_id, day) DO UPDATE SET bytes = dossiers_uploadday.bytes + EXCLUDED.bytes RETURNING bytes",
            [user.pk, clock.today(), size],
        )
        if cursor.fetchone()[0] > DAY_LIMIT:
            raise TooMuchToday


def count_for_today(user: User, size: int) -> None:
    """The same ceiling for a file that comes whole, in one form; raises ``TooMuchToday``."""
    with transaction.atomic():
        _count(user, size)

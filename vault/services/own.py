"""A person's own papers: taken in after the same checks as every upload, marked unverified, removed when they wish."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import limits
from accounts.models import User
from audit import log
from common import blobs, clock
from common.actors import Actor
from common.errors import DomainError, NotAllowed
from common.models import Blob
from common.text import tidy
from common.uploads import BadUpload, antivirus, inspect
from common.uploads.room import must_have_room
from vault import verification
from vault.access import document_of
from vault.holders import Holder
from vault.models import Document, Share
from vault.services.keep import owned_by

PDF = "application/pdf"
A_DAY, MOST = 40, 500
REMOVABLE = frozenset({Document.Origin.UPLOAD, Document.Origin.SUBMITTED})
GONE = b"removed by its owner"


class TooMany(DomainError):
    """More papers of one's own than a vault takes, or more in a day than a person uploads."""

    code = "too-many"
    default_message = _(
        "Kho nhận tối đa 500 giấy tờ tự tải lên, mỗi ngày 40 giấy. Xóa bớt giấy không dùng, hoặc tải tiếp ngày mai."
    )


class HeldAlready(DomainError):
    """These very bytes lie in this vault."""

    code = "held-already"
    default_message = _("Tệp này đã có trong kho.")


class NotScanned(DomainError):
    """A virus scanner is configured and does not answer: nothing is taken in unchecked."""

    code = "not-scanned"
    default_message = _("Chưa kiểm tra an toàn được tệp này. Tải lại sau ít phút.")


@dataclass(frozen=True)
class Said:
    """What the owner says about the paper: nobody has checked it."""

    title: str
    number: str = ""
    issuer_name: str = ""
    issued_on: date | None = None
    valid_until: date | None = None


def upload(holder: Holder, said: Said, name: str, data: bytes, *, by: User) -> Document:
    """Check, store and keep one file as ``by``'s words about it say.

    Raises ``BadUpload``, ``TooMany``, ``HeldAlready``, ``NotScanned``; nothing is stored then. Signatures of a PDF are
    checked in the jail and kept with it: they say who signed, not that the paper is right.
    """
    if holder.owner is None:
        raise NotAllowed
    if not limits.allow(f"vault-upload:{by.pk}", A_DAY, timedelta(days=1)):
        raise TooMany
    mine = Document.objects.filter(**holder.column, removed_at__isnull=True)
    if mine.filter(sha256=hashlib.sha256(data).hexdigest()).exists():
        raise HeldAlready
    if mine.filter(origin=Document.Origin.UPLOAD).count() >= MOST:
        raise TooMany
    checked = inspect(data, name)
    if checked.scan == antivirus.WAITING:
        raise NotScanned
    must_have_room(len(data) + len(checked.rendition or b""))
    signed = verification.signatures_of(data) if checked.mime == PDF and "signed" in checked.findings else ()
    original = _stored(data, checked.mime)
    rendition = _stored(checked.rendition, PDF) if checked.rendition else None
    with transaction.atomic():
        document = Document.objects.create(
            **owned_by(holder.owner),
            origin=Document.Origin.UPLOAD,
            kind="own",
            title=tidy(said.title),
            number=tidy(said.number),
            issuer_name=tidy(said.issuer_name),
            issued_on=said.issued_on or clock.today(),
            valid_until=said.valid_until,
            blob=original,
            rendition=rendition,
            sha256=original.sha256,
            signatures=[asdict(one) for one in signed],
        )
        log.append(f"document:{document.pk}", "uploaded", Actor("citizen", user_id=by.pk), {"sha256": document.sha256})
    return document


def remove(user: User, document_id: uuid.UUID) -> None:
    """Take a paper of one's own out of the vault for good: its bytes go, unless a dossier was handed in with them.

    Raises ``NotAllowed`` for what an office issued. Who it was given to loses it at once.
    """
    document = document_of(user, document_id)
    with transaction.atomic():
        row = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if row.origin not in REMOVABLE:
            raise NotAllowed(str(_("Giấy tờ do cơ quan cấp được giữ trong kho, không xóa được.")))
        forget([row])
        log.append(f"document:{row.pk}", "removed", Actor("citizen", user_id=user.pk), {})


def forget(rows: Iterable[Document]) -> None:
    """Empty these rows, in the caller's transaction: who read them stays written down, what they were does not."""
    now = clock.now()
    for row in rows:
        row.removed_at, row.rendition, row.blob = now, None, _stored(GONE, "text/plain")
        row.sha256 = row.blob.sha256
        row.title, row.number, row.issuer_name, row.subject_name, row.signatures = str(_("Giấy tờ đã xóa")), "", "", "", []
        row.save()
        Share.objects.open().filter(document=row).update(revoked_at=now)


def _stored(data: bytes, mime: str) -> Blob:
    """``blobs.put`` where a full disk is told to the person."""
    try:
        return blobs.put(data, mime)
    except OSError:
        raise BadUpload("no-room") from None

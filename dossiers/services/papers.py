"""The files of a draft: add, take from the vault, order, turn, remove. Every verb locks the draft, so two tabs agree."""

import uuid
from collections.abc import Callable

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from accounts.models import User
from common import blobs, clock
from common.actors import Actor
from common.errors import DomainError, NotAllowed, NotFound
from common.uploads import BadUpload, inspect, turned
from dossiers import corrections
from dossiers.loaded import load
from dossiers.locks import lock_open_draft
from dossiers.models import Draft, DraftFile
from dossiers.models.draft import UploadStatus
from dossiers.services.uploads import JPEG, PDF, Upload, keep, stored
from vault import selectors as vault
from vault.models import Document, Reading
from vault.services.readings import note

MAX_FILES = 20
MAX_TOTAL = 60 * 1024 * 1024
QUARTER, ROUND = 90, 360
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/heic": ".heic"}


class TooMany(DomainError):
    """More files, or more bytes, than a dossier takes."""

    code = "too-many"
    default_message = _("Mỗi hồ sơ nhận tối đa 20 tệp, tổng cộng 60 MB. Xóa bớt tệp rồi tải lại.")


def add_file(
    draft_id: uuid.UUID,
    user: User,
    *,
    paper_key: str,
    name: str,
    data: bytes,
    field: str = "",
    replaces: uuid.UUID | None = None,
) -> DraftFile:
    """Check and keep one uploaded file; raises ``BadUpload`` with words for the applicant, or ``TooMany``.

    ``replaces``: a file of the same paper whose place it takes.
    """
    return attach(draft_id, user, keep(paper_key, name, data, field=field), replaces)


@transaction.atomic
def attach(draft_id: uuid.UUID, user: User, upload: Upload, replaces: uuid.UUID | None = None) -> DraftFile:
    """Name a stored upload as the draft's file; raises ``NotAllowed`` for a paper or field that the version does not ask for."""
    draft = lock_open_draft(draft_id, user)
    must_be_asked(draft, upload.paper_key, upload.field)
    old = draft.files.filter(pk=replaces, paper_key=upload.paper_key, field=upload.field).first() if replaces else None
    position = old.position if old else next_position(draft, upload.paper_key, upload.field)
    if old:
        old.delete()
    must_fit(draft, upload.size)
    _touch(draft)
    return DraftFile.objects.create(draft=draft, position=position, **upload.columns)


def must_be_asked(draft: Draft, paper_key: str, field: str) -> None:
    """Raise ``NotAllowed`` unless the version asks for this paper, or has this ``file`` component.

    In the answer to a supplement: unless the supplement asks for it.
    """
    loaded = load(draft.version_id, draft.case)
    if field:
        node = loaded.source.field(field)
        known = not paper_key and node is not None and node.kind.name == "file"
    else:
        known = paper_key in {paper["key"] for paper in loaded.content["papers"]}
    if draft.supplement is not None:
        items = list(draft.supplement.items.all())
        known = corrections.asks(loaded.form, items, field) if field else paper_key in {item.paper_key for item in items} - {""}
    if not known:
        raise NotAllowed


def must_fit(draft: Draft, size: int) -> None:
    """Raise ``TooMany`` when one more file of ``size`` bytes is more than a dossier takes; the vault's papers weigh nothing."""
    rows = draft.files.all()
    total = rows.filter(document__isnull=True).aggregate(total=Sum("blob__size"))["total"] or 0
    if rows.count() >= MAX_FILES or total + size > MAX_TOTAL:
        raise TooMany


def next_position(draft: Draft, paper_key: str, field: str = "") -> int:
    """After the last file of the paper."""
    last = draft.files.filter(paper_key=paper_key, field=field).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def reuse(draft_id: uuid.UUID, user: User, *, paper_key: str, document: Document) -> DraftFile:
    """Use a paper of the vault for a paper of the draft: the same stored bytes, noted among its readings. One that its owner
    uploaded stays marked unverified, so the official checks it like any other upload.

    The caller fetched ``document`` through vault.access. Raises ``NotAllowed`` when it is no longer in force.
    """
    draft = lock_open_draft(draft_id, user)
    must_be_asked(draft, paper_key, "")
    if not vault.usable(document):
        raise NotAllowed(_("Giấy tờ này không còn hiệu lực nên không dùng được."))
    there = draft.files.filter(paper_key=paper_key, document=document).first()
    if there:
        return there
    must_fit(draft, 0)
    data = blobs.read(document.blob)
    name = f"{document.title} {document.number}".strip()[:195] + _ENDINGS.get(document.blob.mime, ".pdf")
    file = DraftFile.objects.create(
        draft=draft,
        paper_key=paper_key,
        position=next_position(draft, paper_key),
        name=name,
        blob=document.blob,
        rendition=document.rendition,
        document=document,
        pages=_pages(data, name),
        status=UploadStatus.RECEIVED,
    )
    note(document, actor=Actor("citizen", user_id=user.pk), action=Reading.Action.VIEW, reason="Dùng cho hồ sơ đang khai")
    _touch(draft)
    return file


def _pages(data: bytes, name: str) -> int:
    try:
        return inspect(data, name).pages
    except BadUpload:  # an old paper that today's checks would not take in is still the State's own
        return 1


@transaction.atomic
def move(draft_id: uuid.UUID, user: User, file_id: uuid.UUID, by: int) -> DraftFile:
    """Put a file one place up (-1) or down (1) among those of its paper; at the end of the list nothing happens."""
    draft = lock_open_draft(draft_id, user)
    file = _file(draft, file_id)
    rows = list(draft.files.filter(paper_key=file.paper_key, field=file.field))
    at = rows.index(file)
    to = min(max(at + by, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    for position, row in enumerate(rows):
        row.position = position
    DraftFile.objects.bulk_update(rows, ["position"])
    _touch(draft)
    return file


def turn(draft_id: uuid.UUID, user: User, file_id: uuid.UUID) -> DraftFile:
    """Turn a photo a quarter clockwise: rendition and preview are made anew from the original, which stays as it was sent.

    Raises ``NotAllowed`` for a PDF. The drawing is done outside the lock; two clicks at once turn once.
    """
    file = DraftFile.objects.select_related("blob").filter(pk=file_id, draft_id=draft_id).first()
    if file is None:
        raise NotFound
    if not file.is_photo:
        raise NotAllowed(_("Chỉ xoay được ảnh. Tệp PDF được giữ nguyên."))
    angle = (file.turn + QUARTER) % ROUND
    page, small = turned(blobs.read(file.blob), file.blob.mime, angle)
    made = stored(page, PDF), stored(small, JPEG)

    def apply(row: DraftFile) -> None:
        row.turn, row.rendition, row.preview = angle, *made

    return _change(draft_id, user, file_id, apply, ["turn", "rendition", "preview"])


@transaction.atomic
def _change(
    draft_id: uuid.UUID, user: User, file_id: uuid.UUID, apply: Callable[[DraftFile], None], columns: list[str]
) -> DraftFile:
    draft = lock_open_draft(draft_id, user)
    file = _file(draft, file_id)
    apply(file)
    file.save(update_fields=columns)
    _touch(draft)
    return file


@transaction.atomic
def remove_file(draft_id: uuid.UUID, user: User, file_id: uuid.UUID) -> None:
    """Take a file off the draft; its bytes are swept later when nothing else names them."""
    draft = lock_open_draft(draft_id, user)
    draft.files.filter(pk=file_id).delete()


def _file(draft: Draft, file_id: uuid.UUID) -> DraftFile:
    file = draft.files.select_related("blob").filter(pk=file_id).first()
    if file is None:
        raise NotFound
    return file


def _touch(draft: Draft) -> None:
    draft.saved_at = clock.now()
    draft.save(update_fields=["saved_at"])

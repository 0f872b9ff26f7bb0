"""Keeping an uploaded file: checked by content, original and readable rendition stored, before any row names them."""

import uuid
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from common import blobs
from common.models import Blob
from common.text import tidy
from common.uploads import MAX_BYTES, BadUpload, antivirus, inspect
from common.uploads.room import must_have_room
from dossiers.models.draft import UploadStatus
from vault import uploaded

PDF, JPEG = "application/pdf", "image/jpeg"
LONGEST_NAME = 200
STATUS = {antivirus.WAITING: UploadStatus.CHECKING}


@dataclass(frozen=True)
class Upload:
    """A checked and stored file of one paper, or of one ``file`` component of the e-form (``field``)."""

    paper_key: str
    name: str
    blob_id: uuid.UUID
    rendition_id: uuid.UUID | None
    pages: int
    size: int
    scan: str = antivirus.NOT_SCANNED
    preview_id: uuid.UUID | None = None
    field: str = ""
    signatures: dict[str, Any] | None = None

    @property
    def status(self) -> UploadStatus:
        """``checking`` while a configured scanner does not answer: it may be submitted, officials may not open it yet."""
        return STATUS.get(self.scan, UploadStatus.RECEIVED)

    @property
    def columns(self) -> dict[str, object]:
        """What a file's row takes over."""
        names = ("paper_key", "field", "name", "blob_id", "rendition_id", "preview_id", "pages", "scan", "status", "signatures")
        return {name: getattr(self, name) for name in names}


def keep(paper_key: str, name: str, data: bytes, *, field: str = "", most: int = MAX_BYTES) -> Upload:
    """Check and store; raises ``BadUpload`` with words for the applicant. Files without rows are swept after a day.

    What was written is read back once, so that "Đã nhận" is never said of bytes that are not there (I1).
    """
    name = plain_name(name)
    checked = inspect(data, name, most=most)
    must_have_room(len(data) + len(checked.rendition or b""))
    original = stored(data, checked.mime)
    blobs.read(original)
    rendition = stored(checked.rendition, PDF) if checked.rendition else None
    preview = stored(checked.preview, JPEG) if checked.preview else None
    return Upload(
        paper_key,
        name,
        original.pk,
        rendition.pk if rendition else None,
        checked.pages,
        original.size,
        checked.scan,
        preview.pk if preview else None,
        field,
        uploaded.check(data) if checked.mime == PDF else None,
    )


def stored(data: bytes, mime: str) -> Blob:
    """``blobs.put`` where a full disk is told to the applicant (``BadUpload``) and leaves no half file behind."""
    try:
        return blobs.put(data, mime)
    except OSError:
        raise BadUpload("no-room") from None


def plain_name(name: str) -> str:
    """The last part of a file's name as people may read it: no folders, no control or direction marks, 200 characters."""
    return tidy(PurePosixPath(name.replace("\\", "/")).name)[-LONGEST_NAME:] or "tep"

"""Keeping an uploaded file: checked by content, original and readable rendition stored, before any row names them."""

import uuid
from dataclasses import dataclass

from common import blobs
from common.text import tidy
from common.uploads import inspect

PDF = "application/pdf"
LONGEST_NAME = 200


@dataclass(frozen=True)
class Upload:
    """A checked and stored file of one paper."""

    paper_key: str
    name: str
    blob_id: uuid.UUID
    rendition_id: uuid.UUID | None
    pages: int
    size: int


def keep(paper_key: str, name: str, data: bytes) -> Upload:
    """Check and store; raises ``BadUpload`` with words for the applicant. Files without rows are swept after a day."""
    name = tidy(name)
    checked = inspect(data, name)
    original = blobs.put(data, checked.mime)
    rendition = blobs.put(checked.rendition, PDF) if checked.rendition else None
    return Upload(paper_key, name[-LONGEST_NAME:], original.pk, rendition.pk if rendition else None, checked.pages, original.size)

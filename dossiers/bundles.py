"""The files of one paper as one PDF, in the order they were uploaded: several photos read as one document."""

from collections import Counter

from common import blobs
from common.errors import NotFound
from common.uploads import combine
from dossiers.models import Dossier, DossierFile
from dossiers.models.draft import UploadStatus


def several(files: list[DossierFile]) -> list[str]:
    """The keys of papers that came as more than one file."""
    return [key for key, count in Counter(file.paper_key for file in files).items() if count > 1]


def one_pdf(dossier: Dossier, paper_key: str) -> bytes:
    """All present files of a paper in one PDF, the originals untouched; raises ``NotFound`` when it has none. One query."""
    files = dossier.files.select_related("blob", "rendition").filter(
        paper_key=paper_key, replaced_at__isnull=True, status=UploadStatus.RECEIVED
    )
    parts = [blobs.read(file.rendition or file.blob) for file in files.order_by("created_at", "id")]
    if not parts:
        raise NotFound
    return combine(parts)

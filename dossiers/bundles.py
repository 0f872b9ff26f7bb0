"""The files of one paper as one PDF, in the order that the applicant gave them: several photos read as one document."""

from collections import Counter
from collections.abc import Iterable

from common import blobs
from common.errors import NotFound
from common.uploads import combine
from dossiers.models import Dossier, DossierFile, Draft, DraftFile
from dossiers.models.draft import UploadStatus


def several(files: list[DossierFile]) -> list[str]:
    """The keys of papers that came as more than one file."""
    return [key for key, count in Counter(file.paper_key for file in files).items() if key and count > 1]


def one_pdf(dossier: Dossier, paper_key: str) -> bytes:
    """All present files of a paper in one PDF, the originals untouched; raises ``NotFound`` when it has none. One query."""
    return _combined(dossier.files.select_related("blob", "rendition").filter(paper_key=paper_key, replaced_at__isnull=True))


def draft_pdf(draft: Draft, paper_key: str) -> bytes:
    """The same for a draft: what officials will read."""
    return _combined(draft.files.select_related("blob", "rendition").filter(paper_key=paper_key))


def _combined(files: Iterable[DossierFile | DraftFile]) -> bytes:
    parts = [blobs.read(file.rendition or file.blob) for file in files if file.status == UploadStatus.RECEIVED]
    if not parts:
        raise NotFound
    return combine(parts)

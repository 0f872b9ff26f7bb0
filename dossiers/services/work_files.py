"""Files that officials put to a dossier: signed minutes, a written answer. Judged like an upload, kept as they are."""

from django.utils.translation import gettext as _

from common.errors import NotAllowed
from dossiers.models import WorkFile
from dossiers.models.draft import UploadStatus
from dossiers.services import uploads
from dossiers.services.moves import Act

Given = tuple[str, bytes]
"""A file's name and its bytes."""


def checked(file: Given | None) -> uploads.Upload | None:
    """Judge and store the bytes before anything is locked; raises ``BadUpload``, ``NotAllowed`` while the scanner is away."""
    if file is None:
        return None
    name, data = file
    upload = uploads.keep("", name, data)
    if upload.status != UploadStatus.RECEIVED:
        raise NotAllowed(_("Chưa quét được mã độc trong tệp. Thử lại sau ít phút."))
    return upload


def attach(act: Act, upload: uploads.Upload | None) -> WorkFile | None:
    """Name stored bytes as a file of the act's task; one statement."""
    if upload is None:
        return None
    return WorkFile.objects.create(
        dossier=act.dossier, task=act.task, name=upload.name, blob_id=upload.blob_id, created_at=act.now
    )

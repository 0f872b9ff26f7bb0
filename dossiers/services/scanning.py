"""Looking again at files that were taken in while the virus scanner was away (decisions.md, Uploads).

Submitting went on; officials could not open them. Once the scanner answers, each is received or marked as infected: then it
blocks a draft, and of a dossier the applicant is told to send another one when the desk asks for it.
"""

from collections.abc import Iterator

from django.db import transaction

from audit import log
from common import blobs
from common.actors import SYSTEM
from common.models import Blob
from common.uploads import antivirus
from dossiers.models import DossierFile, DraftFile
from dossiers.models.draft import UploadStatus

PAGE = 100


def rescan() -> int:
    """Ask the scanner about each waiting file once; stops as soon as it does not answer. Returns how many are settled.

    Files that are damaged stay waiting; they hold up none behind them.
    """
    settled = 0
    for blob in _waiting():
        try:
            found = antivirus.scan(blobs.read(blob))
        except blobs.Damaged:
            continue
        if found == antivirus.WAITING:
            break
        _settle(blob, found)
        settled += 1
    return settled


def _waiting() -> Iterator[Blob]:
    """The bytes of every waiting file, those of drafts first; one query a page."""
    for model in (DraftFile, DossierFile):
        rows = model.objects.filter(status=UploadStatus.CHECKING).select_related("blob").order_by("id")
        page = list(rows[:PAGE])
        while page:
            yield from dict.fromkeys(file.blob for file in page)
            page = list(rows.filter(pk__gt=page[-1].pk)[:PAGE])


@transaction.atomic
def _settle(blob: Blob, found: str) -> None:
    """The same answer for every row that names these bytes; a dossier's chain says what the scanner found.

    Rows first, then the heads of all chains at once (audit/log.py): the same bytes may lie in many dossiers.
    """
    status = UploadStatus.INFECTED if found == antivirus.INFECTED else UploadStatus.RECEIVED
    waiting = DossierFile.objects.filter(blob=blob, status=UploadStatus.CHECKING)
    files = list(waiting.select_for_update().order_by("pk").values_list("pk", "dossier_id"))
    for model in (DraftFile, DossierFile):
        model.objects.filter(blob=blob, status=UploadStatus.CHECKING).update(status=status, scan=found)
    log.hold(f"dossier:{dossier}" for _file, dossier in files)
    for file, dossier in files:
        log.append(f"dossier:{dossier}", "scan", SYSTEM, {"file": str(file), "found": found})

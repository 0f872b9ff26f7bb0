"""Papers that were handed in and found good go into the owner's vault when the dossier ends well: next time nobody asks again.

TT 01/2023/TT-VPCP: what was once digitised and checked is used again. The worker does it, after the act; twice adds nothing.
"""

from typing import Any

from common import clock, outbox
from common.actors import SYSTEM
from dossiers.loaded import load
from dossiers.models import Dossier, DossierFile, PaperCheck
from dossiers.models.draft import UploadStatus
from vault.services.checked import Checked, keep_checked

TOPIC = "dossiers.keep-papers"


def plan(dossier: Dossier) -> None:
    """Leave the work for the worker, in the act's transaction; one statement."""
    outbox.append(TOPIC, {"dossier": str(dossier.pk)}, key=f"{TOPIC}:{dossier.pk}")


def work(payload: dict[str, Any]) -> None:
    """The outbox's handler. Four queries and two for each paper."""
    dossier = Dossier.objects.select_related("person", "organisation", "child").get(pk=payload["dossier"])
    owner = dossier.owner
    checks = {
        row.paper_key: row for row in dossier.paper_checks.filter(verdict=PaperCheck.Verdict.GOOD).select_related("seat__agency")
    }
    if owner is None or not checks:
        return
    loaded = load(dossier.version_id, dossier.case)
    codes = {paper["key"]: paper.get("code", "") for paper in loaded.content["papers"]}
    files: dict[str, list[DossierFile]] = {}
    fresh = dossier.files.filter(
        paper_key__in=checks, replaced_at__isnull=True, document__isnull=True, status=UploadStatus.RECEIVED
    )
    for file in fresh.select_related("blob", "rendition").order_by("position", "pk"):
        files.setdefault(file.paper_key, []).append(file)
    for key, rows in files.items():
        for number, file in enumerate(rows, start=1):
            name = loaded.paper_name(key)
            keep_checked(
                owner,
                Checked(
                    title=name if len(rows) == 1 else f"{name} ({number})",
                    code=codes.get(key, ""),
                    blob=file.blob,
                    rendition=file.rendition,
                    dossier_code=dossier.code,
                    procedure_code=loaded.code,
                    checked_by=checks[key].seat.agency,
                    checked_at=checks[key].checked_at,
                    on=clock.local(dossier.submitted_at).date(),
                ),
                actor=SYSTEM,
            )

"""A paper that was handed in with a dossier and found good, kept for its owner to use again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import Organisation, Person
from agencies.models import Agency
from audit import log
from common.actors import Actor
from common.models import Blob
from vault.models import Document
from vault.services.keep import owned_by


@dataclass(frozen=True)
class Checked:
    """What was handed in, ``on`` which day, and who found it good."""

    title: str
    code: str
    blob: Blob
    rendition: Blob | None
    dossier_code: str
    procedure_code: str
    checked_by: Agency
    checked_at: datetime
    on: date


@transaction.atomic
def keep_checked(owner: Person | Organisation, paper: Checked, *, actor: Actor) -> Document | None:
    """Keep it, sharing the dossier's stored bytes; None when the vault holds this paper already."""
    column = owned_by(owner)
    same = Document.objects.filter(**column, dossier_code=paper.dossier_code, origin=Document.Origin.SUBMITTED, title=paper.title)
    if same.exists() or Document.objects.filter(**column, sha256=paper.blob.sha256, removed_at__isnull=True).exists():
        return None
    row = Document.objects.create(
        **column,
        origin=Document.Origin.SUBMITTED,
        kind="submitted",
        code=paper.code,
        title=paper.title[:300],
        issued_on=paper.on,
        procedure_code=paper.procedure_code,
        dossier_code=paper.dossier_code,
        blob=paper.blob,
        rendition=paper.rendition,
        sha256=paper.blob.sha256,
        checked_by=paper.checked_by,
        checked_at=paper.checked_at,
    )
    log.append(f"document:{row.pk}", "kept-checked", actor, {"sha256": row.sha256})
    return row

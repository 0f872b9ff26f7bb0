"""The same applicant's other dossiers, within a seat's reach, and the papers that came of them. Reads only."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from agencies.models import Seat
from dossiers.access import within_reach
from dossiers.models import Dossier, DossierFile, IssuedResult
from dossiers.models.draft import UploadStatus

MOST = 20


@dataclass(frozen=True)
class Related:
    """Other dossiers newest first, and what lies in them: issued results and papers handed in before."""

    dossiers: list[Dossier]
    results: list[IssuedResult]
    files: list[DossierFile]


def of_same_applicant(dossier: Dossier, seat: Seat) -> Related:
    """What else the dossier's owner filed that this seat may read, ``MOST`` of each; three queries."""
    owner = _owner(dossier)
    if owner is None:
        return Related([], [], [])
    others = within_reach(seat).filter(owner).exclude(pk=dossier.pk).select_related("version", "handling")
    found = list(others.defer("answers", "provenance").order_by("-submitted_at")[:MOST])
    results = IssuedResult.objects.filter(dossier__in=found, document__isnull=False).select_related("document", "dossier")
    return Related(found, list(results.order_by("-document__issued_on")[:MOST]), list(_files(found)))


def _owner(dossier: Dossier) -> Q | None:
    """An organisation's are the organisation's, a person's the person's, else the account's that filed."""
    for name in ("organisation_id", "person_id", "applicant_id"):
        value = getattr(dossier, name)
        if value is not None:
            alone = Q() if name == "organisation_id" else Q(organisation__isnull=True)
            return alone & Q(**{name: value})
    return None


def _files(dossiers: list[Dossier]) -> QuerySet[DossierFile]:
    rows = DossierFile.objects.filter(dossier__in=dossiers, replaced_at__isnull=True, status=UploadStatus.RECEIVED)
    return rows.exclude(paper_key="").select_related("dossier", "blob").order_by("-created_at")[:MOST]

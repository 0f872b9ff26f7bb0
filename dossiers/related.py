"""The same applicant's other dossiers, within a seat's reach, and the papers that came of them. Reads only."""

import uuid
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
    owner = same_owner(dossier)
    if owner is None:
        return Related([], [], [])
    others = within_reach(seat).filter(owner).exclude(pk=dossier.pk).select_related("version", "handling")
    found = list(others.defer("answers", "provenance").order_by("-submitted_at")[:MOST])
    results = IssuedResult.objects.filter(dossier__in=found, document__isnull=False).select_related("document", "dossier")
    return Related(found, list(results.order_by("-document__issued_on")[:MOST]), list(_files(found)))


def same_owner(dossier: Dossier) -> Q | None:
    """An organisation's are the organisation's, a person's the person's, else the account's that filed. No query."""
    if dossier.organisation_id is not None:
        return Q(organisation=dossier.organisation_id)
    if person := dossier.child_id or dossier.person_id:
        return of_person(person)
    if dossier.applicant_id is not None:
        return Q(applicant=dossier.applicant_id, organisation__isnull=True, child__isnull=True)
    return None


def of_person(person_id: uuid.UUID) -> Q:
    """What is a person's own: filed by themselves and for nobody else, or for them by a parent."""
    return Q(person=person_id, organisation__isnull=True, child__isnull=True) | Q(child=person_id)


def _files(dossiers: list[Dossier]) -> QuerySet[DossierFile]:
    rows = DossierFile.objects.filter(dossier__in=dossiers, replaced_at__isnull=True, status=UploadStatus.RECEIVED)
    return rows.exclude(paper_key="").select_related("dossier", "blob").order_by("-created_at")[:MOST]

"""A warning, never a bar: the same person has an open dossier of the same procedure. Reads only."""

from django.db.models import QuerySet

from accounts.models import Organisation, User
from dossiers.models import Dossier
from dossiers.states import OPEN
from procedures.models import ProcedureVersion

MOST = 3


def beside(dossier: Dossier) -> list[Dossier]:
    """Open dossiers of the same owner and procedure beside this one, the newest first; for the desk. One query."""
    rows = Dossier.objects.filter(version__procedure=dossier.version.procedure_id, state__in=OPEN).exclude(pk=dossier.pk)
    if dossier.organisation_id:
        rows = rows.filter(organisation=dossier.organisation_id)
    elif dossier.person_id:
        rows = rows.filter(person=dossier.person_id, organisation__isnull=True)
    else:
        rows = rows.filter(applicant=dossier.applicant_id, organisation__isnull=True)
    return list(_shown(rows))


def of_applicant(user: User, version: ProcedureVersion, organisation: Organisation | None = None) -> list[Dossier]:
    """Open dossiers of this procedure that the account filed for itself, or for ``organisation``. One query."""
    rows = Dossier.objects.filter(version__procedure=version.procedure_id, state__in=OPEN)
    if organisation is not None:
        return list(_shown(rows.filter(organisation=organisation)))
    return list(_shown(rows.filter(applicant=user, organisation__isnull=True)))


def _shown(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return rows.only("code", "state", "submitted_at", "version_id").order_by("-submitted_at")[:MOST]

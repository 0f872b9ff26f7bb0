"""A warning, never a bar: the same person has an open dossier of the same procedure. Reads only."""

from django.db.models import QuerySet

from accounts.models import Organisation, User
from dossiers.models import Dossier
from dossiers.related import same_owner
from dossiers.states import OPEN
from procedures.models import ProcedureVersion

MOST = 3


def beside(dossier: Dossier) -> list[Dossier]:
    """Open dossiers of the same owner and procedure beside this one, the newest first; for the desk. One query."""
    rows = Dossier.objects.filter(version__procedure=dossier.version.procedure_id, state__in=OPEN).exclude(pk=dossier.pk)
    owner = same_owner(dossier)
    return list(_shown(rows.filter(owner))) if owner is not None else []


def of_applicant(user: User, version: ProcedureVersion, organisation: Organisation | None = None) -> list[Dossier]:
    """Open dossiers of this procedure that the account filed for itself, or for ``organisation``. One query."""
    rows = Dossier.objects.filter(version__procedure=version.procedure_id, state__in=OPEN)
    if organisation is not None:
        return list(_shown(rows.filter(organisation=organisation)))
    return list(_shown(rows.filter(applicant=user, organisation__isnull=True, child__isnull=True)))


def _shown(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return rows.only("code", "state", "submitted_at", "version_id").order_by("-submitted_at")[:MOST]

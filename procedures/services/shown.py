"""Keeping what the public finds in step: a procedure has a search entry exactly while ``selectors.listed`` has it."""

from datetime import date

from procedures import selectors
from procedures.models import Procedure, ProcedureVersion, SearchEntry
from procedures.revision import bump
from procedures.services.index import reindex


def refresh(procedure: Procedure, on: date | None = None) -> None:
    """Rebuild or take away the search entry of a procedure whose standing changed (as of a day, today).

    A copy takes the procedure whose place it stands in along. Must run in the transaction of the change.
    """
    concerned = [pk for pk in (procedure.pk, procedure.replaces_id) if pk]
    shown = ProcedureVersion.objects.select_related("procedure__field").filter(publication__status__in=selectors.SHOWN)
    listed = list(shown.filter(procedure__in=selectors.listed(on).filter(pk__in=concerned)))
    gone = set(concerned) - {version.procedure_id for version in listed}
    SearchEntry.objects.filter(procedure__in=gone).delete()
    for version in listed:
        reindex(version)
    bump()

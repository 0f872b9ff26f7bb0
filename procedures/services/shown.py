"""Keeping what the public finds in step: a procedure has a search entry exactly while ``selectors.listed`` has it."""

from datetime import date

from common import clock
from procedures import selectors
from procedures.models import Procedure, ProcedureVersion, SearchEntry
from procedures.revision import bump
from procedures.services.index import reindex


def refresh(procedure: Procedure, on: date | None = None, *, moved: bool = False) -> None:
    """Rebuild or take away the search entry of a procedure whose standing changed (as of a day, today).

    A copy takes the procedure whose place it stands in along. When one enters or leaves the lists, or ``moved`` (its intake),
    the moment is kept for who copies the catalogue. Must run in the transaction of the change.
    """
    concerned = [pk for pk in (procedure.pk, procedure.replaces_id) if pk]
    before = set(SearchEntry.objects.filter(procedure__in=concerned).values_list("procedure_id", flat=True))
    shown = ProcedureVersion.objects.select_related("procedure__field").filter(publication__status__in=selectors.SHOWN)
    listed = list(shown.filter(procedure__in=selectors.listed(on).filter(pk__in=concerned)))
    now = {version.procedure_id for version in listed}
    SearchEntry.objects.filter(procedure__in=before - now).delete()
    for version in listed:
        reindex(version)
    told = (before ^ now) | ({procedure.pk} & now if moved else set())
    if told:
        Procedure.objects.filter(pk__in=told).update(standing_changed_at=clock.now())
    bump()

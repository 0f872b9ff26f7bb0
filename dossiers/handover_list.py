"""What the list of a hand-over says of each dossier. Writes nothing but the looks it costs."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Q

from accounts.models import User
from agencies.models import Agency, Seat
from common import clock
from common.errors import NotFound
from common.text import short_name
from dossiers.access import within_reach
from dossiers.models import Dossier
from dossiers.services.view import log_view
from vault.handover import HandOverLine, HandOverList


@transaction.atomic
def of(ids: Sequence[uuid.UUID], *, seat: Seat, by: User, receiver: str = "") -> HandOverList:
    """The list of these dossiers as far as the seat reads them, in the order given; names shortened as in every list.

    ``receiver`` empty: the unit that handles them, if it is one. Raises ``NotFound`` when none is within reach.
    """
    papers = Count("files__paper_key", filter=Q(files__replaced_at__isnull=True) & ~Q(files__paper_key=""), distinct=True)
    rows = within_reach(seat).filter(pk__in=ids).select_related("version", "handling").defer("answers", "provenance")
    found = {row.pk: row for row in rows.annotate(paper_count=papers)}
    dossiers = [found[pk] for pk in ids if pk in found]
    if not dossiers:
        raise NotFound
    for dossier in dossiers:
        log_view(dossier, by=by, seat=seat, what="handover-list")
    agency = Agency.objects.select_related("parent__area", "area").get(pk=seat.agency_id)
    area = agency.area or (agency.parent.area if agency.parent else None)
    units = {dossier.handling.name for dossier in dossiers}
    return HandOverList(
        agency=agency.name,
        parent_agency=agency.parent.name if agency.parent else "",
        place=area.name if area else "",
        receiver=receiver or (units.pop() if len(units) == 1 else ""),
        giver_name=str(by),
        at=clock.now(),
        lines=[_line(dossier) for dossier in dossiers],
    )


def _line(dossier: Dossier) -> HandOverLine:
    return HandOverLine(
        code=dossier.code,
        procedure=dossier.version.name,
        applicant=short_name(dossier.owner_name),
        papers=dossier.__dict__["paper_count"],
        received_at=dossier.accepted_at or dossier.submitted_at,
        due_at=dossier.due_at,
    )

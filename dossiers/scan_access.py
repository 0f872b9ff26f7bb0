"""Who scans: gatekeepers of the scanning table. What a seat may not scan for does not exist for it."""

import uuid

from django.db.models import Q

from agencies.models import Seat
from common.errors import NotFound
from dossiers.access import with_kin
from dossiers.models import Dossier, Draft, ScannedPaper, ScanPage, ScanTable

Role = Seat.Role
SCANNING = frozenset({Role.CLERK, Role.CENTRE_HEAD, Role.HANDLER, Role.RECORDS})
Place = Dossier | Draft
"""What is scanned for: a dossier, or a counter's draft until it is submitted."""


def scans(seat: Seat, dossier: Dossier) -> bool:
    """Whether the seat puts paper to this dossier: it works in one of its units, and the dossier is not closed."""
    units = {dossier.receiving_id, dossier.handling_id, dossier.returning_id, dossier.holder_id}
    return seat.role in SCANNING and seat.agency_id in units and dossier.closed_at is None


def dossier_to_scan(seat: Seat, dossier_id: uuid.UUID) -> Dossier:
    """A dossier that the seat scans for; one query."""
    rows = with_kin(seat).select_related("receiving", "handling", "version__procedure", "person")
    dossier = rows.filter(pk=dossier_id).first()
    if dossier is None or not scans(seat, dossier):
        raise NotFound
    return dossier


def draft_to_scan(seat: Seat, draft_id: uuid.UUID) -> Draft:
    """A reception under way at the counter of the seat's unit; one query. A citizen's own draft is nobody's to look into."""
    rows = Draft.objects.select_related("version__procedure", "counter").filter(submitted_at__isnull=True)
    mine = rows.filter(counter__outcome="", counter__seat__agency_id=seat.agency_id)
    draft = mine.filter(pk=draft_id).first()
    if draft is None or seat.role not in SCANNING:
        raise NotFound
    return draft


def table_for_seat(seat: Seat, table_id: uuid.UUID) -> tuple[ScanTable, Place]:
    """A table and what it is for; two queries. That of a draft which was submitted since is its dossier's."""
    table = ScanTable.objects.select_related("draft__dossier").filter(pk=table_id).first()
    if table is None:
        raise NotFound
    if table.dossier_id is not None:
        return table, dossier_to_scan(seat, table.dossier_id)
    return table, _filed_or_not(seat, table.draft)


def page_for_seat(seat: Seat, page_id: uuid.UUID) -> ScanPage:
    """A scanned page, on the table or in a paper already; three queries."""
    page = ScanPage.objects.select_related("small", "large").filter(pk=page_id).first()
    if page is None:
        raise NotFound
    table_for_seat(seat, page.table_id)
    return page


def scanned_for_seat(seat: Seat, paper_id: uuid.UUID) -> tuple[ScannedPaper, Place]:
    """A scanned paper and what it belongs to; two queries."""
    rows = ScannedPaper.objects.select_related("blob", "layered", "signed", "scanned_by__person", "confirmed_by__person", "draft")
    paper = rows.filter(pk=paper_id).first()
    if paper is None:
        raise NotFound
    if paper.dossier_id is not None:
        return paper, dossier_to_scan(seat, paper.dossier_id)
    return paper, _filed_or_not(seat, paper.draft)


def _filed_or_not(seat: Seat, draft: Draft | None) -> Place:
    """What was begun at a counter: the reception, or the dossier that it became."""
    if draft is None:
        raise NotFound
    return draft_to_scan(seat, draft.pk) if draft.submitted_at is None else dossier_to_scan(seat, draft.dossier.pk)


def of(place: Place) -> Q:
    """The rows of a dossier, those that were made while it was a draft among them; of a draft, its own."""
    if isinstance(place, Draft):
        return Q(draft=place)
    found = Q(dossier=place)
    return found | Q(draft=place.draft_id) if place.draft_id else found

"""Gatekeepers of the publisher's site: the only way to fetch a procedure or a version draft that an official asked for.

A seat of an author or approver reaches a procedure when every agency that handles it stands at or below the seat's own: one
version holds for all of them, so a commune does not rewrite what its province applies. What nobody handles yet is the root
agency's. Everyone and everything else: ``NotFound``.
"""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import Seat
from common import clock
from common.errors import NotFound
from procedures.models import DraftChange, Offering, Procedure, ProcedureVersion, VersionDraft

PUBLISHER_ROLES = frozenset({Seat.Role.AUTHOR, Seat.Role.APPROVER})


def procedures_within(seat: Seat) -> QuerySet[Procedure]:
    """The procedures that a seat may write or judge."""
    if seat.role not in PUBLISHER_ROLES:
        return Procedure.objects.none()
    if seat.agency.parent_id is None:
        return Procedure.objects.all()
    held = Q(valid_to=None) | Q(valid_to__gt=clock.today())
    offered = Offering.objects.filter(held, procedure=OuterRef("pk"))
    elsewhere = offered.exclude(handling__path__startswith=seat.agency.path)
    return Procedure.objects.filter(Exists(offered), ~Exists(elsewhere))


def procedure_for(seat: Seat, code: str) -> Procedure:
    """A procedure within the seat's reach, with its field; one query."""
    found = procedures_within(seat).select_related("field").filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def drafts_within(seat: Seat) -> QuerySet[VersionDraft]:
    """The version drafts that a seat may read."""
    if seat.role not in PUBLISHER_ROLES:
        return VersionDraft.objects.none()
    if seat.agency.parent_id is None:
        return VersionDraft.objects.all()
    return VersionDraft.objects.filter(procedure__in=procedures_within(seat))


def draft_for(seat: Seat, draft_id: uuid.UUID) -> VersionDraft:
    """A version draft within the seat's reach, with procedure, base and last editor; one query."""
    related = ("procedure__field", "based_on", "updated_by__person", "published_as")
    found = drafts_within(seat).select_related(*related).filter(pk=draft_id).first()
    if found is None:
        raise NotFound
    return found


def version_for(seat: Seat, version_id: uuid.UUID) -> ProcedureVersion:
    """A version of a procedure within the seat's reach; one query."""
    rows = ProcedureVersion.objects.select_related("procedure", "publication")
    found = rows.filter(pk=version_id, procedure__in=procedures_within(seat)).first()
    if found is None:
        raise NotFound
    return found


def change_of(draft: VersionDraft, revision: int) -> DraftChange:
    """One change of a draft that was let through above; one query."""
    found = draft.changes.select_related("by__person").filter(revision=revision).first()
    if found is None:
        raise NotFound
    return found

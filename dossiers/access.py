"""Gatekeepers: the only way to fetch a dossier's rows that a person asked for. No row within reach: ``NotFound``."""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from agencies.models import Seat
from common.errors import NotFound
from dossiers.models import Dossier, DossierFile, Draft, DraftFile, PrintedForm, Task

# Seats that never read a dossier's content, whatever their agency (reliability-security.md §5.2).
BLIND_ROLES = frozenset({Seat.Role.SYSADMIN, Seat.Role.AUTHOR, Seat.Role.APPROVER, Seat.Role.FINANCE})


def drafts_of(user: User) -> QuerySet[Draft]:
    """A person's own drafts that are not submitted."""
    return Draft.objects.filter(owner=user, submitted_at__isnull=True).select_related("version", "offering__receiving")


def draft_of(user: User, draft_id: uuid.UUID) -> Draft:
    """One's own draft, submitted or not; one query."""
    rows = Draft.objects.select_related("offering__receiving", "offering__handling", "organisation")
    draft = rows.filter(pk=draft_id, owner_id=user.pk).first()
    if draft is None:
        raise NotFound
    return draft


def draft_file_of(user: User, file_id: uuid.UUID) -> DraftFile:
    """A file of one's own draft."""
    file = DraftFile.objects.select_related("blob", "rendition", "draft").filter(pk=file_id, draft__owner_id=user.pk).first()
    if file is None:
        raise NotFound
    return file


def dossiers_of(user: User) -> QuerySet[Dossier]:
    """What this account filed."""
    return Dossier.objects.filter(applicant=user)


def dossier_of(user: User, dossier_id: uuid.UUID) -> Dossier:
    """A dossier that this account filed; one query."""
    rows = dossiers_of(user).select_related("receiving", "handling", "returning", "holder", "version__procedure")
    dossier = rows.filter(pk=dossier_id).first()
    if dossier is None:
        raise NotFound
    return dossier


def within_reach(seat: Seat) -> QuerySet[Dossier]:
    """Dossiers that a seat may read: its agency receives or handles them, or has had a task in them."""
    if seat.role in BLIND_ROLES:
        return Dossier.objects.none()
    tasks = Task.objects.filter(dossier=OuterRef("pk"), agency_id=seat.agency_id)
    mine = Q(receiving_id=seat.agency_id) | Q(handling_id=seat.agency_id) | Q(Exists(tasks))
    return Dossier.objects.filter(mine)


def dossier_for_seat(seat: Seat, dossier_id: uuid.UUID) -> Dossier:
    """A dossier within the seat's reach; one query."""
    rows = within_reach(seat).select_related("receiving", "handling", "returning", "holder", "version__procedure", "person")
    dossier = rows.filter(pk=dossier_id).first()
    if dossier is None:
        raise NotFound
    return dossier


def file_for_seat(seat: Seat, file_id: uuid.UUID) -> DossierFile:
    """A paper's file of a dossier within the seat's reach."""
    rows = DossierFile.objects.select_related("blob", "rendition", "dossier")
    file = rows.filter(pk=file_id, dossier__in=within_reach(seat)).first()
    if file is None:
        raise NotFound
    return file


def file_of(user: User, file_id: uuid.UUID) -> DossierFile:
    """A paper's file of a dossier that this account filed."""
    file = DossierFile.objects.select_related("blob", "rendition").filter(pk=file_id, dossier__applicant=user).first()
    if file is None:
        raise NotFound
    return file


def printed_of(user: User, form_id: uuid.UUID) -> PrintedForm:
    """A printed form of a dossier that this account filed."""
    form = PrintedForm.objects.select_related("blob", "dossier").filter(pk=form_id, dossier__applicant=user).first()
    if form is None:
        raise NotFound
    return form


def printed_for_seat(seat: Seat, form_id: uuid.UUID) -> PrintedForm:
    """A printed form of a dossier within the seat's reach."""
    form = PrintedForm.objects.select_related("blob", "dossier").filter(pk=form_id, dossier__in=within_reach(seat)).first()
    if form is None:
        raise NotFound
    return form

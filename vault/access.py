"""The only way to fetch a paper that a person asked for."""

import uuid

from django.db.models import QuerySet

from accounts.access import children, represented
from accounts.models import User, identity_index
from agencies.models import Agency, Seat
from common.crypto import blind_index
from common.errors import NotFound
from vault.copied import Copy
from vault.given import Export, ExportPart, Share, ShareQuerySet
from vault.models import Document, DocumentQuerySet

_UNITS = frozenset({Agency.Kind.DIVISION, Agency.Kind.ONE_DOOR})
EMAIL, LINK = "share-email", "share-link"
_WHOLE = (
    "document__issuer",
    "document__source",
    "document__blob",
    "document__rendition",
    "document__owner_person",
    "document__owner_organisation",
)


def document_of(user: User, document_id: uuid.UUID) -> Document:
    """The paper with its issuer and owner, if the user may open the vault that it lies in; one query and its subqueries.

    Raises ``NotFound`` otherwise, whether it exists or not.
    """
    related = ("issuer", "blob", "rendition", "owner_person", "owner_organisation", "replaced_by", "checked_by", "source")
    document = documents_of(user).select_related(*related).filter(pk=document_id).first()
    if document is None:
        raise NotFound
    return document


def documents_of(user: User) -> DocumentQuerySet:
    """What the user may see in vaults: one's own, one's children's and those of organisations represented today. Lazy."""
    if not user.is_authenticated:
        return Document.objects.none()
    people = [*([user.person_id] if user.person_id else []), *children(user)]
    return Document.objects.of(people=people, organisations=list(represented(user)))


def by_public_id(public_id: str) -> Document:
    """What a verify page speaks of, for anyone; one query. Raises ``NotFound``, also for what no office issued."""
    document = (
        Document.objects.issued()
        .select_related("issuer", "owner_person", "owner_organisation", "replaced_by", "source__issuer")
        .filter(public_id=public_id)
        .first()
    )
    if document is None:
        raise NotFound
    return document


def share_of(user: User, share_id: uuid.UUID) -> Share:
    """A giving of a paper that is the user's to give; raises ``NotFound``."""
    share = Share.objects.select_related("document", "agency").filter(pk=share_id, document__in=documents_of(user)).first()
    if share is None:
        raise NotFound
    return share


def given_to(user: User) -> ShareQuerySet:
    """What others give this person at this moment, by e-mail address or identity number. Lazy, one query."""
    indices = [blind_index(user.email.lower(), purpose=EMAIL)]
    if user.person and user.person.identity_number:
        indices.append(identity_index(str(user.person.identity_number)))
    return Share.objects.open().filter(to_index__in=indices).select_related(*_WHOLE)


def given_by_link(token: str) -> Share:
    """What a link gives at this moment, to whoever has it; one query. Raises ``NotFound`` for whatever is over."""
    index = blind_index(token, purpose=LINK)
    share = Share.objects.open().select_related(*_WHOLE).filter(token_index=index).first()
    if share is None:
        raise NotFound
    return share


def given_to_seat(seat: Seat) -> ShareQuerySet:
    """What people give the agency of this seat, or the agency that its unit belongs to, at this moment. Lazy, one query."""
    codes = [code for code in seat.agency.path.split("/") if code]
    within = codes[-2:] if seat.agency.kind in _UNITS else codes[-1:]
    return Share.objects.open().filter(to=Share.To.AGENCY, agency__code__in=within).select_related(*_WHOLE, "agency")


def offices(seat: Seat) -> list[int]:
    """The agencies whose papers this seat answers for: its own, and the one that its unit belongs to. No query."""
    agency = seat.agency
    above = [agency.parent_id] if agency.kind in _UNITS and agency.parent_id else []
    return [agency.pk, *above]


def issued_by(seat: Seat) -> DocumentQuerySet:
    """What the seat's agency issued, receipts aside: it may copy that. Lazy."""
    return Document.objects.issued().exclude(origin=Document.Origin.RECEIPT).filter(issuer__in=offices(seat))


def paper_to_copy(seat: Seat, document_id: uuid.UUID) -> Document:
    """A paper that the seat's agency issued; one query. Raises ``NotFound``."""
    related = ("issuer", "blob", "source", "owner_person", "owner_organisation")
    document = issued_by(seat).select_related(*related).filter(pk=document_id).first()
    if document is None:
        raise NotFound
    return document


def copies_of(seat: Seat) -> QuerySet[Copy]:
    """The copies that the seat's agency makes or made, newest first. Lazy, one query."""
    related = ("made_from", "number", "pdf", "document", "agency", "seat", "made_by__person")
    return Copy.objects.filter(agency__in=offices(seat)).select_related(*related)


def copy_of_seat(seat: Seat, copy_id: uuid.UUID) -> Copy:
    """One of them; raises ``NotFound``."""
    copy = copies_of(seat).filter(pk=copy_id).first()
    if copy is None:
        raise NotFound
    return copy


def export_of(user: User, export_id: uuid.UUID) -> Export:
    """An export that the user asked for; raises ``NotFound``."""
    export = Export.objects.filter(pk=export_id, user=user).first()
    if export is None:
        raise NotFound
    return export


def part_of(user: User, export_id: uuid.UUID, number: int) -> ExportPart:
    """One ZIP of it; raises ``NotFound`` once its days are over (its row is gone then)."""
    part = ExportPart.objects.select_related("blob", "export").filter(export=export_id, export__user=user, number=number).first()
    if part is None:
        raise NotFound
    return part

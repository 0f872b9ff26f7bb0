"""The only way to fetch a paper that a person asked for."""

import uuid

from accounts.access import represented
from accounts.models import User
from common.errors import NotFound
from vault.models import Document, DocumentQuerySet


def document_of(user: User, document_id: uuid.UUID) -> Document:
    """The paper with its issuer and owner, if the user owns it or represents the organisation that does; two queries.

    Raises ``NotFound`` otherwise, whether it exists or not.
    """
    document = (
        documents_of(user)
        .select_related("issuer", "blob", "owner_person", "owner_organisation", "replaced_by")
        .filter(pk=document_id)
        .first()
    )
    if document is None:
        raise NotFound
    return document


def documents_of(user: User) -> DocumentQuerySet:
    """What the user may see in the vault, as a queryset; one query for the organisations they represent today."""
    if not user.is_authenticated:
        return Document.objects.none()
    return Document.objects.of(person_id=user.person_id, organisation_ids=list(represented(user)))


def by_public_id(public_id: str) -> Document:
    """What a verify page speaks of, for anyone; one query. Raises ``NotFound``."""
    document = (
        Document.objects.select_related("issuer", "owner_person", "owner_organisation", "replaced_by")
        .filter(public_id=public_id)
        .first()
    )
    if document is None:
        raise NotFound
    return document

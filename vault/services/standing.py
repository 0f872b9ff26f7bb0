"""A kept paper's standing: revoked or replaced, with reason and moment. Its bytes stay as they are."""

from django.db import transaction

from audit import log
from common import clock
from common.actors import Actor
from common.errors import EmptyReason, NotAllowed
from vault.models import Document


@transaction.atomic
def revoke(document: Document, *, reason: str, actor: Actor) -> Document:
    """Say that the paper is no longer in force. Raises ``EmptyReason``, or ``NotAllowed`` when it already is not."""
    return _end(document, Document.Status.REVOKED, reason, actor)


@transaction.atomic
def replace(document: Document, *, by: Document, reason: str, actor: Actor) -> Document:
    """Say that another paper stands in its place (correction, re-issue). Raises as ``revoke``."""
    return _end(document, Document.Status.REPLACED, reason, actor, by)


def _end(document: Document, status: str, reason: str, actor: Actor, by: Document | None = None) -> Document:
    if not reason.strip():
        raise EmptyReason
    row = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if row.status != Document.Status.IN_FORCE or (by is not None and by.pk == row.pk):
        raise NotAllowed
    row.status, row.status_reason, row.status_at, row.replaced_by = status, reason.strip(), clock.now(), by
    row.save(update_fields=["status", "status_reason", "status_at", "replaced_by"])
    log.append(f"document:{row.pk}", status, actor, {"by": str(by.pk)} if by else {})
    return row

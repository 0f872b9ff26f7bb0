"""Noting who read a paper, for its owner to see (Luật 91/2025/QH15) and for the audit log."""

from accounts.models import User
from agencies.models import Agency
from common.actors import Actor
from vault.models import Document, Reading

_READERS = {"citizen": "owner", "official": "official"}


def note(document: Document, *, actor: Actor, action: str, reason: str = "", dossier_code: str = "") -> Reading:
    """Add one reading by ``actor`` (owner, official or, for any other kind, an unnamed checker); one INSERT."""
    return Reading.objects.create(
        document=document,
        action=action,
        reader=_READERS.get(actor.kind, "public"),
        user=User(pk=actor.user_id) if actor.user_id else None,
        agency=Agency(pk=actor.agency_id) if actor.agency_id else None,
        dossier_code=dossier_code,
        reason=reason,
    )

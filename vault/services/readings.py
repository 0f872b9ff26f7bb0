"""Noting who read a paper, for its owner to see (Luật 91/2025/QH15) and for the audit log."""

from accounts.models import User
from agencies.models import Agency
from common.actors import Actor
from vault.models import Document, Reading, Share

_READERS = {"citizen": "owner", "official": "official"}


def note(
    document: Document, *, actor: Actor, action: str, reason: str = "", dossier_code: str = "", share: Share | None = None
) -> Reading:
    """Add one reading by ``actor`` (owner, official or, for any other kind, an unnamed checker); one INSERT.

    ``share``: by which giving of its owner; a citizen who reads by one is not the owner.
    """
    reader = _READERS.get(actor.kind, "public")
    return Reading.objects.create(
        document=document,
        action=action,
        reader="shared" if share is not None and reader != "official" else reader,
        share=share,
        user=User(pk=actor.user_id) if actor.user_id else None,
        agency=Agency(pk=actor.agency_id) if actor.agency_id else None,
        dossier_code=dossier_code,
        reason=reason,
    )

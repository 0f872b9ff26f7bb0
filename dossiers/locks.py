"""The locking order, on one page: draft → dossier → its open task → counter → audit chain. Never the other way.

Every act locks its dossier first, so two acts on one dossier queue up here and nowhere else (fault F9).
"""

import uuid

from common.errors import NotFound, Stale
from dossiers.models import Dossier, Draft


def lock_draft(draft_id: uuid.UUID, owner_id: uuid.UUID) -> Draft:
    """Lock the owner's draft; raises ``NotFound`` for anyone else's."""
    rows = Draft.objects.select_for_update(of=("self",)).select_related("offering__receiving", "offering__handling", "organisation")
    draft = rows.filter(pk=draft_id, owner_id=owner_id).first()
    if draft is None:
        raise NotFound
    return draft


def lock_dossier(dossier_id: uuid.UUID, *, seen: int | None = None) -> Dossier:
    """Lock a dossier; raises ``Stale`` when someone acted since the caller saw version ``seen``."""
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("receiving", "handling", "returning", "holder")
    dossier = rows.filter(pk=dossier_id).first()
    if dossier is None:
        raise NotFound
    if seen is not None and dossier.lock_version != seen:
        raise Stale
    return dossier

"""The locking order, on one page: draft → dossier → its open task → counter → audit chain. Never the other way.

Every act locks its dossier first, so two acts on one dossier queue up here and nowhere else (fault F9).
"""

import uuid

from common.errors import NotFound, Stale
from dossiers.models import Dossier, Draft


def lock_draft(draft_id: uuid.UUID, owner_id: uuid.UUID) -> Draft:
    """Lock the owner's draft; raises ``NotFound`` for anyone else's."""
    related = ("offering__receiving", "offering__handling", "organisation")
    rows = Draft.objects.select_for_update(of=("self",)).select_related(*related)
    draft = rows.filter(pk=draft_id, owner_id=owner_id).first()
    if draft is None:
        raise NotFound
    return draft


def lock_dossier(dossier_id: uuid.UUID, *, seen: int | None = None) -> Dossier:
    """Lock a dossier; raises ``Stale`` when someone acted since the caller saw version ``seen``. Two statements.

    Locked first and joined afterwards: a row that got another holder while we waited no longer fits the join that
    PostgreSQL began with, and would look as if it did not exist.
    """
    if not Dossier.objects.select_for_update().filter(pk=dossier_id).values_list("pk"):
        raise NotFound
    dossier = Dossier.objects.select_related("receiving", "handling", "returning", "holder").get(pk=dossier_id)
    if seen is not None and dossier.lock_version != seen:
        raise Stale
    return dossier

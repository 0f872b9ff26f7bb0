"""The locking order: version draft → procedure → audit chain. Every change of a draft locks its draft first."""

import uuid

from common.errors import NotFound
from procedures.models import Procedure, VersionDraft


def lock_draft(draft_id: uuid.UUID) -> VersionDraft:
    """Lock a version draft that a gatekeeper let through; two statements.

    Locked first and joined afterwards, as in dossiers/locks.py: the row may have changed while we waited.
    """
    if not VersionDraft.objects.select_for_update().filter(pk=draft_id).values_list("pk"):
        raise NotFound
    return VersionDraft.objects.select_related("procedure", "based_on").get(pk=draft_id)


def lock_procedure(code: str) -> Procedure:
    """Lock a procedure by its code for a change of what stands in force, with its field; ``NotFound``. One statement."""
    found = Procedure.objects.select_for_update(of=("self",)).select_related("field").filter(code=code).first()
    if found is None:
        raise NotFound
    return found

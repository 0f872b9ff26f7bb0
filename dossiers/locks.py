"""The locking order, on one page: draft → dossier → its open task → counter → audit chain. Never the other way.

Every act locks its dossier first, so two acts on one dossier queue up here and nowhere else (fault F9).
"""

import uuid

from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotAllowed, NotFound, Stale
from dossiers.access import is_own
from dossiers.intake import with_standing
from dossiers.models import Dossier, Draft


def lock_draft(draft_id: uuid.UUID, user: User, *, to_submit: bool = False) -> Draft:
    """Lock a draft that is the user's own (access.is_own); raises ``NotFound`` for anyone else's.

    ``to_submit``: with what says whether it may be handed in (dossiers/intake.py).
    """
    # Each join costs planning on every call. What few drafts have (another section, an organisation, a child) is asked for where
    # one has it.
    rows = Draft.objects.select_for_update(of=("self",)).select_related("offering__receiving", "offering__handling", "counter")
    # What answers a supplement is not handed in by itself: its dossier's many columns stay behind.
    rows = with_standing(rows) if to_submit else rows.select_related("supplement__dossier")
    draft = rows.filter(pk=draft_id).order_by().first()
    if draft is None or not is_own(user, draft, draft.owner_id):
        raise NotFound
    return draft


def lock_open_draft(draft_id: uuid.UUID, user: User) -> Draft:
    """The same for a draft that is about to change; raises ``NotAllowed`` once it was submitted."""
    draft = lock_draft(draft_id, user)
    if draft.submitted_at is not None:
        raise NotAllowed(_("Hồ sơ này đã nộp nên không sửa được nữa."))
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

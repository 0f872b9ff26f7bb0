"""The desk's first word: take the dossier (form 01, the clock starts) or refuse it (form 03)."""

import uuid
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from dossiers import clocks
from dossiers.models import Dossier
from dossiers.services import moves
from dossiers.services.moves import Which
from dossiers.states import State


@transaction.atomic
def receive(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, **which: Unpack[Which]) -> Dossier:
    """Accept a dossier: the legal clock starts, the promise is computed, form 01 is issued.

    Raises ``Stale``, ``NotAllowed``, ``NotFound``. Source: NĐ 118/2025/NĐ-CP; form 01 of TT 03/2025/TT-VPCP.
    """
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="receive", **which)
    # A handler may have returned it to the counter: the promise of the first acceptance stands.
    first = act.dossier.accepted_at is None
    if first:
        act.dossier.accepted_at = act.now
        clocks.set_promise(act.dossier, act.loaded)
    act.data["due_at"] = act.dossier.due_at.isoformat()
    moves.advance(act, state=State.PROCESSING)
    if first:
        moves.print_form(act.dossier, "form-01")
        moves.tell_applicant(act.dossier, "received")
    return act.dossier


@transaction.atomic
def refuse(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str, **which: Unpack[Which]) -> Dossier:
    """Refuse to take a dossier, with the reason the applicant will read (form 03)."""
    reason = moves.require(reason, _("Nhập lý do từ chối để người nộp hiểu phải làm gì."))
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="refuse", **which)
    act.dossier.closing_reason = reason
    moves.write_opinion(act, reason)
    moves.advance(act, state=State.REFUSED)
    once = str(act.dossier.lock_version)  # a reopened dossier may be refused again
    moves.print_form(act.dossier, "form-03", once=once)
    moves.tell_applicant(act.dossier, "refused", once=once)
    return act.dossier

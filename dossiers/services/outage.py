"""A receipt that was written by hand while the system was away, entered afterwards: the promise counts from the slip's time."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import NotAllowed
from common.text import tidy
from dossiers import clocks, terms
from dossiers.models import Dossier, LateEntry
from dossiers.services import moves
from dossiers.states import State


@transaction.atomic
def enter_receipt(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, slip: str, received_at: datetime, reason: str
) -> Dossier:
    """Accept a dossier as of ``received_at``, the time on the paper slip ``slip``; form 01 says the same time.

    The slip's number is entered once per counter, time and number stand in the dossier's chain. Raises ``EmptyReason``,
    ``Stale``, and ``NotAllowed`` for a time that lies ahead or too far back (a slip found later is a matter for a decision, not
    for a form), a slip entered before, or an accepted dossier.
    """
    reason = moves.require(reason, _("Nhập lý do nhập sau, ví dụ: mất điện, hệ thống ngừng."))
    slip = moves.require(tidy(slip), _("Nhập số phiếu giấy."))
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="receive")
    dossier = act.dossier
    if dossier.accepted_at is not None:
        raise NotAllowed(_("Hồ sơ này đã được tiếp nhận."))
    if not act.now - terms.span("late-entry") <= received_at < act.now:
        raise NotAllowed(
            _("Thời gian trên phiếu phải trong %(days)s ngày qua và trước lúc này.") % {"days": terms.span("late-entry").days}
        )
    if LateEntry.objects.filter(agency=dossier.receiving, slip=slip).exists():
        raise NotAllowed(_("Số phiếu này đã được nhập cho hồ sơ khác."))
    LateEntry.objects.create(
        dossier=dossier,
        agency=dossier.receiving,
        slip=slip,
        received_at=received_at,
        entered_at=act.now,
        entered_by=seat,
        reason=reason,
    )
    dossier.accepted_at = received_at
    dossier.submitted_at = min(dossier.submitted_at, received_at)  # it was handed in with the slip, not with the entry
    clocks.set_promise(dossier, act.loaded)
    act.data |= {
        "due_at": dossier.due_at.isoformat(),
        "slip": slip,
        "received_at": received_at.isoformat(),
        "entered_later": True,
    }
    moves.advance(act, state=State.PROCESSING)
    moves.print_form(dossier, "form-01")
    moves.tell_applicant(dossier, "received")
    return dossier

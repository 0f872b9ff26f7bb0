"""Opening a dossier again that ended against the applicant: by a written decision (after a complaint, a court, a check)."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import NotAllowed
from dossiers import clocks, unique
from dossiers.models import Dossier, Extension
from dossiers.services import after_issue, extend, moves, outside
from dossiers.states import Delivery, State
from workflow.language import Process


@transaction.atomic
def reopen(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str, decision: str, until: date | None = None
) -> Dossier:
    """Go on with a refused, rejected or stopped dossier under its code. ``decision``: number and day of the decision.

    What had been accepted gets a new promise, ``until``, and goes to the step that drafts the result; what had not goes to the
    counter with its 8 hours anew. Raises ``EmptyReason``, ``Stale``, ``NotAllowed``, ``Incomplete`` when a unique answer has
    been given to another dossier since.
    """
    reason = moves.require(reason, _("Nhập lý do mở lại hồ sơ."))
    decision = moves.require(decision, _("Nhập số và ngày của quyết định."))
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="reopen")
    dossier = act.dossier
    dossier.closed_at, dossier.closing_reason, dossier.delivery = None, "", Delivery.NONE
    unique.claim(dossier, act.loaded)
    if dossier.accepted_at is None:
        moves.set_state(dossier, State.SUBMITTED)
        dossier.reply_due_at = clocks.reply_due(dossier.receiving_id, act.now)
        step = act.loaded.process.start.key
    else:
        if until is None:
            raise NotAllowed(_("Chọn ngày hẹn trả mới."))
        moves.set_state(dossier, State.PROCESSING)
        day = extend.promised_on(dossier, until, act.now)
        extend.decide(act, Extension.Ground.REOPEN, reason, day, decision=decision)
        step = drafting_step(act.loaded.process)
        after_issue.drop_numbers(dossier, "Mở lại hồ sơ", act.actor)
    outside.enter(dossier, step, act.now, act.loaded)
    outside.record(act, {"decision": decision, "step": step})
    moves.tell_applicant(dossier, "reopened", once=str(dossier.lock_version))
    return dossier


def drafting_step(process: Process) -> str:
    """The key of the first step that drafts a result, else of the one after the counter."""
    for step in process.steps:
        if any("result" in action.requires for action in step.actions):
            return step.key
    return next((step.key for step in process.steps if not step.before_clock), process.start.key)

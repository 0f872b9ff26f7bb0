"""Stopping (form 05): by a leader's decision, or because the term of a supplement ended without an answer (a sweep)."""

import uuid
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts.models import User
from agencies.models import Seat
from common import clock
from common.actors import SYSTEM
from dossiers import results
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, Draft, LeaderRequest, Supplement
from dossiers.services import after_issue, asking, moves, outside
from dossiers.services.supplement import resume
from dossiers.services.sweeps.rows import in_order
from dossiers.states import State
from vault.services import numbers

BOOK = "TB"
"""The book of numbers of notices (thông báo)."""
REASON = gettext_lazy("Nhập căn cứ dừng; người nộp đọc đúng những lời này.")
UNANSWERED = "Không bổ sung hồ sơ trong thời hạn ghi trên phiếu yêu cầu"


@transaction.atomic
def ask_stop(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str) -> LeaderRequest:
    """Ask the leader to stop; raises ``EmptyReason``, ``Stale``, ``NotAllowed``."""
    reason = moves.require(reason, REASON)
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="ask-stop")
    return asking.ask(act, LeaderRequest.Kind.STOP, reason, {})


@transaction.atomic
def stop(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str) -> Dossier:
    """The leader stops the dossier with its ground; form 05 of TT 03/2025/TT-VPCP. Raises as ``ask_stop``."""
    reason = moves.require(reason, REASON)
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="stop")
    _stop(act, reason)
    return act.dossier


def grant(act: outside.Outside, request: LeaderRequest) -> None:
    """The leader agrees to what was asked."""
    act.action = "stop"
    _stop(act, request.reason)


def _stop(act: outside.Outside, reason: str) -> None:
    outside.end(act.dossier, State.STOPPED, reason, act.now)
    after_issue.drop_numbers(act.dossier, "Dừng giải quyết hồ sơ", act.actor)
    outside.record(act)
    tell(act.dossier, "stopped", signed_by=act.seat)


def tell(dossier: Dossier, kind: str, *, signed_by: Seat | None = None) -> None:
    """Form 05 and the message. ``signed_by``: the leader who decided it; otherwise the paper says that a term or a wish did."""
    once = str(dossier.lock_version)  # a reopened dossier may be stopped again
    number = numbers.reserve(BOOK, dossier.handling, clock.today().year, SYSTEM).text
    data = {"signed": signed_by is not None, "number": number, "seat": signed_by.pk if signed_by else None}
    moves.print_form(dossier, "form-05", once=once, data=data)
    moves.tell_applicant(dossier, kind, once=once)


def lapsed() -> Iterator[uuid.UUID]:
    """Supplements whose term ended without an answer, the oldest first; one range scan a page."""
    waiting = Supplement.objects.filter(answered_at__isnull=True, lapsed_at__isnull=True, answer_until__lt=clock.now())
    return in_order(waiting, "answer_until")


@transaction.atomic
def close_unanswered(supplement_id: uuid.UUID) -> bool:
    """End a supplement that nobody answered in its term, and the dossier with it; whether it did. Safe to repeat, also at once.

    What the applicant had typed in answer goes afterwards (``forget_answers``); what they had filed stays with the dossier. Where
    a paper is out already, and is being corrected, nothing is stopped: the correction goes on with what is there.
    """
    dossier = lock_dossier(Supplement.objects.values_list("dossier_id", flat=True).get(pk=supplement_id))
    now = clock.now()
    rows = dossier.supplements.filter(pk=supplement_id, answered_at__isnull=True, lapsed_at__isnull=True, answer_until__lt=now)
    supplement = rows.first()
    if dossier.state != State.SUPPLEMENT or supplement is None:
        return False
    if results.any_issued(dossier):
        supplement.lapsed_at = now
        supplement.save(update_fields=["lapsed_at"])
        resume(dossier, supplement, now)
        outside.keep(dossier, "lapse-on", SYSTEM, now, {"supplement": str(supplement_id)})
        moves.tell_applicant(dossier, "lapsed-on", once=str(supplement_id))
        return True
    outside.end(dossier, State.STOPPED, UNANSWERED, now)
    outside.keep(dossier, "lapse", SYSTEM, now, {"supplement": str(supplement_id)})
    tell(dossier, "lapsed")
    return True


def forget_answers() -> None:
    """Delete drafts that answer a request which ended; apart from its end, since a draft is locked before its dossier."""
    Draft.objects.filter(supplement__lapsed_at__isnull=False, submitted_at__isnull=True).delete()

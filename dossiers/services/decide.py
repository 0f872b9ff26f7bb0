"""The leader's decision: approve the drafted results, all of them, or reject with grounds."""

import uuid
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from audit.models import AuditEvent
from common.errors import NotAllowed
from dossiers import results
from dossiers.models import Consultation, Dossier, IssuedResult
from dossiers.services import moves
from dossiers.services.moves import Which
from dossiers.states import Delivery, State

DRAFTING = ("draft-result", "bring-result", "correct-result")
"""What an act that writes a result's words is called in the chain."""


@transaction.atomic
def approve(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, opinion: str = "", **which: Unpack[Which]) -> Dossier:
    """Approve what the handler proposed. Whoever drafted the result may not approve it (four eyes, ASVS 2.3.5)."""
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="approve", **which)
    _four_eyes(act)
    _looked_twice(act)
    if opinion.strip():
        moves.write_opinion(act, opinion.strip())
    act.dossier.results.filter(state=IssuedResult.State.DRAFTED).update(state=IssuedResult.State.APPROVED)
    moves.advance(act)
    return act.dossier


@transaction.atomic
def reject(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str, **which: Unpack[Which]) -> Dossier:
    """Decide against the applicant, with the grounds that they will read."""
    reason = moves.require(reason, _("Nhập căn cứ từ chối."))
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="reject", **which)
    _looked_twice(act)
    if results.any_issued(act.dossier):
        raise NotAllowed(_("Kết quả cũ đã phát hành và vẫn có hiệu lực. Trả lại người soạn nếu bản đính chính chưa đúng."))
    act.dossier.closing_reason = reason
    act.dossier.delivery = Delivery.NONE
    moves.write_opinion(act, reason)
    moves.advance(act, state=State.REJECTED)
    moves.tell_applicant(act.dossier, "rejected", once=str(act.dossier.lock_version))
    return act.dossier


def _four_eyes(act: moves.Act) -> None:
    """Neither the drafter's seat nor the person who drafted or proposed may approve, whatever seats they act on."""
    drafted_here = act.dossier.results.filter(drafted_by=act.seat).exists()
    acts = AuditEvent.objects.filter(stream=f"dossier:{act.dossier.pk}", action__in=DRAFTING)
    drafted_here = drafted_here or acts.filter(actor__startswith=f"official:{act.user.pk}@").exists()
    proposed = act.dossier.opinions.filter(action="propose", author=act.user).exists()
    if drafted_here or proposed:
        raise NotAllowed(_("Người soạn hoặc trình dự thảo không được duyệt chính dự thảo đó."))


def _looked_twice(act: moves.Act) -> None:
    """A second look that the leader asked for is waited for, or taken back first (second_look.py)."""
    if act.dossier.consultations.filter(key=Consultation.SECOND_LOOK, answered_at__isnull=True).exists():
        raise NotAllowed(_("Đang chờ ý kiến thẩm định lại. Chờ trả lời hoặc thu hồi câu hỏi rồi quyết định."))

"""The handler's acts: take the work, draft the result, propose; and the ways back."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.errors import NotAllowed
from dossiers import results
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, IssuedResult, Task
from dossiers.services import moves


@transaction.atomic
def take(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int) -> Task:
    """Claim the open task for oneself, so nobody else of the seat works on it; raises ``NotAllowed`` if taken."""
    dossier = lock_dossier(dossier_id, seen=seen)
    task = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True).first()
    if task is None or task.assignee_id not in (None, by.pk):
        raise NotAllowed(_("Hồ sơ này đã có người khác nhận."))
    task.assignee = by
    task.save(update_fields=["assignee"])
    moves.save(dossier, clock.now())
    log.append(f"dossier:{dossier.pk}", "take", actor_for(by, seat), {"step": task.step, "state": dossier.state})
    return task


@transaction.atomic
def draft_result(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, key: str, values: dict[str, Any]) -> IssuedResult:
    """Keep the handler's draft of a result; the template's fields are the only keys kept.

    Allowed at any step whose actions need a result; raises ``Stale`` or ``NotAllowed`` like every act.
    """
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="propose")
    template = results.template(act.loaded, key)
    kept = {field["key"]: str(values.get(field["key"], "")).strip() for field in template["fields"]}
    result, _created = IssuedResult.objects.update_or_create(
        dossier=act.dossier, result_key=key, defaults={"values": kept, "drafted_by": seat}
    )
    act.action, act.data["result"] = "draft-result", key
    moves.save_act(act)
    return result


@transaction.atomic
def propose(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, opinion: str) -> Dossier:
    """Propose a decision to the leader with an opinion; the result must be drafted and consultations closed."""
    opinion = moves.require(opinion, _("Nhập ý kiến thẩm định."))
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="propose")
    if not act.dossier.results.exists():
        raise NotAllowed(_("Soạn dự thảo kết quả trước khi trình lãnh đạo."))
    moves.write_opinion(act, opinion)
    moves.advance(act)
    return act.dossier


@transaction.atomic
def send_back(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str) -> Dossier:
    """Return the dossier to the step that the process names, with a reason."""
    reason = moves.require(reason, _("Nhập lý do trả lại."))
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="return")
    moves.write_opinion(act, reason)
    moves.advance(act)
    return act.dossier

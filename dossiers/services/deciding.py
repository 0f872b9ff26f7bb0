"""The leader's word on a request: what was asked for is done in the same transaction, or the asker reads why not."""

import uuid
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import NotAllowed
from dossiers.models import LeaderRequest
from dossiers.services import extend, moves, outside, second_supplement, stop
from dossiers.states import State

Kind = LeaderRequest.Kind
GRANTS: dict[str, Callable[[outside.Outside, LeaderRequest], None]] = {
    Kind.EXTEND: extend.grant,
    Kind.STOP: stop.grant,
    Kind.SUPPLEMENT: second_supplement.grant,
}
# The process may have gone on since it was asked: a dossier that has its result gets no new promise, nor an end.
STILL: dict[str, frozenset[str]] = {
    Kind.EXTEND: frozenset({State.PROCESSING}),
    Kind.STOP: frozenset({State.PROCESSING}),
    Kind.SUPPLEMENT: frozenset({State.SUBMITTED, State.PROCESSING}),
}


@transaction.atomic
def decide_request(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, granted: bool, decision: str = "") -> LeaderRequest:
    """Grant or deny the dossier's open request; a denial is reasoned. Whoever asked does not decide (four eyes).

    Raises ``EmptyReason``, ``Stale``, ``NotAllowed``; where what was asked is no longer possible nothing is decided.
    """
    if not granted:
        decision = moves.require(decision, _("Nhập lý do không đồng ý để người đề nghị biết phải làm gì."))
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="decide-request")
    request = act.dossier.leader_requests.select_related("asked_by").get(decided_at__isnull=True)
    if granted and act.dossier.state not in STILL[request.kind]:
        raise NotAllowed(_("Hồ sơ đã sang bước khác sau khi đề nghị. Ghi không đồng ý để đóng đề nghị này."))
    request.granted, request.decision = granted, decision.strip()
    request.decided_by, request.decided_at = seat, act.now
    request.save(update_fields=["granted", "decision", "decided_by", "decided_at"])
    if granted:
        GRANTS[request.kind](act, request)
    else:
        act.action = "deny-request"
        outside.record(act, {"request": str(request.pk)})
    return request

"""Revoking an issued result (thu hồi): by decision of the leader of the agency that issued it, with its ground, never undone."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import NotAllowed
from dossiers.models import IssuedResult
from dossiers.services import moves, outside
from vault.models import Document
from vault.services import standing


@transaction.atomic
def revoke_result(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, key: str, decision: str, reason: str) -> Document:
    """Say that the result ``key`` is no longer in force: ``decision`` is the revoking decision's number and date.

    The paper stays readable; whoever checks it reads that it was revoked, when and why. Raises ``EmptyReason``, ``Stale``,
    ``NotAllowed`` for a result that is not issued, is being corrected, or is not in force.
    """
    reason = moves.require(reason, _("Nhập căn cứ thu hồi."))
    decision = moves.require(decision, _("Nhập số, ngày quyết định thu hồi."))
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="revoke-result")
    rows = act.dossier.results.select_related("document")
    row = rows.filter(result_key=key, state=IssuedResult.State.ISSUED).first()
    if row is None or row.document is None or row.document.status != Document.Status.IN_FORCE:
        raise NotAllowed(_("Chỉ thu hồi được kết quả đã phát hành và còn hiệu lực."))
    told = f"{decision}. {reason}"[:500]
    document = standing.revoke(row.document, reason=told, actor=act.actor)
    outside.record(act, {"result": key, "document": str(document.pk), "decision": decision})
    moves.tell_applicant(act.dossier, "result-revoked", once=str(document.pk))
    return document

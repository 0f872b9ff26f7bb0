"""Issuing a result anew (đính chính, cấp lại, cấp đổi): a new paper with a new number goes the leader's way, then the old one
names it, with the ground and the reason."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.actors import Actor
from common.errors import NotAllowed
from common.ids import opaque
from dossiers import certifying, clocks, results, terms
from dossiers.models import Correction, Dossier, Extension, IssuedResult
from dossiers.services import extend, moves, outside, stepping
from dossiers.states import Delivery, State
from vault.services import standing
from workflow.language import Process

# Where a drafted result waits for somebody: the leader's approval, else its number, else the draft itself.
STEPS = ("approve", "number", "propose")


@transaction.atomic
def correct_result(
    dossier_id: uuid.UUID,
    *,
    by: User,
    seat: Seat,
    seen: int,
    key: str,
    values: Mapping[str, Any],
    reason: str,
    ground: str = Correction.Ground.CORRECT,
) -> Correction:
    """Draft the result ``key`` anew and lay it before the leader; the old paper stands until the new one is sealed.

    ``ground``: a mistake of ours, or the holder's paper is lost, damaged, or says what has changed since (``Correction.Ground``).

    Raises ``EmptyReason``, ``Stale``, ``NotAllowed``, ``NotFound`` for a result that the answers do not ask for.
    """
    reason = moves.require(reason, _("Nhập lý do và căn cứ cấp bản mới."))
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="correct-result")
    dossier = act.dossier
    item = results.one(act.loaded, dossier.answers, key)
    row = dossier.results.select_related("document").filter(result_key=key, state=IssuedResult.State.ISSUED).first()
    if row is None or row.document is None:
        raise NotAllowed(_("Chỉ đính chính, cấp lại được kết quả đã phát hành."))
    correction = Correction.objects.create(
        result=row, old=row.document, ground=ground, reason=reason, begun_by=seat, begun_at=act.now
    )
    row.values = {field["key"]: str(values.get(field["key"], "")).strip() for field in item.entry["fields"]}
    certifying.must_be_scanned(dossier, item, row.values)
    row.state, row.number, row.pdf, row.document = IssuedResult.State.DRAFTED, None, None, None
    row.public_id, row.drafted_by, row.proposed = opaque(), seat, None
    for name, value in IssuedResult.FROM_TEMPLATE.items():
        setattr(row, name, value)
    row.save()
    _open_again(act, reason)
    told = {"result": key, "correction": str(correction.pk), "ground": str(ground), "due_at": dossier.due_at.isoformat()}
    outside.record(act, told)
    moves.tell_applicant(dossier, "correcting" if ground == Correction.Ground.CORRECT else "reissuing", once=str(correction.pk))
    return correction


def _open_again(act: outside.Outside, reason: str) -> None:
    dossier = act.dossier
    stepping.withdraw(dossier, None, act.now)  # nobody hands the wrong paper over
    dossier.hand_overs.filter(ended_at__isnull=True).update(ended_at=act.now, note="Đính chính kết quả")
    moves.set_state(dossier, State.PROCESSING)
    dossier.delivery, dossier.closed_at = Delivery.NONE, None
    until = clocks.promise(dossier.handling_id, act.now, terms.limit("correction"), {}).due_at
    extend.decide(act, Extension.Ground.CORRECT, reason, until)
    outside.enter(dossier, step_for_draft(act.loaded.process), act.now, act.loaded)


def step_for_draft(process: Process) -> str:
    """The key of the step at which a drafted result goes on."""
    for effect in STEPS:
        for step in process.steps:
            if any(action.effect == effect for action in step.actions):
                return step.key
    return process.start.key


def sealed(dossier: Dossier, rows: Sequence[IssuedResult], actor: Actor, now: Any) -> None:
    """After sealing: each old paper says which one stands in its place. One query when nothing was corrected."""
    issued = {row.pk: row for row in rows}
    for correction in Correction.objects.select_related("old").filter(result__in=issued, done_at__isnull=True):
        new = issued[correction.result_id].document
        assert new is not None  # it was sealed in this transaction
        again = correction.ground != Correction.Ground.CORRECT
        why = f"{correction.get_ground_display()}: {correction.reason}" if again else correction.reason
        standing.replace(correction.old, by=new, reason=why[:500], actor=actor)
        correction.new, correction.done_at = new, now
        correction.save(update_fields=["new", "done_at"])
        moves.tell_applicant(dossier, "result-reissued" if again else "result-corrected", once=str(correction.pk))

"""To whom it belongs: another agency is competent, or what was just sent is taken back while nobody has read it."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, Seat
from common.errors import NotAllowed
from dossiers.models import Dossier, IssuedResult, Task
from dossiers.resolving import elsewhere
from dossiers.rights_facts import effect_of
from dossiers.services import beside, moves, stepping, stops
from workflow.state import Marking

RECALLED = "recalled"


def targets(dossier: Dossier) -> list[Agency]:
    """To whom it may be given: the other agencies that handle this procedure, in the tree's order; one query."""
    return list(elsewhere(dossier))


@transaction.atomic
def transfer(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, to: int, reason: str) -> Dossier:
    """Give the matter to the agency that is competent for it; the step begins there anew, the applicant's promise stays.

    ``to`` is one of ``targets``. Where it was filed and where the result is handed over do not change. What the first agency
    had drafted goes. Raises ``EmptyReason``, ``NotAllowed``, ``Stale``.
    """
    reason = moves.require(reason, _("Nhập lý do chuyển để nơi nhận hiểu vì sao."))
    act, _found = beside.begin(dossier_id, by=by, seat=seat, seen=seen, action="transfer")
    dossier = act.dossier
    target = next((one for one in targets(dossier) if one.pk == to), None)
    if target is None:
        raise NotAllowed(_("Cơ quan này không giải quyết thủ tục của hồ sơ."))
    moves.write_opinion(act, reason)
    act.data |= {"from": dossier.handling.code, "to": target.code}
    dossier.promised_by_id = dossier.promised_by_id or dossier.handling_id
    dossier.handling = target
    dossier.results.filter(state=IssuedResult.State.DRAFTED).delete()
    _move_work(act)
    moves.save_act(act)
    return dossier


def _move_work(act: moves.Act) -> None:
    """Work that is the handling agency's goes on at the new one, in the same step; work at the counter stays there."""
    for task in stepping.lead_tasks(stepping.open_tasks(act.dossier)):
        step = act.loaded.process.step(task.step)
        if moves.resolve(act.dossier, step.agency) == task.agency_id:
            continue
        stepping.close_task(task, act.action, act.now, by=act.user.pk)
        stepping.open_task(act.dossier, step, act.now, act.loaded)
    stepping.follow_lead(act.dossier, act.loaded)


@transaction.atomic
def recall(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str = "") -> Task:
    """Take back what one just sent, while nobody it went to has opened it; the step is one's own again, with its old due time.

    Raises ``NotAllowed`` once it was read or anything else happened, ``Stale``.
    """
    act, found = beside.begin(dossier_id, by=by, seat=seat, seen=seen, action="recall")
    sent = found.sent
    # Read again under the tasks' own locks: a look at a page marks them without the dossier's lock (services/view.py).
    opened = list(act.dossier.tasks.select_for_update().filter(after=sent))
    if sent is None or any(task.read_at or task.done_at for task in opened):
        raise NotAllowed(_("Nơi nhận đã mở hồ sơ nên không thu hồi được nữa."))
    for task in opened:
        stepping.close_task(task, RECALLED, act.now)
    if effect_of(act.dossier, sent) == "approve":
        act.dossier.results.filter(state=IssuedResult.State.APPROVED).update(state=IssuedResult.State.DRAFTED)
    act.dossier.marking = Marking.of(sent.undo["before"]).doc()
    stops.follow(act.dossier, act.loaded, act.now)
    again = stepping.open_task(act.dossier, act.loaded.process.step(sent.step), act.now, act.loaded)
    again.assignee, again.due_at, again.read_at = by, sent.due_at, act.now
    again.save(update_fields=["assignee", "due_at", "read_at"])
    stepping.follow_lead(act.dossier, act.loaded)
    act.task = again
    if reason.strip():
        moves.write_opinion(act, reason.strip())
    moves.save_act(act)
    return again

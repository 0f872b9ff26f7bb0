"""Whose desk the work lies on: given by the head, put back, taken over from a colleague (claiming is handle.take)."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import colleagues
from agencies.models import Seat
from common.errors import NotAllowed
from dossiers.loaded import load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, Task
from dossiers.services import beside, moves
from dossiers.services.facts import facts
from dossiers.services.stepping import open_tasks


@transaction.atomic
def assign(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, to: User, note: str = "", task: uuid.UUID | None = None
) -> Task:
    """Give open work to a person of its unit who holds its role: by the process's own step for it, else by the unit's head.

    ``task`` names the work where there are several pieces. Raises ``NotAllowed`` for a person who does not
    sit there, ``Stale``.
    """
    given = _by_the_process(dossier_id, by=by, seat=seat, seen=seen)
    if given is not None:
        work = _assigned_step(given, to, note)
    else:
        act, found = beside.begin(dossier_id, by=by, seat=seat, seen=seen, action="assign")
        chosen = beside.chosen(found.below, task) or beside.chosen([one for one in found.below if not one.is_question], task)
        if chosen is None:
            raise NotAllowed(_("Chọn việc cần giao."))
        act.task = work = chosen
        _hold(work, to)
        _note(act, note)
        act.data |= {"to": str(to.pk)}
        moves.save_act(act)
    return work


def _by_the_process(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int) -> moves.Act | None:
    """The seat's own step whose act is to assign, if it has one open; None otherwise."""
    dossier = lock_dossier(dossier_id, seen=seen)
    loaded = load(dossier.version_id, dossier.case)
    known = facts(dossier, loaded)
    for one in open_tasks(dossier):
        own = one.agency_id == seat.agency_id and one.role == seat.role
        if own and any(action.effect == "assign" for action in moves.allowed(one, loaded, known)):
            return moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="assign", task=one.pk)
    return None


def _assigned_step(act: moves.Act, to: User, note: str) -> Task:
    _note(act, note)
    act.data |= {"to": str(to.pk)}
    moves.advance(act)
    opened = list(act.task.opened.filter(done_at__isnull=True).order_by("opened_at", "id"))
    if not opened:
        raise NotAllowed
    _hold(opened[0], to)
    return opened[0]


@transaction.atomic
def release(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, task: uuid.UUID | None = None) -> Dossier:
    """Put back what one holds, so that anybody of the unit may take it."""
    act, _found = beside.begin(dossier_id, by=by, seat=seat, seen=seen, action="release", task=task)
    act.task.assignee = None
    act.task.save(update_fields=["assignee"])
    moves.save_act(act)
    return act.dossier


@transaction.atomic
def take_over(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str, task: uuid.UUID | None = None) -> Task:
    """Take what a colleague of the same unit and role holds; the reason stays with the dossier."""
    reason = moves.require(reason, _("Nhập lý do nhận thay."))
    act, _found = beside.begin(dossier_id, by=by, seat=seat, seen=seen, action="take-over", task=task)
    act.data |= {"from": str(act.task.assignee_id)}
    act.task.assignee = by
    act.task.save(update_fields=["assignee"])
    moves.write_opinion(act, reason)
    moves.save_act(act)
    return act.task


def _hold(task: Task, to: User) -> None:
    """Let a person hold a task; raises ``NotAllowed`` unless they sit in its unit in its role."""
    person = next((one for one in colleagues(task.agency_id, task.role) if one.pk == to.pk), None)
    if person is None:
        raise NotAllowed(_("Người này không giữ vị trí làm việc đó trong đơn vị."))
    task.assignee = person
    task.read_at = None
    task.save(update_fields=["assignee", "read_at"])


def _note(act: moves.Act, note: str) -> None:
    if note.strip():
        moves.write_opinion(act, note.strip())

"""What every act on a dossier shares: begin (lock, find the task, ask the process), then advance (write, audit, wake)."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Agency, Seat
from audit import log
from common import clock, outbox
from common.actors import Actor
from common.errors import EmptyReason, NotAllowed
from dossiers import clocks, unique
from dossiers.loaded import Loaded, load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, Opinion, Task
from dossiers.states import CLOSED, State, may_follow
from workflow import language
from workflow import rules as process_rules

BUCKETS = {
    "receive": Task.Bucket.RECEIVE,
    "consult": Task.Bucket.CONSULT,
    "hand-over": Task.Bucket.HAND_OVER,
}


@dataclass
class Act:
    """An act under way: the locked dossier, the actor's open task and the process that decides."""

    dossier: Dossier
    task: Task
    seat: Seat
    user: User
    actor: Actor
    loaded: Loaded
    now: datetime
    action: str
    data: dict[str, Any] = field(default_factory=dict)


def facts(dossier: Dossier) -> dict[str, Any]:
    """What the process's conditions may look at (workflow/language.py names them); two queries."""
    answered = list(dossier.consultations.values_list("answered_at", flat=True))
    return {
        "answers": dossier.answers,
        "case": dossier.case or None,
        "consulting": None in answered,
        "consulted": bool(answered),
        "supplements": dossier.supplements.count(),
        "channel": dossier.channel,
    }


def begin(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, action: str) -> Act:
    """Lock the dossier and find the open task of this seat on which ``action`` is allowed.

    Raises ``Stale`` if someone acted since version ``seen``, ``NotAllowed`` if this seat has no task here or the
    step has no such action, ``NotFound`` for an unknown dossier.
    """
    dossier = lock_dossier(dossier_id, seen=seen)
    task = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True).first()
    if task is None:
        raise NotAllowed(_("Vị trí của bạn không có việc nào đang mở ở hồ sơ này."))
    if task.assignee_id and task.assignee_id != by.pk:
        raise NotAllowed(_("Hồ sơ đang do người khác trong đơn vị giữ. Nhận lại hồ sơ trước khi xử lý."))
    loaded = load(dossier.version_id, dossier.case)
    actor = actor_for(by, seat)
    if action not in _allowed(dossier, task, seat, loaded):
        raise NotAllowed
    return Act(dossier, task, seat, by, actor, loaded, clock.now(), action)


def _allowed(dossier: Dossier, task: Task, seat: Seat, loaded: Loaded) -> set[str]:
    """What may be done on the task. Who is only asked may only answer: the step's other acts are the asking unit's."""
    if task.bucket == Task.Bucket.CONSULT:
        return {"answer-consultation"}
    return {act.key for act in process_rules.actions(loaded.process, task.step, role=seat.role, facts=facts(dossier))}


def require(text: str, message: str | None = None) -> str:
    """The reason or opinion an act must have; raises ``EmptyReason`` when only blanks were typed."""
    text = (text or "").strip()
    if not text:
        raise EmptyReason(message)
    return text


def write_opinion(act: Act, text: str) -> Opinion:
    """Keep what the official wrote with the act."""
    return Opinion.objects.create(
        dossier=act.dossier, task=act.task, seat=act.seat, author=act.user, action=act.action, text=text, created_at=act.now
    )


def advance(act: Act, *, state: str | None = None) -> process_rules.Move:
    """Close the actor's task and open what the process says comes next; saves the dossier and the audit row."""
    move = process_rules.move(act.loaded.process, act.task.step, act.action, role=act.seat.role, facts=facts(act.dossier))
    close_task(act.task, act.action, act.now)
    if state:
        set_state(act.dossier, state)
    if move.to is not None:
        open_task(act.dossier, move.to, act.now, act.loaded)
    else:
        act.dossier.step = ""
    save_act(act)
    return move


def save_act(act: Act) -> None:
    """Save the dossier under a new version and append the act to its chain."""
    save(act.dossier, act.now)
    data = {"step": act.task.step, "state": act.dossier.state, "version": act.dossier.lock_version, **act.data}
    log.append(f"dossier:{act.dossier.pk}", act.action, act.actor, data)


def save(dossier: Dossier, now: datetime) -> None:
    """Save with the version raised; a closed dossier gets its closing time."""
    dossier.lock_version += 1
    if dossier.state in CLOSED and dossier.closed_at is None:
        dossier.closed_at = now
        unique.give_back(dossier)
    dossier.save()


def set_state(dossier: Dossier, state: str) -> None:
    """Move along an edge of ``states.TRANSITIONS``; any other move is a defect and raises."""
    if not may_follow(dossier.state, state):
        raise NotAllowed(_("Hồ sơ ở trạng thái “%(state)s” không chuyển được.") % {"state": State(dossier.state).label})
    dossier.state = state


def close_task(task: Task, action: str, now: datetime) -> None:
    """Mark a task done by ``action``."""
    task.done_at = now
    task.action = action
    task.save(update_fields=["done_at", "action"])


def open_task(dossier: Dossier, step: language.Step, now: datetime, loaded: Loaded) -> Task:
    """Open the step's task at the agency that its resolver names, with its own due time; the dossier's holder follows."""
    agency_id = resolve(dossier, step.agency)
    visit = dossier.tasks.filter(step=step.key).count() + 1 if dossier.accepted_at else 1
    task = Task.objects.create(
        dossier=dossier,
        step=step.key,
        step_name=step.name,
        visit=visit,
        agency_id=agency_id,
        role=step.role,
        bucket=BUCKETS.get(step.kind, Task.Bucket.WORK),
        opened_at=now,
        due_at=step_due(dossier, step.key, agency_id, now, loaded),
        dossier_due_at=dossier.due_at or dossier.reply_due_at,
    )
    dossier.step = step.key
    dossier.holder_id = agency_id
    return task


def step_due(dossier: Dossier, step_key: str, agency_id: int, now: datetime, loaded: Loaded) -> datetime:
    """A step's own due time: its share of the limit in working time, but never after the dossier's promise.

    Before acceptance the only promise is the desk's answer within 8 working hours (NĐ 45/2020).
    """
    if dossier.accepted_at is None:
        return dossier.reply_due_at
    limits = process_rules.step_limits(loaded.process, dossier.limit)
    own = (
        clocks.promise(agency_id, now, limits[step_key], {"count_from": "hour"}).due_at if step_key in limits else dossier.due_at
    )
    return min(own, dossier.due_at) if dossier.due_at > now else dossier.due_at


def resolve(dossier: Dossier, agency: language.AgencyRef) -> int:
    """The agency that a step's resolver names: receiving, handling, parent of the handling one, or one by its code."""
    if agency.kind == "named":
        return Agency.objects.only("pk").get(code=agency.code).pk
    if agency.kind == "parent":
        return dossier.handling.parent_id or dossier.handling_id
    return {"receiving": dossier.receiving_id, "handling": dossier.handling_id}[agency.kind]


def tell_applicant(dossier: Dossier, kind: str, *, once: str = "") -> None:
    """Queue the message of ``kind`` to the applicant; ``once`` tells repeated happenings of one kind apart."""
    payload = {"dossier": str(dossier.pk), "kind": kind, "once": once}
    outbox.append("dossiers.notify", payload, key=f"notify:{dossier.pk}:{kind}:{once}")


def print_form(dossier: Dossier, kind: str, *, once: str = "", data: dict[str, Any] | None = None) -> None:
    """Queue a paper of ``kind``; the worker renders it after commit."""
    payload = {"dossier": str(dossier.pk), "kind": kind, "once": once, **(data or {})}
    outbox.append("dossiers.print", payload, key=f"print:{dossier.pk}:{kind}:{once}")

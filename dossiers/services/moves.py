"""What every act on a dossier shares: begin (lock, find the task, ask the process), then advance (write, audit, wake).

Who may act is the process's matter (workflow.rules); what may be done beside it stands in dossiers/rights.py.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.actors import SYSTEM, Actor
from common.errors import EmptyReason, NotAllowed
from dossiers import standing, unique
from dossiers.loaded import Loaded, load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, Opinion, Task
from dossiers.resolving import resolve
from dossiers.services import finishing, stepping, stops
from dossiers.services.facts import facts
from dossiers.services.stepping import close_task, marking_of, open_task, open_tasks, step_due
from dossiers.services.telling import print_form, tell_applicant
from dossiers.states import CLOSED, State, may_follow
from workflow import rules as process_rules
from workflow.model import Action

__all__ = [
    "Act",
    "Which",
    "advance",
    "begin",
    "close_task",
    "facts",
    "foresee",
    "open_task",
    "print_form",
    "require",
    "requires",
    "resolve",
    "save",
    "save_act",
    "set_state",
    "start",
    "step_due",
    "system_act",
    "tell_applicant",
    "write_opinion",
]
ANSWER = "answer-consultation"


class NoWay(NotAllowed):
    """The process leads nowhere from here: a defect of the published document, told to whoever meets it."""

    code = "no-way"
    default_message = gettext_lazy("Quy trình của thủ tục không có đường đi tiếp từ bước này. Báo người quản lý thủ tục.")


class Which(TypedDict, total=False):
    """What a page names where a seat has several: one of its open ``task``s, one of several actions with the same effect."""

    task: uuid.UUID
    choice: str


@dataclass(kw_only=True)
class Deed:
    """What every act of an official has: the locked dossier, who acts on which seat, and the version that they looked at.

    ``action`` is what the act is called in the chain, ``data`` what the chain says of it beside who, where and ``seen``.
    """

    dossier: Dossier
    seat: Seat
    user: User
    actor: Actor
    loaded: Loaded
    now: datetime
    action: str
    seen: int
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(kw_only=True)
class Act(Deed):
    """An act on the actor's open task; ``key`` is the action of the step that it takes, "" beside the process.

    ``tasks`` are all of the dossier, open and done, as they stood under its lock (None: not read yet); whoever opens one more
    adds it.
    """

    task: Task
    key: str = ""
    tasks: list[Task] | None = None


def begin(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, action: str, task: uuid.UUID | None = None, choice: str = ""
) -> Act:
    """Lock the dossier and find the open task of this seat on which ``action`` is allowed.

    ``action`` is what the act means (its key or its effect in the process). Where a seat has several such tasks, the one that
    the person holds comes first, then the oldest; ``task`` names one, ``choice`` one action of several with the same effect.
    Raises ``Stale`` if someone acted since version ``seen``, ``NotAllowed`` if this seat has no task here or the
    step has no such action or waits for the applicant, ``NotFound`` for an unknown dossier.
    """
    dossier = lock_dossier(dossier_id, seen=seen)
    loaded = load(dossier.version_id, dossier.case)
    known = facts(dossier, loaded)
    tasks = stepping.all_tasks(dossier)
    own = own_tasks(dossier, by=by, seat=seat, task=task, loaded=loaded, tasks=tasks)
    working = [one for one in own if not stepping.waits(dossier, one)]
    if not working:
        raise NotAllowed(_("Hồ sơ đang chờ người nộp bổ sung hoặc sửa. Xử lý tiếp sau khi người nộp gửi lại."))
    for one in working:
        key = _key(one, action, choice, loaded, known)
        if key:
            who: dict[str, Any] = {"seat": seat, "user": by, "actor": actor_for(by, seat)}
            # A substitute, or whom the work was escalated to: the chain says whose work it was.
            data = {"instead": one.role} if one.role != seat.role else {}
            what: dict[str, Any] = {"action": action, "seen": seen, "task": one, "key": key, "data": data, "tasks": tasks}
            return Act(dossier=dossier, **who, **what, loaded=loaded, now=clock.now())
    raise NotAllowed


def own_tasks(
    dossier: Dossier,
    *,
    by: User,
    seat: Seat,
    task: uuid.UUID | None = None,
    loaded: Loaded | None = None,
    tasks: Iterable[Task] | None = None,
) -> Sequence[Task]:
    """The open tasks that ``by`` may work on from this seat, those they hold first; raises ``NotAllowed`` where there is none.

    ``tasks``: those of the dossier, where the caller has read them. Else one query, more only where the seat could be a
    substitute's.
    """
    there = open_tasks(dossier) if tasks is None else [one for one in tasks if one.done_at is None]
    tasks = [one for one in there if task is None or one.pk == task]
    mine = [one for one in tasks if one.agency_id == seat.agency_id and one.role == seat.role]
    mine = mine or standing.substituted(dossier, tasks, seat, loaded or load(dossier.version_id, dossier.case))
    if not mine:
        raise NotAllowed(_("Vị trí của bạn không có việc nào đang mở ở hồ sơ này."))
    free = standing.free(mine, by, seat)
    if not free:
        raise NotAllowed(_("Hồ sơ đang do người khác trong đơn vị giữ. Nhận lại hồ sơ trước khi xử lý."))
    return sorted(free, key=lambda one: one.assignee_id is None)


def allowed(task: Task, loaded: Loaded, known: dict[str, Any]) -> tuple[Action, ...]:
    """What the process allows on the task. Who is only asked may only answer: the step's other acts are the asking unit's."""
    if task.is_question:
        return (Action(ANSWER, "Trả lời ý kiến", "", "answer"),)
    return process_rules.actions(loaded.process, task.step, role=task.role, facts=known)


def _key(task: Task, action: str, choice: str, loaded: Loaded, known: dict[str, Any]) -> str:
    """The step's action that ``action`` means: by its key, else by its effect; "" when there is none now."""
    found = [one for one in allowed(task, loaded, known) if choice in ("", one.key)]
    keys = [one.key for one in found if one.key == action] or [one.key for one in found if one.effect == action]
    return keys[0] if keys else ""


def requires(act: Act, *words: str) -> bool:
    """Whether the action under way must bring one of these with it (workflow.words.REQUIREMENTS)."""
    action = act.loaded.process.step(act.task.step).action(act.key)
    return action is not None and any(word in action.requires for word in words)


def require(text: str, message: str | None = None) -> str:
    """The reason or opinion an act must have; raises ``EmptyReason`` when only blanks were typed."""
    text = (text or "").strip()
    if not text:
        raise EmptyReason(message)
    return text


def write_opinion(act: Act, text: str) -> Opinion:
    """Keep what the official wrote with the act, and in whose place."""
    return Opinion.objects.create(
        dossier=act.dossier,
        task=act.task,
        seat=act.seat,
        author=act.user,
        action=act.action,
        text=text,
        delegation=act.seat.delegation,
        created_at=act.now,
    )


def start(dossier: Dossier, loaded: Loaded, now: datetime) -> None:
    """Put the first token: opens the first step's work. The caller saves the dossier."""
    try:
        move = process_rules.start(loaded.process, facts(dossier, loaded))
    except process_rules.IllegalMove as illegal:
        raise NoWay from illegal
    _open(dossier, move, now, loaded, after=None)


def advance(act: Act, *, state: str | None = None) -> process_rules.Move:
    """Close the actor's task and open what the process says comes next; saves the dossier and the audit row."""
    move = foresee(act.dossier, act.task, act.key or act.action, act.loaded, role=act.task.role)
    if state:
        set_state(act.dossier, state)
    act.data |= _go(act.dossier, act.task, move, act.now, act.loaded, by=act.user.pk, action=act.action, tasks=act.tasks)
    save_act(act)
    return move


def system_act(
    dossier: Dossier,
    task: Task,
    key: str,
    now: datetime,
    data: dict[str, Any],
    *,
    state: str | None = None,
    role: str = process_rules.SYSTEM,
) -> process_rules.Move:
    """An action that nobody takes: a due time that passed, parts that have ended. Same rows as an official's act.

    ``role``: a part's first and last step belong to the whole's counter, which does them for all parts at once (chain.py).
    """
    loaded = load(dossier.version_id, dossier.case)
    move = foresee(dossier, task, key, loaded, role=role)
    if state:
        set_state(dossier, state)
    told = _go(dossier, task, move, now, loaded, by=None, action=key)
    save(dossier, now)
    _log(dossier, task, key, SYSTEM, {**data, **told})
    return move


def foresee(dossier: Dossier, task: Task, key: str, loaded: Loaded, *, role: str) -> process_rules.Move:
    """Where an action leads; writes nothing. Raises ``NoWay``, ``NotAllowed``."""
    known = facts(dossier, loaded)
    # What lies behind the act may ask how this very step was left.
    known["acts"] = {**known.get("acts", {}), task.step: key}
    try:
        return process_rules.move(loaded.process, marking_of(dossier), task.step, key, role=role, facts=known)
    except process_rules.IllegalMove as illegal:
        raise NoWay if illegal.reason in ("no-way", "endless") else NotAllowed from illegal


def _go(
    dossier: Dossier,
    task: Task,
    move: process_rules.Move,
    now: datetime,
    loaded: Loaded,
    *,
    by: uuid.UUID | None,
    action: str,
    tasks: list[Task] | None = None,
) -> dict[str, Any]:
    """Write a move: tasks closed, withdrawn and opened, the marking. What the audit row says of it.

    ``tasks``: all of the dossier, where the caller has read them under its lock; they are read again otherwise.
    """
    if move.stays is not None:
        return {}
    task.undo = {"before": marking_of(dossier).doc(), "after": move.marking.doc(), "state": dossier.state}
    close_task(task, action, now, by=by)
    gone = stepping.withdraw(dossier, None if move.ends else {task.step, *move.cancelled}, now, among=tasks)
    told: dict[str, Any] = {"passed": list(move.passed)} if move.passed else {}
    if gone:
        told["withdrawn"] = gone
    again = move.action is not None and move.action.effect == "return"
    _open(dossier, move, now, loaded, after=task, again=again, tasks=tasks)
    finishing.follow(dossier, loaded.process, move)
    return told


def _open(
    dossier: Dossier,
    move: process_rules.Move,
    now: datetime,
    loaded: Loaded,
    *,
    after: Task | None,
    again: bool = False,
    tasks: list[Task] | None = None,
) -> None:
    dossier.marking = move.marking.doc()
    if not dossier.marking:
        dossier.step = ""
    # Before anything is opened: what comes after a stop has its time within the promise that moved on.
    stops.follow(dossier, loaded, now)
    opened = [open_task(dossier, step, now, loaded, after=after, earlier=tasks) for step in move.opened]
    if again and opened:
        stepping.give_back_to_last(opened[0], opened[0].role)
    if len(opened) == len(move.marking.at):
        # Nothing else is open: the lead is among what was just opened.
        task = stepping.lead(dossier, opened, loaded)
        dossier.step, dossier.holder_id = (task.step, task.agency_id) if task else ("", dossier.holder_id)
    else:
        stepping.follow_lead(dossier, loaded)


def save_act(act: Act) -> None:
    """Save the dossier under a new version and append the act to its chain."""
    save(act.dossier, act.now)
    _log(act.dossier, act.task, act.action, act.actor, {"seen": act.seen, **act.data})


def _log(dossier: Dossier, task: Task, action: str, actor: Actor, data: dict[str, Any]) -> None:
    where = {"step": task.step, "state": dossier.state, "version": dossier.lock_version, "at": list(marking_of(dossier).at)}
    log.append(f"dossier:{dossier.pk}", action, actor, {**where, **data})


def save(dossier: Dossier, now: datetime) -> None:
    """Save with the version raised; a closed dossier gets its closing time, and its tokens go with its open work."""
    dossier.lock_version += 1
    if dossier.state in CLOSED:
        if dossier.closed_at is None:
            dossier.closed_at = now
            unique.give_back(dossier)
        if marking_of(dossier):
            stepping.withdraw(dossier, None, now)
            dossier.marking, dossier.step = {}, ""
    dossier.save()
    stepping.tell_chain(dossier)


def set_state(dossier: Dossier, state: str) -> None:
    """Move along an edge of ``states.TRANSITIONS``; any other move is a defect and raises."""
    if not may_follow(dossier.state, state):
        raise NotAllowed(_("Hồ sơ ở trạng thái “%(state)s” không chuyển được.") % {"state": State(dossier.state).label})
    dossier.state = state

"""What acts outside the process document share: begin (lock, ask the table of rights), record (save, audit), end open work."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.actors import SYSTEM, Actor
from common.errors import NotAllowed
from dossiers import clocks, rights_time, standing
from dossiers.loaded import Loaded, load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, Task
from dossiers.services import moves, stepping
from dossiers.states import OPEN, State, may_follow
from workflow.state import Marking


@dataclass
class Outside:
    """An act under way: the locked dossier, who acts on which seat, the seat's open task if it has one."""

    dossier: Dossier
    task: Task | None
    seat: Seat
    user: User
    actor: Actor
    loaded: Loaded
    now: datetime
    action: str


def begin(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, action: str) -> Outside:
    """Lock the dossier for ``action``; raises ``Stale``, ``NotFound``, and ``NotAllowed`` when the table of rights says no."""
    dossier = lock_dossier(dossier_id, seen=seen)
    task = _on(dossier, action, seat, by)
    loaded = load(dossier.version_id, dossier.case)
    return Outside(dossier, task, seat, by, actor_for(by, seat), loaded, clock.now(), action)


def _on(dossier: Dossier, action: str, seat: Seat, by: User) -> Task | None:
    """The first of the seat's open tasks on which the table allows the act, those in hand first; None where it needs none."""
    rows = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True).order_by("opened_at", "id")
    hands = standing.hands(by, seat)
    for task in sorted(rows, key=lambda one: one.assignee_id not in hands) or [None]:
        if rights_time.RULES[action](rights_time.facts(dossier, task, seat, by)):
            return task
    raise NotAllowed(_("Vị trí của bạn không làm được việc này ở hồ sơ này lúc này."))


def record(act: Outside, data: dict[str, Any] | None = None) -> None:
    """Save the dossier under a new version and append the act to its chain."""
    keep(act.dossier, act.action, act.actor, act.now, data)


def keep(dossier: Dossier, action: str, actor: Actor, now: datetime, data: dict[str, Any] | None = None) -> None:
    """The same for an act of the applicant or of the system."""
    moves.save(dossier, now)
    told = {"state": dossier.state, "version": dossier.lock_version, **(data or {})}
    log.append(f"dossier:{dossier.pk}", action, actor, told)


def end(dossier: Dossier, state: str, reason: str, now: datetime) -> None:
    """Close a dossier in ``state``: its tasks, questions to other units, requests and pause end with it; the caller records.

    A pause that the end cuts short still counts in the promise, so that a reopened dossier goes on from there.
    """
    moves.set_state(dossier, state)
    dossier.closing_reason = reason
    stepping.withdraw(dossier, None, now)
    dossier.leader_requests.filter(decided_at__isnull=True).update(decided_at=now, decision="Hồ sơ đã kết thúc")
    dossier.supplements.filter(answered_at__isnull=True, lapsed_at__isnull=True).update(lapsed_at=now)
    if dossier.pauses.filter(ended_at__isnull=True).update(ended_at=now):
        clocks.set_promise(dossier, load(dossier.version_id, dossier.case))
    dossier.step, dossier.marking = "", {}
    end_parts(dossier, state, reason, now)


def end_parts(whole: Dossier, state: str, reason: str, now: datetime) -> None:
    """What was one promise ends as one: withdrawn with a whole that was withdrawn, else stopped; nothing was decided on a part.

    A part that has its result keeps it: it is closed by whoever brings it back (chain.py).
    """
    ways = (State.WITHDRAWN,) if state == State.WITHDRAWN else (State.STOPPED, State.WITHDRAWN)
    for pk in whole.parts.filter(state__in=OPEN).exclude(state=State.COMPLETED).values_list("pk", flat=True):
        part = lock_dossier(pk)
        way = next((one for one in ways if may_follow(part.state, one)), None)
        if way is not None:
            end(part, way, reason, now)
            keep(part, "end-part", SYSTEM, now, {"whole": str(whole.pk)})


def enter(dossier: Dossier, step_key: str, now: datetime, loaded: Loaded) -> Task:
    """Put a dossier that is opened again at a step of its process: one token there, one task."""
    dossier.marking = Marking.only(step_key).doc()
    return moves.open_task(dossier, loaded.process.step(step_key), now, loaded)

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
from dossiers import clocks, rights_time
from dossiers.loaded import Loaded, load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, Task
from dossiers.services import moves, stepping
from dossiers.states import OPEN
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
    task = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True).first()
    if not rights_time.RULES[action](rights_time.facts(dossier, task, seat, by)):
        raise NotAllowed(_("Vị trí của bạn không làm được việc này ở hồ sơ này lúc này."))
    loaded = load(dossier.version_id, dossier.case)
    return Outside(dossier, task, seat, by, actor_for(by, seat), loaded, clock.now(), action)


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
    for part in dossier.parts.filter(state__in=OPEN):  # what was one promise ends as one
        locked = lock_dossier(part.pk)
        end(locked, state, reason, now)
        keep(locked, "end-part", SYSTEM, now)


def enter(dossier: Dossier, step_key: str, now: datetime, loaded: Loaded) -> Task:
    """Put a dossier that is opened again at a step of its process: one token there, one task."""
    dossier.marking = Marking.only(step_key).doc()
    return moves.open_task(dossier, loaded.process.step(step_key), now, loaded)

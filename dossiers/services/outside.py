"""What acts outside the process document share: begin (lock, ask the table of rights), record (save, audit), end open work."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.actors import SYSTEM, Actor
from dossiers import clocks, rights
from dossiers.loaded import Loaded, load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, Task
from dossiers.rights_facts import Facts
from dossiers.services import moves, stepping
from dossiers.services.moves import Deed
from dossiers.states import OPEN, State, may_follow
from workflow.state import Marking


@dataclass(kw_only=True)
class Outside(Deed):
    """An act under way that the table of rights allows: the seat's open task if it has one, and what the table looked at."""

    task: Task | None
    facts: Facts


def begin(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, action: str, task: uuid.UUID | None = None) -> Outside:
    """Lock the dossier for ``action``; raises ``Stale``, ``NotFound``, and ``NotAllowed`` when the table of rights says no.

    ``task`` names one of several that the seat has; otherwise the first on which the act is allowed, those in hand before others.
    """
    dossier = lock_dossier(dossier_id, seen=seen)
    found = rights.must(action, dossier, seat, by, task=task)
    loaded = load(dossier.version_id, dossier.case)
    shared: dict[str, Any] = {"dossier": dossier, "seat": seat, "user": by, "actor": actor_for(by, seat), "loaded": loaded}
    return Outside(**shared, now=clock.now(), action=action, seen=seen, task=found.task, facts=found)


def record(act: Outside, data: dict[str, Any] | None = None) -> None:
    """Save the dossier under a new version and append the act to its chain."""
    keep(act.dossier, act.action, act.actor, act.now, {"seen": act.seen, **(data or {})})


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


def end_parts(whole: Dossier, state: str, reason: str, now: datetime, *, only: Collection[str] | None = None) -> list[Dossier]:
    """What was one promise ends as one: withdrawn with a whole that was withdrawn, else stopped; nothing was decided on a part.

    A part that has its result keeps it: it is closed by whoever brings it back (chain.py). ``only``: parts of these keys alone.
    Answers with those that it ended.
    """
    ended: list[Dossier] = []
    ways = (State.WITHDRAWN,) if state == State.WITHDRAWN else (State.STOPPED, State.WITHDRAWN)
    rows = whole.parts.filter(state__in=OPEN).exclude(state=State.COMPLETED)
    for pk in (rows if only is None else rows.filter(part__in=only)).values_list("pk", flat=True):
        part = lock_dossier(pk)
        way = next((one for one in ways if may_follow(part.state, one)), None)
        if way is not None:
            end(part, way, reason, now)
            keep(part, "end-part", SYSTEM, now, {"whole": str(whole.pk)})
            ended.append(part)
    return ended


def enter(dossier: Dossier, step_key: str, now: datetime, loaded: Loaded) -> Task:
    """Put a dossier that is opened again at a step of its process: one token there, one task."""
    dossier.marking = Marking.only(step_key).doc()
    return moves.open_task(dossier, loaded.process.step(step_key), now, loaded)

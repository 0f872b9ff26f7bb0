"""Linked procedures (liên thông): one dossier, a part at each agency with its own code, clock and result, one promise for all.

A token that comes to a chain step opens the parts; each goes its own procedure's way from after its reception, which the whole
has had, to before its handing over, which the whole will have. The whole goes on when its parts have ended. All of it is work
of the outbox: an act locks one dossier, this one the whole before its part, never the other way (ADR 0028).
"""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from audit import log
from common import clock
from common.actors import SYSTEM
from dossiers import clocks
from dossiers.declared import digest
from dossiers.loaded import Loaded, load
from dossiers.locks import lock_dossier
from dossiers.models import Correction, Dossier, Task
from dossiers.parts import taken_over, waits_for_parts
from dossiers.resolving import resolve
from dossiers.services import moves, outside
from dossiers.services.facts import facts
from dossiers.services.stepping import marking_of, open_tasks
from dossiers.services.submit import next_code
from dossiers.services.sweeps import people, told
from dossiers.states import CLOSED, OPEN, Delivery, State
from procedures.models import ProcedureVersion, Publication
from workflow import rules
from workflow.model import Child, Step

NEEDLESS = "Hồ sơ liên thông đi tiếp bằng phần khác nên phần này không cần làm nữa"
# Whose matter it is, where it came in and goes out: the same for every part.
SAME = (
    "applicant_id",
    "person_id",
    "organisation_id",
    "child_id",
    "owner_name",
    "owner_folded",
    "owner_address",
    "owner_phone",
    "proof_indexes",
    "receiving_id",
    "returning_id",
    "channel",
    "system_of_record",
    "reply_due_at",
)


def work(payload: dict[str, Any]) -> None:
    """The outbox's handler: a chain step was reached (``task``) or withdrawn (``needless``), a part ended (``part``), a whole
    was closed (``closed``)."""
    whole = uuid.UUID(payload["dossier"])
    if "task" in payload:
        begin(whole, uuid.UUID(payload["task"]))
    elif "part" in payload:
        part_ended(whole, uuid.UUID(payload["part"]))
    elif "needless" in payload:
        needless(whole, payload["needless"])
    else:
        whole_ended(whole)


@transaction.atomic
def begin(whole_id: uuid.UUID, task_id: uuid.UUID) -> list[Dossier]:
    """Open the parts that a chain step asks for; those that are there already are left alone. Safe to repeat."""
    whole = lock_dossier(whole_id)
    task = whole.tasks.filter(pk=task_id, done_at__isnull=True).first()
    if task is None:
        return []
    asked = _asked(whole, task)
    there = {row.part for row in _counting(whole, task, asked)}
    opened = [_open(whole, child) for child in asked if child.key not in there]
    _go_on(whole, task, clock.now())  # a corrected whole comes here again, and its parts are there already
    return opened


@transaction.atomic
def part_ended(whole_id: uuid.UUID, part_id: uuid.UUID) -> bool:
    """A part has its result or another end: it is closed, and the whole goes on where that was what it waited for."""
    whole = lock_dossier(whole_id)
    part = lock_dossier(part_id)
    now = clock.now()
    if part.state == State.COMPLETED:
        _bring_back(part, now)
    process = load(whole.version_id, whole.case).process
    waiting = [one for one in open_tasks(whole) if waits_for_parts(process, [one.step])]
    if waiting and part.state == State.DELIVERED:
        moves.tell_applicant(whole, "part-ended", once=str(part.pk))
    # Chains side by side: each looks for itself, and one that goes on may withdraw another.
    went = [_go_on(whole, task, now) for task in waiting]
    return any(went)


@transaction.atomic
def needless(whole_id: uuid.UUID, step_key: str) -> None:
    """A chain step was withdrawn, by a join for any branch: what it had begun ends, unless the whole is there again."""
    whole = lock_dossier(whole_id)
    if whole.state not in CLOSED and step_key not in marking_of(whole).at:
        _end_rest(whole, load(whole.version_id, whole.case).process.step(step_key))


def _end_rest(whole: Dossier, step: Step) -> None:
    """End the parts of a chain step that still run and tell those who work on them, and the applicant."""
    now = clock.now()
    open_work = Task.objects.filter(dossier__parent=whole, done_at__isnull=True).exclude(role="")
    working = [(task.dossier_id, people.keepers(task)) for task in open_work.select_related("dossier")]
    for part in outside.end_parts(whole, State.STOPPED, NEEDLESS, now, only=[child.key for child in step.children]):
        told.needless(part, [place for pk, places in working if pk == part.pk for place in places])
        moves.tell_applicant(whole, "part-needless", once=str(part.pk))


@transaction.atomic
def whole_ended(whole_id: uuid.UUID) -> None:
    """A whole that ended otherwise than by handing over takes its open parts with it."""
    whole = lock_dossier(whole_id)
    if whole.state in CLOSED and whole.state != State.DELIVERED:
        outside.end_parts(whole, whole.state, whole.closing_reason, clock.now())


def _go_on(whole: Dossier, task: Task, now: datetime) -> bool:
    """Leave a chain step whose parts have ended; whether it was left. Where any part was enough the others end."""
    if not whole.tasks.filter(pk=task.pk, done_at__isnull=True).exists():
        return False
    loaded = load(whole.version_id, whole.case)
    step, asked = loaded.process.step(task.step), _asked(whole, task)
    ended = {row.part: row.state for row in _counting(whole, task, asked) if row.closed_at is not None}
    wanted = {child.key for child in asked}
    if wanted and not (wanted & ended.keys() if step.wait == "any" else wanted <= ended.keys()):
        return False
    moves.system_act(whole, task, step.actions[0].key, now, {"parts": ended})
    if step.wait == "any":
        _end_rest(whole, step)
    return True


def _counting(whole: Dossier, task: Task, asked: tuple[Child, ...]) -> list[Dossier]:
    """The parts that this visit of a chain step counts: those of the visit itself, and earlier ones that did not end badly.

    A correction of the whole's own paper opens nothing anew: there every part counts, however it ended.
    """
    rows = whole.parts.filter(part__in=[child.key for child in asked]).order_by("submitted_at")
    if not Correction.objects.filter(result__dossier=whole).exists():
        rows = rows.filter(Q(submitted_at__gte=task.opened_at) | Q(state__in=(*OPEN, State.DELIVERED)))
    return list(rows)


def _asked(whole: Dossier, task: Task) -> tuple[Child, ...]:
    loaded = load(whole.version_id, whole.case)
    return rules.children(loaded.process.step(task.step), facts(whole, loaded))


def _open(whole: Dossier, child: Child) -> Dossier:
    """One part: its row, its first step passed as the whole's reception, its own promise under the whole's."""
    now = clock.now()
    version = ProcedureVersion.objects.get(procedure__code=child.procedure, publication__status=Publication.Status.PUBLISHED)
    loaded = load(version.pk)
    part = _row(whole, child, loaded, resolve(whole, child.agency), now)
    part.save(force_insert=True)
    data = {"code": part.code, "state": part.state, "answers": part.answers_hash, "whole": str(whole.pk), "part": child.key}
    log.begin(f"dossier:{part.pk}", "part", SYSTEM, data)
    part.accepted_at = now
    clocks.set_promise(part, loaded)
    first = loaded.process.start
    moves.start(part, loaded, now)
    if first.kind == "receive":
        _pass(part, first, "receive", now, State.PROCESSING)
    else:
        moves.set_state(part, State.PROCESSING)
        moves.save(part, now)
    return part


def _row(whole: Dossier, child: Child, loaded: Loaded, handling: int, now: datetime) -> Dossier:
    answers = taken_over(whole, loaded, child)
    return Dossier(
        **{name: getattr(whole, name) for name in SAME},
        code=next_code(whole.receiving.code, now),
        version_id=loaded.id,
        parent=whole,
        part=child.key,
        handling_id=handling,
        holder_id=handling,
        answers=answers,
        answers_hash=digest(answers),
        state=State.SUBMITTED,
        limit=child.limit,
        submitted_at=now,
        expected_at=whole.due_at or whole.expected_at,
    )


def _pass(part: Dossier, step: Step, effect: str, now: datetime, state: str) -> None:
    """A step of the part that the whole's counter does for all parts at once."""
    task = next(one for one in open_tasks(part) if one.step == step.key)
    key = next(action.key for action in step.actions if action.effect == effect)
    moves.system_act(part, task, key, now, {"whole": str(part.parent_id)}, state=state, role=task.role)


def _bring_back(part: Dossier, now: datetime) -> None:
    """The part's results are in the vault: nothing is handed over here, the whole's counter does that."""
    loaded = load(part.version_id, part.case)
    waiting = [one for one in open_tasks(part) if one.bucket == Task.Bucket.HAND_OVER]
    part.delivery = Delivery.DELIVERED
    if waiting:
        _pass(part, loaded.process.step(waiting[0].step), "hand-over", now, State.DELIVERED)
    else:
        moves.set_state(part, State.DELIVERED)
        outside.keep(part, "hand-over", SYSTEM, now, {"whole": str(part.parent_id)})

"""Open work of a dossier: what is opened, closed and withdrawn when its tokens move, and who holds the lead.

Several tasks may be open at once (branches, questions, parts). One agency holds the lead: the handling one while it has an open
task, else the agency of the first open step in the document's order (ADR 0028). Every function runs under the dossier's lock.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from agencies.models import Seat
from common import outbox
from dossiers import clocks
from dossiers.loaded import Loaded, load
from dossiers.models import Consultation, Dossier, Task
from dossiers.resolving import resolve
from dossiers.states import CLOSED, State
from workflow import rules as process_rules
from workflow.model import Step
from workflow.state import Marking

BUCKETS = {
    "receive": Task.Bucket.RECEIVE,
    "consult": Task.Bucket.CONSULT,
    "hand-over": Task.Bucket.HAND_OVER,
    "chain": Task.Bucket.WAIT,
}
# While the applicant owes something the clock stands still, and so does the step that asked.
STANDING_STILL = (State.SUPPLEMENT, State.TAKEN_BACK)
WITHDRAWN = "withdrawn"
UNDONE = (WITHDRAWN, "recalled")
CHAIN_TOPIC = "dossiers.chain"


def marking_of(dossier: Dossier) -> Marking:
    """Where the tokens are; a dossier from before tokens were kept has one, at its step."""
    if dossier.marking or not dossier.step:
        return Marking.of(dossier.marking)
    return Marking.only(dossier.step)


def open_tasks(dossier: Dossier) -> list[Task]:
    """Everything that is open, the oldest first; one query."""
    return list(dossier.tasks.filter(done_at__isnull=True).order_by("opened_at", "id"))


def all_tasks(dossier: Dossier) -> list[Task]:
    """Everything that was ever opened, the oldest first; one query."""
    return list(dossier.tasks.order_by("opened_at", "id"))


def waits(dossier: Dossier, task: Task) -> bool:
    """Whether the work waits for the applicant, who is asked for papers or has the dossier back to correct it."""
    return dossier.state in STANDING_STILL and task.bucket == Task.Bucket.SUPPLEMENT


def lead_tasks(tasks: Iterable[Task]) -> list[Task]:
    """Open work of the process's own steps: a question to another unit leads nothing."""
    return [task for task in tasks if task.done_at is None and not task.is_question]


def lead(dossier: Dossier, tasks: Iterable[Task], loaded: Loaded) -> Task | None:
    """The task of the lead holder among the open ones; None when nothing is open. No query."""
    order = loaded.process.order
    return min(
        lead_tasks(tasks),
        key=lambda task: (task.agency_id != dossier.handling_id, order.get(task.step, len(order)), str(task.pk)),
        default=None,
    )


def follow_lead(dossier: Dossier, loaded: Loaded) -> None:
    """Let step and holder of the dossier be those of its lead task; one query. The holder stays when nothing is open."""
    task = lead(dossier, open_tasks(dossier), loaded)
    dossier.step = task.step if task else ""
    if task is not None:
        dossier.holder_id = task.agency_id


def open_task(
    dossier: Dossier,
    step: Step,
    now: datetime,
    loaded: Loaded,
    *,
    after: Task | None = None,
    earlier: Sequence[Task] | None = None,
) -> Task:
    """Open a step's task at the agency that its resolver names, with its own due time.

    ``after``: the task whose act led here. ``earlier``: all tasks of the dossier, where the caller has read them. Parts of a
    chain are opened by a worker, after the commit. The dossier's step and holder follow; where several tasks are open whoever
    opens them settles the lead afterwards (``follow_lead``).
    """
    agency_id = resolve(dossier, step.agency)
    task = Task.objects.create(
        dossier=dossier,
        step=step.key,
        step_name=step.name,
        visit=_visits(dossier, step, earlier) + 1,
        agency_id=agency_id,
        role=step.role,
        # The tab of what waits while the clock stands still.
        bucket=Task.Bucket.SUPPLEMENT if step.stops else BUCKETS.get(step.kind, Task.Bucket.WORK),
        opened_at=now,
        due_at=step_due(dossier, step.key, agency_id, now, loaded),
        dossier_due_at=dossier.due_at or dossier.reply_due_at,
        procedure_code=loaded.code,
        channel=dossier.channel,
        on_due=step.on_due,
        after=after,
    )
    dossier.step, dossier.holder_id = step.key, agency_id
    if step.kind == "chain":
        outbox.append(CHAIN_TOPIC, {"dossier": str(dossier.pk), "task": str(task.pk)}, key=f"chain:{task.pk}")
    return task


def _visits(dossier: Dossier, step: Step, earlier: Sequence[Task] | None) -> int:
    if not dossier.accepted_at:
        return 0
    return dossier.tasks.filter(step=step.key).count() if earlier is None else sum(one.step == step.key for one in earlier)


def tell_chain(dossier: Dossier) -> None:
    """A part that has its result or an end wakes its whole; a whole that has ended wakes its parts. One row of the outbox."""
    closed = dossier.state in CLOSED
    if dossier.parent_id and (closed or dossier.state == State.COMPLETED):
        payload = {"dossier": str(dossier.parent_id), "part": str(dossier.pk)}
        outbox.append(CHAIN_TOPIC, payload, key=f"part:{dossier.pk}:{dossier.lock_version}")
    elif closed and any(step.kind == "chain" for step in load(dossier.version_id, dossier.case).process.steps):
        payload = {"dossier": str(dossier.pk), "closed": dossier.state}
        outbox.append(CHAIN_TOPIC, payload, key=f"whole:{dossier.pk}:{dossier.lock_version}")


def close_task(task: Task, action: str, now: datetime, *, by: uuid.UUID | None = None) -> None:
    """Mark a task done by ``action``; ``by`` is who did it, where nobody held it before."""
    task.done_at = now
    task.action = action
    if by is not None and task.assignee_id is None:
        task.assignee_id = by
    task.save(update_fields=["done_at", "action", "assignee", "undo"])


def withdraw(
    dossier: Dossier,
    steps: Collection[str] | None,
    now: datetime,
    *,
    keep: Task | None = None,
    among: Iterable[Task] | None = None,
) -> list[str]:
    """Withdraw open work of these steps (all of it for None) and the questions asked there; the steps that had any.

    ``keep`` stays as it is. ``among``: the tasks of the dossier, where the caller has read them. At most three statements.
    """
    there = open_tasks(dossier) if among is None else [task for task in among if task.done_at is None]
    asked = None if steps is None else tuple(f"{step}:" for step in steps)
    gone = [
        task
        for task in there
        if task != keep and (steps is None or asked is None or task.step in steps or task.step.startswith(asked))
    ]
    if not gone:
        return []
    for task in gone:
        task.done_at, task.action = now, WITHDRAWN
    Task.objects.bulk_update(gone, ["done_at", "action"])
    questions = Consultation.objects.filter(task__in=gone, answered_at__isnull=True)
    questions.update(verdict=Consultation.Verdict.WITHDRAWN, answered_at=now)
    if steps is not None:
        _stop_parts(dossier, gone)
    return [task.step for task in gone]


def _stop_parts(dossier: Dossier, gone: Iterable[Task]) -> None:
    """What chains among this work had begun at other agencies is needed no more: a worker ends it after the commit."""
    for task in gone:
        if not task.role:
            payload = {"dossier": str(dossier.pk), "needless": task.step}
            outbox.append(CHAIN_TOPIC, payload, key=f"needless:{task.pk}")


def step_due(dossier: Dossier, step_key: str, agency_id: int, now: datetime, loaded: Loaded) -> datetime:
    """A step's own due time: its share of the limit in working time, but never after the dossier's promise.

    Before acceptance the only promise is the desk's answer within 8 working hours (NĐ 45/2020).
    """
    if dossier.accepted_at is None or dossier.due_at is None:
        return dossier.reply_due_at
    limits = process_rules.step_limits(loaded.process, dossier.limit)
    own = (
        clocks.promise(agency_id, now, limits[step_key], {"count_from": "hour"}).due_at if step_key in limits else dossier.due_at
    )
    return min(own, dossier.due_at) if dossier.due_at > now else dossier.due_at


def follow_promise(dossier: Dossier, loaded: Loaded) -> None:
    """Let the due times of the open work follow a new promise; the caller saves the dossier. Three statements.

    A step has its own time from when it was opened, or from the applicant's last answer; a unit that is asked has the time that
    it was given. Neither goes beyond the promise, which before acceptance is that of the desk's answer.
    """
    promised = dossier.due_at or dossier.reply_due_at
    answered = clocks.resumed(dossier.pk)
    tasks = open_tasks(dossier)
    for task in tasks:
        since = max(task.opened_at, answered or task.opened_at)
        own = task.due_at if task.is_question else step_due(dossier, task.step, task.agency_id, since, loaded)
        task.due_at, task.dossier_due_at, task.watch_at = min(own, promised), promised, None
    Task.objects.bulk_update(tasks, ["due_at", "dossier_due_at", "watch_at"])


def give_back_to_last(task: Task, role: str) -> None:
    """A step that is done again is its last doer's, if they still sit there; else whoever of the unit takes it. Two queries."""
    done = Task.objects.filter(dossier_id=task.dossier_id, step=task.step, agency_id=task.agency_id, done_at__isnull=False)
    last = done.exclude(action__in=UNDONE).order_by("-done_at").values_list("assignee", flat=True).first()
    seats = Seat.objects.filter(agency_id=task.agency_id, role=role, active=True)
    if last and seats.filter(assignments__user_id=last, assignments__until__isnull=True).exists():
        task.assignee_id = last
        task.save(update_fields=["assignee"])

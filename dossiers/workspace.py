"""What one official can do on one dossier now, as the process decides it. Reads only."""

from dataclasses import dataclass

from accounts.models import User
from agencies.models import Seat
from dossiers.loaded import load
from dossiers.models import Dossier, Task
from dossiers.services.moves import facts
from dossiers.states import State
from workflow import rules
from workflow.language import Action

# Acts that a button does at once: they ask nothing of the official.
ONE_CLICK = frozenset({"receive", "number", "sign", "stamp"})
ANSWER = Action("answer-consultation", "Trả lời ý kiến", "", "consult")


@dataclass(frozen=True)
class OpenWork:
    """The seat's open task and the actions on it; ``held_by`` is the colleague who holds it, if another does."""

    task: Task | None
    actions: tuple[Action, ...]
    held_by: str = ""
    one_click: frozenset[str] = ONE_CLICK

    @property
    def needs_draft(self) -> bool:
        """Whether a result may be drafted here: the step has an act that requires one."""
        return any("result" in action.requires for action in self.actions)

    @property
    def can_take(self) -> bool:
        """Whether nobody holds the task yet."""
        return self.task is not None and self.task.assignee_id is None


def open_work(dossier: Dossier, seat: Seat, user: User) -> OpenWork:
    """The seat's open task, if it has one, and what the process allows on it; four queries at most."""
    tasks = dossier.tasks.select_related("assignee__person").filter(
        agency_id=seat.agency_id, role=seat.role, done_at__isnull=True
    )
    task = tasks.first()
    if task is None or dossier.state == State.SUPPLEMENT and task.bucket == Task.Bucket.SUPPLEMENT:
        return OpenWork(task, ())
    if task.assignee_id and task.assignee_id != user.pk:
        return OpenWork(task, (), held_by=str(task.assignee))
    if task.bucket == Task.Bucket.CONSULT:
        return OpenWork(task, (ANSWER,))
    loaded = load(dossier.version_id, dossier.case)
    return OpenWork(task, rules.actions(loaded.process, task.step, role=seat.role, facts=facts(dossier)))

"""Who may do what outside the process document: one table. The process says what each step's own acts are (workflow/).

A row is a rule over facts that are read once (``Facts``); it never looks into the database by itself. What concerns time, the
ends of a dossier and papers stands in rights_time.py; ``standing_acts`` tells both. tests/dossiers/test_rights.py has the whole
table, role by role, as people read it.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import NotAllowed
from dossiers import results, rights_time
from dossiers.loaded import load
from dossiers.models import Consultation, Dossier, Task
from dossiers.resolving import elsewhere
from dossiers.standing import hands
from dossiers.states import State

Role = Seat.Role
HEADS = frozenset({Role.LEADER, Role.CENTRE_HEAD})
# Before anything was proposed the matter can still go to whoever is competent; later it is returned first.
BEFORE_PROPOSING = frozenset({"receive", "check", "assign", "handle", "verify"})
ON_SITE = frozenset({"check", "handle", "verify"})
# An act that changed nothing but whose turn it is can be taken back; one that spoke to the applicant or took a number cannot.
RECALLABLE = frozenset({"propose", "return", "forward", "approve", "assign", "answer", "verify"})


@dataclass(frozen=True)
class Facts:
    """What the rules look at. ``task`` is the seat's open one, ``tasks`` all open ones with their agencies.

    ``asked`` are the open questions of the seat's unit, ``sent`` the act of this official that can be taken back,
    ``elsewhere``: whether another agency handles the procedure too, ``issued``: whether a paper is out (results.py).
    """

    dossier: Dossier
    task: Task | None
    seat: Seat
    user: User
    tasks: Sequence[Task]
    asked: Sequence[Consultation]
    sent: Task | None
    elsewhere: bool = False
    issued: bool = False

    @property
    def leading(self) -> list[Task]:
        """Open work of the process's own steps."""
        return [task for task in self.tasks if not task.is_question]

    @property
    def mine(self) -> bool:
        """Whether this official holds the seat's open task, or stands in for who does."""
        return self.task is not None and self.task.assignee_id in hands(self.user, self.seat)

    @property
    def free(self) -> bool:
        """Whether this official may work on the seat's open task: nobody else holds it."""
        return self.task is not None and (self.task.assignee_id is None or self.mine)

    @property
    def below(self) -> list[Task]:
        """What the seat's head may give to a person: open work of the unit and of those under it."""
        return [task for task in self.tasks if task.role and task.agency.path.startswith(self.seat.agency.path)]

    @property
    def kind(self) -> str:
        """The kind of the step of the seat's own task, "" without one or for a question."""
        if self.task is None or self.task.is_question:
            return ""
        step = load(self.dossier.version_id, self.dossier.case).process.by_key.get(self.task.step)
        return step.kind if step else ""


RULES: dict[str, Callable[[Facts], bool]] = {
    # The head gives work to a person of the unit, whoever holds it now.
    "assign": lambda f: f.seat.role in HEADS and bool(f.below),
    "release": lambda f: f.mine,
    # A colleague of the same role takes what another holds, with a reason that stays on file.
    "take-over": lambda f: f.task is not None and not f.free,
    "transfer": lambda f: (
        f.free
        and f.kind in BEFORE_PROPOSING
        and f.seat.role in (Role.CLERK, Role.HANDLER, Role.LEADER)
        and f.dossier.state in (State.SUBMITTED, State.PROCESSING)
        and len(f.tasks) == 1
        and f.elsewhere
        and f.dossier.parent_id is None
        and not f.issued
    ),
    "recall": lambda f: f.sent is not None,
    "recall-question": lambda f: bool(f.asked),
    "verify": lambda f: (
        f.free and f.kind in ON_SITE and f.seat.role in (Role.HANDLER, Role.LEADER) and f.dossier.state == State.PROCESSING
    ),
    # The leader has another official of the handling unit look again before deciding.
    "second-look": lambda f: (
        f.free and f.kind == "approve" and f.seat.role == Role.LEADER and f.dossier.state == State.PROCESSING and not f.asked
    ),
}


def facts(dossier: Dossier, task: Task | None, seat: Seat, user: User) -> Facts:
    """Read what the rules look at; six queries at most."""
    tasks = list(dossier.tasks.filter(done_at__isnull=True).select_related("agency").order_by("opened_at", "id"))
    asked: list[Consultation] = []
    if any(one.is_question for one in tasks):
        rows = dossier.consultations.filter(answered_at__isnull=True, asked_by__agency_id=seat.agency_id)
        asked = list(rows.filter(asked_by__role=seat.role))
    works = task is not None and not task.is_question
    sent = None if works else recallable(dossier, seat, user)
    others = works and elsewhere(dossier).exists()
    return Facts(dossier, task, seat, user, tasks, asked, sent, others, others and results.any_issued(dossier))


def recallable(dossier: Dossier, seat: Seat, user: User) -> Task | None:
    """The task whose act this official may take back: nothing happened since, and nobody it went to has looked. Two queries."""
    if dossier.state != State.PROCESSING:
        return None
    mine = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, assignee_id=user.pk, done_at__isnull=False)
    task = mine.order_by("-done_at").first()
    if task is None or not task.undo or task.undo["after"] != dossier.marking or task.undo["state"] != dossier.state:
        return None
    if effect_of(dossier, task) not in RECALLABLE:
        return None
    # Other branches that the act ended had work of other people; it would not come back.
    if set(task.undo["before"]["at"]) - {task.step} - set(task.undo["after"].get("at", ())):
        return None
    opened = list(task.opened.all())
    # Only what is given back to its last doer had somebody's name from the act itself; parts of a chain run at once.
    named = effect_of(dossier, task) == "return"
    untouched = all(
        one.done_at is None and one.read_at is None and one.role and one.assignee_id != user.pk and (named or not one.assignee_id)
        for one in opened
    )
    return task if opened and untouched else None


def effect_of(dossier: Dossier, task: Task) -> str:
    """What the act that closed a task meant, "" where the process does not know it."""
    step = load(dossier.version_id, dossier.case).process.by_key.get(task.step)
    actions = step.actions if step else ()
    return next((one.effect for one in actions if task.action in (one.key, one.effect)), "")


def acts(dossier: Dossier, task: Task | None, seat: Seat, user: User) -> tuple[str, ...]:
    """The acts of this table that the official may do now, in the table's order; six queries at most."""
    found = facts(dossier, task, seat, user)
    return tuple(name for name, rule in RULES.items() if rule(found))


def standing_acts(dossier: Dossier, task: Task | None, seat: Seat, user: User) -> tuple[str, ...]:
    """Everything that the official may do beside the process document; ``task``: the seat's open one. Twelve queries at most."""
    return (*acts(dossier, task, seat, user), *rights_time.acts(dossier, task, seat, user))


def must(act: str, dossier: Dossier, seat: Seat, user: User, *, task: uuid.UUID | None = None) -> Facts:
    """The facts of an act that the table allows now; raises ``NotAllowed``. Under the dossier's lock.

    Of several open tasks of the seat the one for which it is allowed counts, or the one named.
    """
    rows = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True)
    own: list[Task | None] = list(
        rows.filter(pk=task) if task and rows.filter(pk=task).exists() else rows.order_by("opened_at", "id")
    )
    for one in own or [None]:
        found = facts(dossier, one, seat, user)
        if RULES[act](found):
            return found
    raise NotAllowed(_("Vị trí của bạn không làm được việc này ở hồ sơ này lúc này."))

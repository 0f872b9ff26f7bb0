"""What the tables of rights look at (rights.py, rights_time.py): one dossier, one official on one seat, the seat's open task.

Every fact is read once, and only when a rule asks for it: an act costs the queries of its own rule, a page those of all.
"""

from functools import cached_property

from accounts.models import User
from agencies.models import Seat
from dossiers import results
from dossiers.loaded import load
from dossiers.models import Consultation, Dossier, Extension, HandOver, LeaderRequest, Question, Task
from dossiers.resolving import elsewhere
from dossiers.standing import hands
from dossiers.states import State
from workflow.model import Step

Role = Seat.Role
WORKING = frozenset({Role.CLERK, Role.HANDLER, Role.RECORDS, Role.LEADER, Role.CENTRE_HEAD})
DECIDING = frozenset({Role.LEADER, Role.CENTRE_HEAD})
# An act that changed nothing but whose turn it is can be taken back; one that spoke to the applicant or took a number cannot.
RECALLABLE = frozenset({"propose", "return", "forward", "approve", "assign", "answer", "verify"})


class Facts:
    """``task`` is the seat's open one on the dossier, if it has one. No query where a property does not say so."""

    def __init__(self, dossier: Dossier, task: Task | None, seat: Seat, user: User) -> None:
        self.dossier, self.task, self.seat, self.user = dossier, task, seat, user

    # Whose work it is.

    @cached_property
    def tasks(self) -> list[Task]:
        """All open work with its agencies, the earliest first; one query."""
        rows = self.dossier.tasks.filter(done_at__isnull=True).select_related("agency")
        return list(rows.order_by("opened_at", "id"))

    @property
    def leading(self) -> list[Task]:
        """Open work of the process's own steps."""
        return [task for task in self.tasks if not task.is_question]

    @property
    def below(self) -> list[Task]:
        """What the seat's head may give to a person: open work of the unit and of those under it."""
        return [task for task in self.tasks if task.role and task.agency.path.startswith(self.seat.agency.path)]

    @property
    def mine(self) -> bool:
        """Whether this official holds the seat's open task, or stands in for who does."""
        return self.task is not None and self.task.assignee_id in hands(self.user, self.seat)

    @property
    def free(self) -> bool:
        """Whether this official may work on the seat's open task: nobody else holds it."""
        return self.task is not None and (self.task.assignee_id is None or self.mine)

    @property
    def holds(self) -> bool:
        """Whether this official has the dossier's work in hand (not only a question about it)."""
        return self.free and self.task is not None and not self.task.is_question

    @property
    def leads(self) -> bool:
        """Whether the seat decides for the unit that has to answer for the dossier now."""
        accepted = self.dossier.accepted_at is not None
        units = {self.dossier.handling_id} if accepted else {self.dossier.handling_id, self.dossier.receiving_id}
        return self.seat.role in DECIDING and self.seat.agency_id in units

    @property
    def handles(self) -> bool:
        """Whether the seat works in a unit of the dossier."""
        dossier = self.dossier
        units = {dossier.handling_id, dossier.receiving_id, dossier.returning_id, dossier.holder_id}
        return self.seat.role in WORKING and self.seat.agency_id in units

    @cached_property
    def step(self) -> Step | None:
        """The process's step of the seat's own task; None without one or for a question."""
        if self.task is None or self.task.is_question:
            return None
        return load(self.dossier.version_id, self.dossier.case).process.by_key.get(self.task.step)

    @property
    def kind(self) -> str:
        """The kind of that step, "" without one."""
        return self.step.kind if self.step else ""

    @property
    def step_asks(self) -> bool:
        """Whether the step in hand may ask the applicant for papers."""
        return self.step is not None and any(action.effect == "supplement" for action in self.step.actions)

    # What was asked and sent among officials.

    @cached_property
    def asked(self) -> list[Consultation]:
        """The open questions of the seat's unit to others; one query where any question is open."""
        if not any(one.is_question for one in self.tasks):
            return []
        rows = self.dossier.consultations.filter(answered_at__isnull=True, asked_by__agency_id=self.seat.agency_id)
        return list(rows.filter(asked_by__role=self.seat.role))

    @cached_property
    def sent(self) -> Task | None:
        """The task whose act this official may take back; two queries, none while they have work on the dossier."""
        works = self.task is not None and not self.task.is_question
        return None if works else recallable(self.dossier, self.seat, self.user)

    @cached_property
    def elsewhere(self) -> bool:
        """Whether another agency handles the procedure too; one query."""
        return elsewhere(self.dossier).exists()

    @cached_property
    def request(self) -> LeaderRequest | None:
        """What the leader is asked for and has not decided; one query."""
        return self.dossier.leader_requests.filter(decided_at__isnull=True).first()

    # What happened to it.

    @cached_property
    def issued(self) -> bool:
        """Whether a paper is out (results.py); one query."""
        return results.any_issued(self.dossier)

    @cached_property
    def extended(self) -> bool:
        """Whether the promise was put off already; one query."""
        return Extension.objects.filter(dossier=self.dossier, ground=Extension.Ground.EXTEND).exists()

    @cached_property
    def supplemented(self) -> bool:
        """Whether the applicant was asked for papers already; one query."""
        return self.dossier.supplements.exists()

    @cached_property
    def owed(self) -> frozenset[str]:
        """The kinds of questions by the applicant that wait for an answer; one query."""
        return frozenset(self.dossier.questions.filter(answered_at__isnull=True).values_list("kind", flat=True))

    @property
    def questioned(self) -> bool:
        """Whether the applicant asked something; as ``owed``."""
        return Question.Kind.ASK in self.owed

    @property
    def complained(self) -> bool:
        """Whether the applicant complained; as ``owed``."""
        return Question.Kind.COMPLAIN in self.owed

    @cached_property
    def posted(self) -> bool:
        """Whether a parcel is under way; one query."""
        return HandOver.objects.filter(dossier=self.dossier, ended_at__isnull=True).exists()

    @cached_property
    def held(self) -> bool:
        """Whether an original has not gone back yet; one query."""
        return self.dossier.originals.filter(returned_at__isnull=True).exists()


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

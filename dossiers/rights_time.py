"""Who may do what on time, money's end and paper, outside the process document: E's rows of the table of rights (rights.py).

A row is a rule over facts that are read once (``Facts``); it never looks into the database by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from agencies.models import Seat
from dossiers import results
from dossiers.loaded import load
from dossiers.models import Dossier, Extension, HandOver, LeaderRequest, Question, Task
from dossiers.standing import hands
from dossiers.states import State

Role = Seat.Role
WORKING = frozenset({Role.CLERK, Role.HANDLER, Role.RECORDS, Role.LEADER, Role.CENTRE_HEAD})
DECIDING = frozenset({Role.LEADER, Role.CENTRE_HEAD})
ENDED_AGAINST = frozenset({State.REFUSED, State.REJECTED, State.STOPPED})
ISSUED = frozenset({State.COMPLETED, State.DELIVERED})


@dataclass(frozen=True)
class Facts:
    """What the rules look at. ``request`` is the open one; ``asked`` and ``complained``: an answer is owed.

    ``posted``: a parcel is under way; ``held``: an original has not gone back yet; ``issued``: a paper is out (results.py).
    """

    dossier: Dossier
    task: Task | None
    seat: Seat
    user: User
    request: LeaderRequest | None
    extended: bool
    supplemented: bool
    asked: bool
    complained: bool
    posted: bool
    held: bool
    issued: bool = False

    @property
    def holds(self) -> bool:
        """Whether this official has the dossier's work in hand (not only a question about it)."""
        if self.task is None or self.task.is_question:
            return False
        return self.task.assignee_id is None or self.task.assignee_id in hands(self.user, self.seat)

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

    @property
    def step_asks(self) -> bool:
        """Whether the step in hand may ask the applicant for papers."""
        if self.task is None:
            return False
        step = load(self.dossier.version_id, self.dossier.case).process.by_key.get(self.task.step)
        return step is not None and any(action.effect == "supplement" for action in step.actions)


def _in_work(f: Facts) -> bool:
    return f.dossier.state == State.PROCESSING and f.dossier.accepted_at is not None


RULES: dict[str, Callable[[Facts], bool]] = {
    "ask-extension": lambda f: f.holds and _in_work(f) and not f.leads and not f.extended and f.request is None,
    "extend": lambda f: f.leads and _in_work(f) and not f.extended and f.request is None,
    # What is issued is not stopped any more: it is corrected, or revoked.
    "ask-stop": lambda f: f.holds and _in_work(f) and not f.leads and f.request is None and not f.issued,
    "stop": lambda f: f.leads and _in_work(f) and f.request is None and not f.issued,
    "ask-second-supplement": lambda f: (
        f.holds
        and f.supplemented
        and f.request is None
        and f.step_asks
        and f.dossier.state in (State.SUBMITTED, State.PROCESSING)
    ),
    # Whoever asked does not decide, whatever seats they hold (four eyes).
    "decide-request": lambda f: f.leads and f.request is not None and f.request.asked_user_id != f.user.pk,
    "correct-result": lambda f: (
        f.dossier.state in ISSUED
        and f.seat.agency_id == f.dossier.handling_id
        and f.seat.role in (Role.HANDLER, Role.RECORDS)  # the leader approves it
    ),
    "reopen": lambda f: f.leads and f.dossier.state in ENDED_AGAINST,
    "late-entry": lambda f: (
        f.holds and f.task is not None and f.task.bucket == Task.Bucket.RECEIVE and f.dossier.accepted_at is None
    ),
    "answer-question": lambda f: f.asked and f.handles,
    "answer-complaint": lambda f: f.complained and f.leads,
    "send-by-post": lambda f: f.holds and f.task is not None and f.task.bucket == Task.Bucket.HAND_OVER and not f.posted,
    "post-returned": lambda f: f.holds and f.posted,
    "take-originals": lambda f: f.handles and f.seat.role not in DECIDING and f.dossier.closed_at is None,
    "move-originals": lambda f: f.handles and f.seat.role not in DECIDING and f.held,
    "return-originals": lambda f: f.handles and f.seat.role not in DECIDING and f.held,
    "print-control-sheet": lambda f: f.handles and f.dossier.accepted_at is not None,
}


def facts(dossier: Dossier, task: Task | None, seat: Seat, user: User) -> Facts:
    """Read what the rules look at; seven queries at most."""
    open_kinds = set(dossier.questions.filter(answered_at__isnull=True).values_list("kind", flat=True))
    counted: dict[str, Any] = {
        "extended": Extension.objects.filter(dossier=dossier, ground=Extension.Ground.EXTEND).exists(),
        "supplemented": dossier.supplements.exists(),
        "held": dossier.originals.filter(returned_at__isnull=True).exists(),
        "issued": dossier.state == State.PROCESSING and results.any_issued(dossier),
        "posted": HandOver.objects.filter(dossier=dossier, ended_at__isnull=True).exists(),
    }
    request = dossier.leader_requests.filter(decided_at__isnull=True).first()
    kinds = {"asked": Question.Kind.ASK in open_kinds, "complained": Question.Kind.COMPLAIN in open_kinds}
    return Facts(dossier, task, seat, user, request, **counted, **kinds)


def acts(dossier: Dossier, task: Task | None, seat: Seat, user: User) -> tuple[str, ...]:
    """The acts of this table that the official may do now, in the table's order; seven queries at most."""
    found = facts(dossier, task, seat, user)
    return tuple(name for name, rule in RULES.items() if rule(found))

"""Who may do what on time, money's end and paper, outside the process document: a part of the table of rights (rights.py).

A row is a rule over facts (rights_facts.py); it never looks into the database by itself.
"""

from collections.abc import Callable

from accounts.models import User
from agencies.models import Seat
from dossiers.models import Dossier, Task
from dossiers.rights_facts import DECIDING, Facts
from dossiers.states import Channel, State

Role = Seat.Role
ENDED_AGAINST = frozenset({State.REFUSED, State.REJECTED, State.STOPPED})
ISSUED = frozenset({State.COMPLETED, State.DELIVERED})


def _in_work(f: Facts) -> bool:
    return f.dossier.state == State.PROCESSING and f.dossier.accepted_at is not None


def _brings_paper(f: Facts) -> bool:
    """A supplement brought to the counter by somebody who has no account to send it from (or who filed on paper)."""
    on_paper = f.dossier.applicant_id is None or f.dossier.channel in (Channel.COUNTER, Channel.POST)
    at_desk = f.seat.role in (Role.CLERK, Role.CENTRE_HEAD) and f.seat.agency_id == f.dossier.receiving_id
    return f.dossier.state == State.SUPPLEMENT and on_paper and at_desk


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
    "revoke-result": lambda f: f.leads and f.dossier.state in ISSUED,
    "reopen": lambda f: f.leads and f.dossier.state in ENDED_AGAINST,
    "late-entry": lambda f: (
        f.holds and f.task is not None and f.task.bucket == Task.Bucket.RECEIVE and f.dossier.accepted_at is None
    ),
    "answer-question": lambda f: f.questioned and f.handles,
    "answer-complaint": lambda f: f.complained and f.leads,
    "take-supplement": _brings_paper,
    "send-by-post": lambda f: f.holds and f.task is not None and f.task.bucket == Task.Bucket.HAND_OVER and not f.posted,
    "post-returned": lambda f: f.holds and f.posted,
    "take-originals": lambda f: f.handles and f.seat.role not in DECIDING and f.dossier.closed_at is None,
    "move-originals": lambda f: f.handles and f.seat.role not in DECIDING and f.held,
    "return-originals": lambda f: f.handles and f.seat.role not in DECIDING and f.held,
    "print-control-sheet": lambda f: f.handles and f.dossier.accepted_at is not None,
}


def acts(dossier: Dossier, task: Task | None, seat: Seat, user: User) -> tuple[str, ...]:
    """The acts of this table that the official may do now, in the table's order; seven queries at most."""
    found = Facts(dossier, task, seat, user)
    return tuple(name for name, rule in RULES.items() if rule(found))

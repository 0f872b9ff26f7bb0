"""When everything that an applicant gets is there: the dossier is complete and waits to be handed over, whatever came last."""

from dossiers.models import Dossier, IssuedResult
from dossiers.services import reminders
from dossiers.services.telling import tell_applicant
from dossiers.states import Delivery, State
from workflow.language import Process
from workflow.rules import Move

HAND_OVER = "hand-over"


def leaves_only_the_counter(process: Process, move: Move) -> bool:
    """Whether nothing is left to do after ``move`` but to hand over: no part of another agency, no branch, no step before it."""
    return all(process.step(key).kind == HAND_OVER for key in move.marking.at)


def follow(dossier: Dossier, process: Process, move: Move) -> None:
    """Complete a dossier whose last work before the counter was not the stamp: parts came back, a step lay in between.

    The caller saves. No query unless the move opened the counter's step; one for the results then, and the reminder's.
    """
    opened = any(step.kind == HAND_OVER for step in move.opened)
    if not opened or dossier.state != State.PROCESSING or not leaves_only_the_counter(process, move):
        return
    papers = set(dossier.results.values_list("state", flat=True))
    if papers != {IssuedResult.State.ISSUED}:
        return
    dossier.state, dossier.delivery = State.COMPLETED, Delivery.READY
    reminders.plan(dossier)
    tell_applicant(dossier, "issued", once=str(dossier.lock_version))

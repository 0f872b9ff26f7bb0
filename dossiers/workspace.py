"""What one official can do on one dossier now, as the process and the table of rights decide it. Reads only."""

from dataclasses import dataclass

from accounts.models import User
from agencies.models import Seat
from dossiers import rights, standing
from dossiers.loaded import Loaded, load
from dossiers.models import Dossier, Task
from dossiers.services import moves, stepping
from workflow.model import Action

# Acts that a button does at once: they ask nothing of the official.
ONE_CLICK = frozenset({"receive", "number", "sign", "stamp"})


@dataclass(frozen=True)
class Offer:
    """An action of the process on one open task of the seat."""

    action: Action
    task: Task


@dataclass(frozen=True)
class OpenWork:
    """The seat's open work and the actions on it; ``held_by`` is the colleague who holds it, if another does.

    ``task`` is what comes first of several, ``tasks`` is all open work on the dossier wherever it lies, the earliest first.
    ``standing`` are acts outside the process document (dossiers/rights.py), by their keys.
    """

    task: Task | None
    offers: tuple[Offer, ...] = ()
    held_by: str = ""
    standing: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the process allows here."""
        return tuple(offer.action for offer in self.offers)

    @property
    def drafting(self) -> Task | None:
        """The task on which a result may be drafted: its step has an act that requires one."""
        return next((offer.task for offer in self.offers if "result" in offer.action.requires), None)

    @property
    def awaited(self) -> str:
        """The other units whose opinion is outstanding, by their names."""
        own = self.task.pk if self.task else None
        return ", ".join(one.agency.name for one in self.tasks if one.is_consulted and one.pk != own)

    @property
    def can_take(self) -> bool:
        """Whether nobody holds the task yet."""
        return self.task is not None and self.task.assignee_id is None

    @property
    def checks_papers(self) -> bool:
        """Whether the seat ticks off the papers: it has work here, not only a question."""
        return self.task is not None and not self.task.is_question


def open_work(dossier: Dossier, seat: Seat, user: User) -> OpenWork:
    """What the seat has to do and may do; one query, those of the process's conditions and those of the rights (nine at most).

    In parallel branches a seat may have several tasks: those that this person may work on count, those they hold first.
    """
    loaded = load(dossier.version_id, dossier.case)
    rows = dossier.tasks.filter(done_at__isnull=True).select_related("agency", "assignee__person")
    tasks = tuple(rows.order_by("opened_at", "id"))
    own = [one for one in tasks if one.agency_id == seat.agency_id and one.role == seat.role]
    own = own or standing.substituted(dossier, tasks, seat, loaded)
    hands = standing.hands(user, seat)
    own.sort(key=lambda one: (one.assignee_id not in hands, one.assignee_id is not None))
    free = standing.free(own, user, seat)
    first = next(iter(own), None)
    return OpenWork(
        first,
        _offers(dossier, free, loaded),
        held_by=str(first.assignee) if first and not free else "",
        standing=rights.standing_acts(dossier, first, seat, user),
        tasks=tasks,
    )


def _offers(dossier: Dossier, tasks: list[Task], loaded: Loaded) -> tuple[Offer, ...]:
    """What waits for the applicant offers nothing (moves.begin would refuse it)."""
    working = [one for one in tasks if not stepping.waits(dossier, one)]
    known = moves.facts(dossier, loaded) if working else {}
    return tuple(Offer(action, one) for one in working for action in moves.allowed(one, loaded, known))

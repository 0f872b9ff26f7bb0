"""Acts beside the process document begin here: lock, ask the table of rights; the rows they leave are those of every act."""

import uuid

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from dossiers import rights
from dossiers.loaded import load
from dossiers.locks import lock_dossier
from dossiers.models import Task
from dossiers.services.moves import Act


def begin(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, action: str, task: uuid.UUID | None = None
) -> tuple[Act, rights.Facts]:
    """Lock the dossier for an act of the table (dossiers/rights.py); ``Act.task`` is the seat's own, else the first open one.

    Raises ``Stale``, ``NotFound``, and ``NotAllowed`` where the table says no.
    """
    dossier = lock_dossier(dossier_id, seen=seen)
    found = rights.must(action, dossier, seat, by, task=task)
    on = found.task or next(iter(found.leading), None) or found.sent or found.tasks[0]
    return Act(dossier, on, seat, by, actor_for(by, seat), load(dossier.version_id, dossier.case), clock.now(), action), found


def chosen(tasks: list[Task], task: uuid.UUID | None) -> Task | None:
    """The task named, or the only one there is; None where it has to be named or is not among them."""
    named = [one for one in tasks if one.pk == task] if task else tasks
    return named[0] if len(named) == 1 else None

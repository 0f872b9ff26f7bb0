"""Acts of the table of rights that leave the rows of an act of the process: on a task, with its step in the chain."""

import uuid

from accounts.models import User
from agencies.models import Seat
from dossiers.models import Task
from dossiers.rights_facts import Facts
from dossiers.services import outside
from dossiers.services.moves import Act


def begin(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, action: str, task: uuid.UUID | None = None
) -> tuple[Act, Facts]:
    """``outside.begin`` for an act that stands on a task: the seat's own, else the first open one. Raises the same."""
    begun = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action=action, task=task)
    found = begun.facts
    on = found.task or next(iter(found.leading), None) or found.sent or found.tasks[0]
    shared = {name: getattr(begun, name) for name in ("dossier", "seat", "user", "actor", "loaded", "now", "action", "seen")}
    return Act(**shared, task=on), found


def chosen(tasks: list[Task], task: uuid.UUID | None) -> Task | None:
    """The task named, or the only one there is; None where it has to be named or is not among them."""
    named = [one for one in tasks if one.pk == task] if task else tasks
    return named[0] if len(named) == 1 else None

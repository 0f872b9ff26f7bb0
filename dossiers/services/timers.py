"""What time alone decides at a step: its due time passed, and the process says what that counts as (silence is consent).

The sweep reads one partial index, is safe to repeat and to run twice at once: each task is taken under its dossier's lock, and
what another worker holds is left to it (SKIP LOCKED).
"""

import logging
import uuid
from collections.abc import Iterator

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from audit import log as audit
from common import clock
from common.actors import SYSTEM
from common.errors import DomainError
from dossiers.models import Consultation, Dossier, Task
from dossiers.services import consult, moves
from dossiers.services.stepping import STANDING_STILL
from dossiers.services.sweeps.rows import each, in_order

logger = logging.getLogger(__name__)
# No action there now, an agency that is gone, a limit that cannot be read or lies beyond the calendar: it stays impossible.
IMPOSSIBLE = (DomainError, ObjectDoesNotExist, ValueError)


def sweep() -> int:
    """Take the action of every step whose time is up, and count silence of those asked; how many. Two range scans."""
    return each(due(), act) + each(silent(), consult.close_silent)


def due() -> Iterator[uuid.UUID]:
    """Open tasks past their due time whose step goes on by itself then, the longest first; one range scan a page."""
    rows = Task.objects.filter(done_at__isnull=True, due_at__lte=clock.now()).exclude(on_due="")
    rows = rows.exclude(dossier__state__in=STANDING_STILL)
    return in_order(rows, "due_at")


def silent() -> Iterator[uuid.UUID]:
    """Open consultations past their due time where silence consents; one range scan a page."""
    rows = Consultation.objects.filter(answered_at__isnull=True, silence_consents=True, due_at__lte=clock.now())
    return in_order(rows, "due_at")


@transaction.atomic
def act(task_id: uuid.UUID) -> bool:
    """Take one step's action at its due time; whether it was done now. Safe to repeat and to run twice at once.

    Where it cannot be taken (its condition does not hold) the step waits for its people, and the chain says so once.
    """
    found = Task.objects.filter(pk=task_id).values_list("dossier_id", flat=True).first()
    held = Dossier.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=found)
    dossier = held.first()
    if dossier is None:
        return False
    now = clock.now()
    task = dossier.tasks.filter(pk=task_id, done_at__isnull=True, due_at__lte=now).exclude(on_due="").first()
    if task is None or dossier.state in STANDING_STILL:
        return False
    try:
        with transaction.atomic():
            move = moves.system_act(dossier, task, task.on_due, now, {"by": "due"})
    except IMPOSSIBLE:
        logger.exception("task %s: %s at its due time is not possible", task.pk, task.on_due)
        Task.objects.filter(pk=task.pk).update(on_due="")
        audit.append(f"dossier:{dossier.pk}", "due-without-act", SYSTEM, {"step": task.step, "action": task.on_due})
        return False
    if move.stays is not None:
        # Nothing was closed, so time would say the same again with every sweep.
        Task.objects.filter(pk=task.pk).update(on_due="")
    return True

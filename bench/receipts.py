"""Dossiers ready for an act: filed through the services by the benchmarks' citizen, with the officials who act on them."""

import uuid
from dataclasses import dataclass

from accounts.models import SeatAssignment, User
from agencies.models import Seat
from bench import drafts
from dossiers.models import Dossier
from dossiers.services.submit import submit

OPINION = "Đo tốc độ."


@dataclass(frozen=True)
class Official:
    """Who acts, on which seat."""

    user: User
    seat: Seat


def filed(count: int) -> list[Dossier]:
    """``count`` dossiers that wait for the clerk; free, no papers (bench/drafts.py)."""
    person = drafts.person()
    return [submit(draft.pk, by=person, key=draft.submit_key, declared=True) for draft in drafts.ready(count)]


def official(dossier: Dossier) -> Official:
    """Somebody who sits where the dossier's open task is."""
    task = dossier.tasks.get(done_at__isnull=True)
    rows = SeatAssignment.objects.select_related("user", "seat__agency").filter(until__isnull=True, seat__active=True)
    sits = rows.filter(seat__agency_id=task.agency_id, seat__role=task.role).order_by("pk").first()
    if sits is None:
        raise SystemExit(f"bench: nobody sits at {task.agency} as {task.role}")
    return Official(sits.user, sits.seat)


def seen(dossier_id: uuid.UUID) -> int:
    """The version that a page would carry now."""
    return Dossier.objects.values_list("lock_version", flat=True).get(pk=dossier_id)

"""Who is told about a clock: those who hold the work, and who leads them. Reads only."""

import uuid

from django.db.models import QuerySet

from accounts.models import SeatAssignment
from agencies.models import Agency, Seat
from dossiers.models import Task

Place = tuple[uuid.UUID, int]
"""An account and the seat from which it opens the dossier."""

HEADS = (Seat.Role.LEADER, Seat.Role.CENTRE_HEAD)


def keepers(task: Task) -> list[Place]:
    """Who holds the task, or everyone of the unit who could take it; one query."""
    found = holding(task.agency_id, task.role)
    own = [place for place in found if place[0] == task.assignee_id]
    return own or found


def holding(agency_id: int, role: str) -> list[Place]:
    """Who holds a role at an agency; one query."""
    return list(_sitting().filter(seat__agency_id=agency_id, seat__role=role).values_list("user_id", "seat_id"))


def heads_of(agency_id: int) -> list[Place]:
    """``heads`` of an agency known by its key; two queries."""
    return heads(Agency.objects.only("path").get(pk=agency_id))


def heads(agency: Agency) -> list[Place]:
    """Who leads the agency: its own leaders, else those of the nearest one above that has any; one query."""
    parts = agency.path.strip("/").split("/")
    paths = ["/".join(parts[:depth]) + "/" for depth in range(len(parts), 0, -1)]
    rows = _sitting().filter(seat__role__in=HEADS, seat__agency__path__in=paths)
    found = list(rows.values_list("seat__agency__path", "user_id", "seat_id"))
    nearest = max((path for path, _user, _seat in found), key=len, default="")
    return [(user, seat) for path, user, seat in found if path == nearest]


def _sitting() -> QuerySet[SeatAssignment]:
    return SeatAssignment.objects.filter(until__isnull=True, seat__active=True, user__is_active=True).order_by(
        "seat_id", "user_id"
    )

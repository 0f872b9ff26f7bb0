"""How many dossiers of a procedure come in at each agency that handles it, and who sits there. For planning, not for control."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db.models import Count

from accounts.models import SeatAssignment
from common import clock
from dossiers.models import Dossier

LOOKS_BACK, WORKING_DAYS, MOST = 90, 63, 20
"""Days counted, how many of them are working days, agencies listed."""
KEPT = 3600  # seconds


@dataclass(frozen=True)
class Volume:
    """An agency with its dossiers of the last 90 days."""

    agency: int
    name: str
    count: int

    @property
    def per_day(self) -> float:
        """Dossiers a working day."""
        return round(self.count / WORKING_DAYS, 2)


def volumes(procedure_code: str) -> list[Volume]:
    """The agencies that handled most of the procedure's dossiers in the last 90 days. One query, kept for an hour."""
    key = f"reports:volumes:{procedure_code}"
    kept = cache.get(key)
    if kept is None:
        since = clock.now() - timedelta(days=LOOKS_BACK)
        rows = (
            Dossier.objects.filter(version__procedure__code=procedure_code, submitted_at__gte=since)
            .values("handling", "handling__name")
            .annotate(total=Count("pk"))
            .order_by("-total", "handling")[:MOST]
        )
        kept = [(row["handling"], row["handling__name"], row["total"]) for row in rows]
        cache.set(key, kept, timeout=KEPT)
    return [Volume(*row) for row in kept]


def people(agency: int) -> dict[str, int]:
    """How many people sit on each role's seats of an agency now. One query."""
    rows = (
        SeatAssignment.objects.filter(seat__agency=agency, seat__active=True, until=None)
        .values("seat__role")
        .annotate(total=Count("user", distinct=True))
        .order_by("seat__role")
    )
    return {row["seat__role"]: row["total"] for row in rows}

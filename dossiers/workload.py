"""A unit's open work by person and by step, for whoever leads it. Reads only, two queries, each over open tasks alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min, Q

from accounts.models import User
from agencies.models import Seat
from common import clock
from dossiers import queues
from dossiers.models import Task

Bucket = Task.Bucket


@dataclass(frozen=True)
class Load:
    """One line: a person (``key`` is the user's id, "" for nobody) or a step. ``oldest`` is the earliest deadline."""

    key: str
    name: str
    held: int
    near: int
    late: int
    waiting: int
    oldest: datetime | None
    step_late: int = 0

    @property
    def share_late(self) -> int:
        """Late of what runs, in per cent."""
        running = self.held - self.waiting
        return round(100 * self.late / running) if running else 0


def _figures(seat: Seat) -> dict[str, Count | Min]:
    now = clock.now()
    running = ~Q(bucket=Bucket.SUPPLEMENT)
    near = queues.near_until(seat.agency_id, now)
    return {
        "held": Count("pk"),
        "near": Count("pk", filter=running & Q(dossier_due_at__gte=now, dossier_due_at__lte=near)),
        "late": Count("pk", filter=running & Q(dossier_due_at__lt=now)),
        "step_late": Count("pk", filter=running & Q(due_at__lt=now)),
        "waiting": Count("pk", filter=~running),
        "oldest": Min("dossier_due_at", filter=running),
    }


def by_person(seat: Seat) -> list[Load]:
    """Who holds how much of the unit's open work, the latest first; what nobody holds stands at the top. One query."""
    open_work = Task.objects.filter(agency_id=seat.agency_id, done_at__isnull=True)
    names = {"name": F("assignee__person__full_name"), "mail": F("assignee__email")}
    found = open_work.values("assignee_id", **names).annotate(**_figures(seat)).order_by("-late", "-held", "mail")
    lines = [
        Load(str(row.pop("assignee_id") or ""), row.pop("name") or row.pop("mail") or "", **_only(row))
        for row in map(dict, found)
    ]
    return sorted(lines, key=lambda line: bool(line.key))


def by_step(seat: Seat) -> list[Load]:
    """Where the unit's work stands, the latest step first. One query."""
    open_work = Task.objects.filter(agency_id=seat.agency_id, done_at__isnull=True)
    found = open_work.values("step_name").annotate(**_figures(seat)).order_by("-late", "-held", "step_name")
    return [Load(row["step_name"], row["step_name"], **_only(row)) for row in found]


def without_work(seat: Seat, loads: Sequence[Load]) -> list[str]:
    """Who sits in the unit and holds nothing of its open work, by name. One query."""
    busy = [line.key for line in loads if line.key]
    here = User.objects.filter(is_active=True, assignments__seat__agency_id=seat.agency_id, assignments__until__isnull=True)
    idle = here.filter(assignments__seat__active=True, assignments__seat__role__in=queues.OF_ROLE).exclude(pk__in=busy)
    return [str(user) for user in idle.select_related("person").order_by("person__full_name", "email").distinct()]


def _only(row: dict) -> dict:
    return {name: row[name] for name in ("held", "near", "late", "step_late", "waiting", "oldest")}

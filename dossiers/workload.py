"""A unit's work for whoever leads it: what is open by person, step and unit below, what was done week by week. Reads only.

Each table is one query: over the unit's open tasks, or over those of its tasks that were done in the last weeks (index).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Min, Q
from django.db.models.functions import TruncWeek

from accounts.models import User
from agencies.models import Seat
from common import clock
from dossiers import queues, risks
from dossiers.models import Task

Bucket = Task.Bucket
WEEKS = 8


@dataclass(frozen=True)
class Load:
    """One line: a person (``key`` is the user's id, "" for nobody), a step or a unit. ``oldest`` is the earliest deadline;
    ``risky`` are likely to be late but are not yet, ``ready`` are results that nobody has fetched yet."""

    key: str
    name: str
    held: int
    near: int
    late: int
    waiting: int
    oldest: datetime | None
    step_late: int = 0
    risky: int = 0
    ready: int = 0

    @property
    def share_late(self) -> int:
        """Late of what runs, in per cent."""
        running = self.held - self.waiting - self.ready
        return round(100 * self.late / running) if running else 0


def _figures(seat: Seat) -> dict[str, Count | Min]:
    now = clock.now()
    running = ~Q(bucket__in=queues.IDLE)
    near = queues.near_until(seat.agency_id, now)
    return {
        "held": Count("pk"),
        "near": Count("pk", filter=running & Q(dossier_due_at__gte=now, dossier_due_at__lte=near)),
        "late": Count("pk", filter=running & Q(dossier_due_at__lt=now)),
        "step_late": Count("pk", filter=running & Q(due_at__lt=now)),
        "waiting": Count("pk", filter=Q(bucket=Bucket.SUPPLEMENT)),
        "ready": Count("pk", filter=Q(bucket=Bucket.HAND_OVER)),
        "risky": Count("pk", filter=running & Q(dossier_due_at__gte=now, risk__in=risks.KEPT)),
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


def by_unit(seat: Seat) -> list[Load]:
    """The units directly below the seat's own, the latest first: figures alone, their rows stay theirs. One query."""
    below = Task.objects.filter(agency__parent_id=seat.agency_id, done_at__isnull=True)
    found = below.values("agency_id", "agency__name").annotate(**_figures(seat)).order_by("-late", "-held", "agency__name")
    return [Load(str(row["agency_id"]), row["agency__name"], **_only(row)) for row in found]


@dataclass(frozen=True)
class Week:
    """What the unit did in a week that began on ``monday``: ``late`` after the dossier's day, ``step_late`` after the step's."""

    monday: date
    done: int = 0
    late: int = 0
    step_late: int = 0

    @property
    def share_late(self) -> int:
        """Late of what was done, in per cent."""
        return round(100 * self.late / self.done) if self.done else 0


def by_week(seat: Seat) -> list[Week]:
    """The last ``WEEKS`` weeks, this one last, those without work too. One query over the index of what was done."""
    today = clock.today()
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    since = datetime.combine(first, time(), tzinfo=clock.VIETNAM)
    done = Task.objects.filter(agency_id=seat.agency_id, done_at__gte=since)
    in_hand = ~Q(bucket=Bucket.HAND_OVER)  # when a result is fetched is the applicant's matter
    figures = {
        "done": Count("pk"),
        "late": Count("pk", filter=in_hand & Q(done_at__gt=F("dossier_due_at"))),
        "step_late": Count("pk", filter=in_hand & Q(done_at__gt=F("due_at"))),
    }
    weeks = done.annotate(week=TruncWeek("done_at", tzinfo=clock.VIETNAM)).values("week").annotate(**figures).order_by("week")
    found = {clock.local(row["week"]).date(): row for row in weeks}
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS)]
    return [Week(day, **{name: found[day][name] for name in figures}) if day in found else Week(day) for day in mondays]


def without_work(seat: Seat, loads: Sequence[Load]) -> list[str]:
    """Who sits in the unit and holds nothing of its open work, by name. One query."""
    busy = [line.key for line in loads if line.key]
    here = User.objects.filter(is_active=True, assignments__seat__agency_id=seat.agency_id, assignments__until__isnull=True)
    idle = here.filter(assignments__seat__active=True, assignments__seat__role__in=queues.OF_ROLE).exclude(pk__in=busy)
    return [str(user) for user in idle.select_related("person").order_by("person__full_name", "email").distinct()]


def _only(row: dict) -> dict:
    return {name: row[name] for name in ("held", "near", "late", "step_late", "waiting", "ready", "risky", "oldest")}

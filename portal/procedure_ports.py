"""What the catalogue may ask of dossiers, which lie above it: how many run, what was seen of them. Filled in wiring.py."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Count, Exists, OuterRef, Q

from common import clock
from dossiers.models import Dossier, DossierFile, Draft, Supplement, Task
from dossiers.states import OPEN, Channel, Sync
from procedures.affected import Numbers
from procedures.models import Procedure
from procedures.observed import Observed
from reports.selectors import durations

MOST_TIMED = 500  # dossiers whose filling-in is timed, the last ones
LONGEST_FILLING = timedelta(hours=3)  # beyond this somebody went away meanwhile


class RunningDossiers:
    """Drafts being filled in and dossiers not finished, by procedure."""

    def numbers(self, procedure_ids: Sequence[int]) -> Mapping[int, Numbers]:
        """See ``procedures.affected.Running``. Two queries."""
        drafts = Draft.objects.filter(version__procedure__in=procedure_ids, submitted_at__isnull=True, supplement=None)
        dossiers = Dossier.objects.filter(version__procedure__in=procedure_ids, state__in=OPEN)
        filling, open_ = (
            dict(rows.order_by().values_list("version__procedure").annotate(Count("pk"))) for rows in (drafts, dossiers)
        )
        return {pk: Numbers(filling.get(pk, 0), open_.get(pk, 0)) for pk in procedure_ids}


class SeenDossiers:
    """What real dossiers say of a procedure."""

    def observed(self, procedure_id: int, since: date) -> Observed:
        """See ``procedures.observed``. Six queries, and those of ``reports.selectors.durations`` once a day."""
        start = datetime.combine(since, time.min, clock.VIETNAM)
        filed = Dossier.objects.filter(version__procedure=procedure_id, submitted_at__gte=start)
        asked = Exists(Supplement.objects.filter(dossier=OuterRef("pk")))
        counted = filed.aggregate(
            filed=Count("pk"),
            online=Count("pk", filter=Q(channel__in=(Channel.PORTAL, Channel.NATIONAL))),
            supplements=Count("pk", filter=Q(asked)),
        )
        papers = DossierFile.objects.filter(dossier__in=filed, paper_key__gt="", replaced_at=None).order_by()
        pace = durations(Procedure.objects.values_list("code", flat=True).get(pk=procedure_id))
        return Observed(
            **counted,
            finished=pace.count if pace else 0,
            median_days=float(pace.median) if pace else None,
            p90_days=float(pace.ninety) if pace else None,
            minutes=self._minutes(procedure_id, start),
            papers=dict(papers.values_list("paper_key").annotate(Count("dossier", distinct=True))),
            outcomes=self._outcomes(procedure_id, start),
        )

    def filed(self, since: date) -> Mapping[int, int]:
        """See ``procedures.observed``. One query."""
        start = datetime.combine(since, time.min, clock.VIETNAM)
        rows = Dossier.objects.filter(submitted_at__gte=start).order_by()
        return dict(rows.values_list("version__procedure").annotate(Count("pk")))

    def synchronised(self, since: date, until: date) -> Mapping[int, tuple[int, int]]:
        """See ``procedures.observed``. One query."""
        start, end = (datetime.combine(day, time.min, clock.VIETNAM) for day in (since, until))
        rows = Dossier.objects.filter(submitted_at__gte=start, submitted_at__lt=end).order_by().values("version__procedure")
        counted = rows.annotate(sent=Count("pk", filter=Q(sync=Sync.SENT)), filed=Count("pk"))
        return {row["version__procedure"]: (row["sent"], row["filed"]) for row in counted}

    def _minutes(self, procedure_id: int, start: datetime) -> float | None:
        """How long people take from opening a draft to filing it, the middle one; breaks of hours are left out."""
        rows = Draft.objects.filter(version__procedure=procedure_id, submitted_at__gte=start, supplement=None)
        times = rows.order_by("-submitted_at").values_list("created_at", "submitted_at")[:MOST_TIMED]
        spent = [(end - begin) for begin, end in times if end and end - begin <= LONGEST_FILLING]
        return round(median(one.total_seconds() for one in spent) / 60, 1) if spent else None

    def _outcomes(self, procedure_id: int, start: datetime) -> dict[str, dict[str, int]]:
        rows = Task.objects.filter(dossier__version__procedure=procedure_id, done_at__gte=start).exclude(action="").order_by()
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for step, action, number in rows.values_list("step", "action").annotate(Count("pk")):
            found[step][action] = number
        return dict(found)

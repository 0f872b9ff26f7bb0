"""Reads of figures; every docstring says how many queries it costs."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Max
from django.db.models.functions import Coalesce

from common import clock
from deadlines.calendar import OutOfCalendar
from deadlines.selectors import NoCalendar, calendar_for
from dossiers.models import Dossier, Pause
from dossiers.states import State
from reports.pace import Durations, Span, summed_up, worked

FINISHED = (State.COMPLETED, State.DELIVERED, State.REJECTED)
"""What was answered, yes or no; what was withdrawn or stopped says nothing about how long an answer takes."""
LOOKS_BACK = timedelta(days=365)
MOST = 5_000  # the last ones finished: enough for a tenth of a percentile, and one page's patience
KEPT = 24 * 3600  # seconds


def durations(procedure_code: str) -> Durations | None:
    """How long the procedure really takes: its dossiers finished in the last 365 days, all its versions.

    In working time of the province's calendar from acceptance to the issued result (or the refusal), pauses left out; None
    for fewer than ``pace.FEWEST``. Counted once a day and kept; four queries then, whatever the number of dossiers.
    """
    key = f"reports:pace:{procedure_code}:{clock.today()}"
    kept = cache.get(key)
    if kept is None:
        kept = (_count(procedure_code),)
        cache.set(key, kept, timeout=KEPT)
    return kept[0]


def _count(code: str) -> Durations | None:
    begun = clock.now() - LOOKS_BACK
    spans = _spans(code, begun)
    pauses = _pauses(list(spans))
    try:
        # One calendar for all, so that agencies can be compared and a year of dossiers costs no query more than ten.
        calendar = calendar_for(None, clock.today())
        minutes = [worked(span, pauses[pk], calendar) for pk, span in spans.items()]
    except (NoCalendar, OutOfCalendar):
        return None
    ends = [clock.local(end).date() for _begin, end in spans.values()]
    return summed_up(minutes, min(ends), max(ends)) if ends else None


def _spans(code: str, begun: datetime) -> dict[Any, Span]:
    """Dossier → (accepted, finished), the last finished first."""
    rows = (
        Dossier.objects.filter(version__procedure__code=code, state__in=FINISHED, accepted_at__isnull=False)
        .annotate(ended=Coalesce(Max("results__document__kept_at"), "closed_at"))
        .filter(ended__gte=begun)
        .order_by("-ended", "pk")
        .values_list("pk", "accepted_at", "ended")[:MOST]
    )
    return {pk: (accepted, ended) for pk, accepted, ended in rows if accepted and ended}


def _pauses(dossiers: list[Any]) -> dict[Any, list[Span]]:
    found: dict[Any, list[Span]] = defaultdict(list)
    rows = Pause.objects.filter(dossier__in=dossiers, ended_at__isnull=False).order_by("dossier", "started_at")
    for pk, begin, end in rows.values_list("dossier", "started_at", "ended_at"):
        if end:
            found[pk].append((begin, end))
    return found

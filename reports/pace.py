"""How long things take, of many single durations. Pure: working minutes in, working days out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from deadlines.calendar import WorkCalendar
from deadlines.limits import WORKING_DAY_MINUTES
from deadlines.rules import working_between

FEWEST = 10
"""Below this a figure would speak of single people, and chance of the procedure."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Durations:
    """How long finished dossiers took in working days of 8 hours, waiting for the applicant left out.

    Half were done within ``median``, nine of ten within ``ninety``. ``count`` dossiers, finished from ``since`` to ``until``.
    """

    median: float
    ninety: float
    count: int
    since: date
    until: date


def worked(span: Span, pauses: Iterable[Span], calendar: WorkCalendar) -> int:
    """Working minutes of a span without its pauses, never below nought. Raises ``calendar.OutOfCalendar``."""
    begin, end = span
    total = working_between(begin, end, calendar)
    for start, stop in pauses:
        start, stop = max(start, begin), min(stop, end)
        if start < stop:
            total -= working_between(start, stop, calendar)
    return max(int(total.total_seconds()) // 60, 0)


def summed_up(minutes: Sequence[int], since: date, until: date) -> Durations | None:
    """Median and nine tenths by nearest rank, so both are durations that happened; None for fewer than ``FEWEST``."""
    if len(minutes) < FEWEST:
        return None
    ordered = sorted(minutes)
    return Durations(_days(ordered, 0.5), _days(ordered, 0.9), len(ordered), since, until)


def _days(ordered: Sequence[int], share: float) -> float:
    return round(ordered[ceil(share * len(ordered)) - 1] / WORKING_DAY_MINUTES, 2)

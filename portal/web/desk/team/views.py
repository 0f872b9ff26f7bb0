"""How a unit stands: what is late, who holds how much, where work lies, how the last weeks went. Each figure leads to its rows,
and work is given to someone else from there."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agencies.models import Seat
from common import clock
from dossiers import queues, workload
from dossiers.narrowing import NOBODY, Filters
from portal.web.desk.navigation import navigation
from portal.web.desk.queue.filters import written
from portal.web.desk.seat import with_seat

WORST = 10


@dataclass(frozen=True)
class Line:
    """A line of figures with the addresses of their rows ("" for rows that are another unit's); ``width`` is its share of the
    longest line in tenths, for the bar."""

    load: workload.Load
    width: int
    address: str = ""
    late: str = ""
    near: str = ""
    waiting: str = ""


@require_GET
@with_seat(roles=queues.OVERSEERS)
def load(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What needs a decision first, then tables. Eight queries beside the side column's, however much work there is."""
    people = workload.by_person(seat)
    weeks = workload.by_week(seat)
    context = navigation(seat, request.user) | {
        "seat": seat,
        "people": _lines(seat, people, "holder"),
        "idle": workload.without_work(seat, people),
        "steps": _lines(seat, workload.by_step(seat), "step"),
        "units": _lines(seat, workload.by_unit(seat), ""),
        "weeks": [(week, _share(week.done, max(one.done for one in weeks))) for week in weeks],
        "worked": any(week.done for week in weeks),
        "worst": _worst(request, seat),
        "to_late": _address(seat, queues.LATE),
        "to_near": _address(seat, queues.NEAR_DUE),
        "to_unit": _address(seat, queues.UNIT),
        "late_query": written(queues.LATE, Filters()),
        "held": sum(line.held for line in people),
        "late": sum(line.late for line in people),
        "near": sum(line.near for line in people),
        "waiting": sum(line.waiting for line in people),
        "risky": sum(line.risky for line in people),
        "to_risky": _address(seat, queues.UNIT, Filters(risky=True)),
        "as_of": clock.now(),
    }
    return render(request, "desk/team/load.html", context)


def _worst(request: HttpRequest, seat: Seat) -> list[queues.Row]:
    """The latest rows, then those that are due next: what a head looks at first in the morning."""
    late = queues.rows(seat, request.user, queues.LATE, Filters(), start=0, stop=WORST)
    near = queues.rows(seat, request.user, queues.NEAR_DUE, Filters(), start=0, stop=WORST)
    return [*late, *near][:WORST]


def _lines(seat: Seat, loads: list[workload.Load], name: str) -> list[Line]:
    most = max((one.held for one in loads), default=1)
    return [_line(seat, one, name, _share(one.held, most)) for one in loads]


def _line(seat: Seat, one: workload.Load, name: str, width: int) -> Line:
    if not name:
        return Line(one, width)
    rows = Filters(**{name: one.key or NOBODY})
    tabs = (queues.UNIT, queues.LATE, queues.NEAR_DUE, queues.Bucket.SUPPLEMENT)
    return Line(one, width, *(_address(seat, tab, rows) if tab in _reached(seat) else "" for tab in tabs))


def _reached(seat: Seat) -> tuple[str, ...]:
    return queues.of_seat(seat)


def _address(seat: Seat, tab: str, rows: Filters | None = None) -> str:
    return f"{reverse('queue:list', args=[seat.pk])}?{written(tab, rows or Filters())}"


def _share(number: int, most: int) -> int:
    """Tenths of the longest, rounded up, so that a little is still seen."""
    return -(-10 * number // most) if most else 0

"""Workload and lateness of a unit, each figure leading to its rows, from where work is given to someone else."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agencies.models import Seat
from common import clock
from dossiers import queues, workload
from portal.web.desk.navigation import navigation
from portal.web.desk.queue.filters import written
from portal.web.desk.seat import with_seat


@dataclass(frozen=True)
class Line:
    """A figure's line with the address of its rows; ``width`` is its share of the longest one in tenths, for the bar."""

    load: workload.Load
    address: str
    width: int


@require_GET
@with_seat(roles=queues.OVERSEERS)
def load(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Two tables: by person, by step. Two queries beside the side column's."""
    people = workload.by_person(seat)
    steps = workload.by_step(seat)
    context = navigation(seat, request.user) | {
        "seat": seat,
        "people": _lines(seat, people, "holder"),
        "idle": workload.without_work(seat, people),
        "steps": _lines(seat, steps, "step"),
        "held": sum(line.held for line in people),
        "late": sum(line.late for line in people),
        "near": sum(line.near for line in people),
        "as_of": clock.now(),
    }
    return render(request, "desk/team/load.html", context)


def _lines(seat: Seat, loads: list[workload.Load], name: str) -> list[Line]:
    base, most = reverse("queue:list", args=[seat.pk]), max((one.held for one in loads), default=1)
    return [
        Line(one, f"{base}?{written(queues.UNIT, queues.Filters(**{name: one.key or queues.NOBODY}))}", -(-10 * one.held // most))
        for one in loads
    ]

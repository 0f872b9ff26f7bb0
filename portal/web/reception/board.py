"""The hall's screen: who is called to which window. Numbers only; it asks for news every few seconds."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from common.clock import now
from portal.web.reception.doors import with_place
from reception import opening, selectors
from reception.models import Place, Ticket


@dataclass(frozen=True)
class Call:
    """One line of the board. ``spelled``: the number as it is said, ``once`` tells a call from its repetition."""

    code: str
    window: int
    serving: bool
    at: Any

    @property
    def spelled(self) -> str:
        """A, 0 1 2."""
        return f"{self.code[0]}, {' '.join(self.code[1:])}"

    @property
    def once(self) -> str:
        """Another one for each call."""
        return f"{self.code}-{self.at:%H%M%S}"


@require_GET
@with_place
def show(request: HttpRequest, place: Place) -> HttpResponse:
    """The whole screen; the screen itself takes the part that changes from it. Five queries."""
    found = selectors.board(place)
    moment = now()
    calls = [_call(ticket) for ticket in found.calls]
    context = {
        "place": place,
        "calls": calls,
        "mark": " ".join(f"{call.once}{call.serving:d}" for call in calls),
        "waiting": found.waiting,
        "state": opening.at(place, moment),
        "now": moment,
    }
    return render(request, "reception/board.html", context)


def _call(ticket: Ticket) -> Call:
    number = ticket.window.number if ticket.window else 0
    return Call(ticket.code, number, ticket.state != Ticket.State.CALLED, ticket.recalled_at)

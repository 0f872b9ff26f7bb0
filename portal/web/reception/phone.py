"""One's own number on a phone: how many before me, how long, whether I am called."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError
from portal.web.reception.doors import with_ticket
from reception import selectors
from reception.models import Ticket
from reception.services import tickets

State = Ticket.State


@require_GET
@with_ticket
def show(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The page behind the paper's QR; it asks for itself again while one waits. At most six queries."""
    waits = ticket.state == State.WAITING
    context = {
        "ticket": ticket,
        "ahead": selectors.ahead(ticket) if waits else None,
        "lasting": waits or ticket.state == State.CALLED,
    }
    return render(request, "reception/ticket.html", context)


@require_POST
@with_ticket
def leave(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Whoever holds it goes home; pressed late, nothing happens."""
    try:
        tickets.leave(ticket.pk)
    except DomainError:
        pass
    return redirect("hall:ticket", ticket.public_id)

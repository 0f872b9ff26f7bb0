"""What people share with the agency of a seat: who, what for, until when; each look is noted for its owner."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.selectors import actor_for
from agencies.models import Seat
from portal.web.citizen.vault.who import file_name
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from portal.web.files import private_file
from vault.access import given_to_seat
from vault.models import Reading
from vault.services.readings import note

MOST = 100


@require_GET
@with_seat()
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The newest hundred that are open now. One query beside the side column's."""
    rows = list(given_to_seat(seat).order_by("-created_at")[:MOST])
    return render(request, "desk/copies/given.html", navigation(seat, request.user) | {"seat": seat, "rows": rows})


@require_GET
@with_seat()
def file(request: HttpRequest, seat: Seat, share: Any) -> HttpResponse:
    """The paper itself."""
    found = given_to_seat(seat).filter(pk=share).first()
    if found is None:
        raise Http404
    paper = found.document
    note(paper, actor=actor_for(request.user, seat), action=Reading.Action.VIEW, reason=found.purpose, share=found)
    return private_file(paper.readable, file_name(paper, paper.readable.mime))

"""Dossiers of the unit that came on paper and are not digitised yet, under the figure that the province is ranked by."""

from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agencies.models import Seat
from common import clock
from dossiers import digitising
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat

ROWS = 50
ROLES = frozenset({Seat.Role.CLERK, Seat.Role.CENTRE_HEAD})


@require_GET
@with_seat(roles=ROLES)
def waiting(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The list, the oldest first, and the share of this month and of the one before. Five queries beside the side column's."""
    page = Paginator(digitising.waiting(seat.agency_id), ROWS).get_page(request.GET.get("trang"))
    first = clock.local(clock.now()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    before = (first - timedelta(days=1)).replace(day=1)
    context = navigation(seat, request.user) | {
        "seat": seat,
        "page": page,
        "rows": list(page),
        "shares": [_share(seat, first, clock.now()), _share(seat, before, first)],
    }
    return render(request, "desk/scans/waiting.html", context)


def _share(seat: Seat, since: datetime, until: datetime) -> tuple[datetime, digitising.Share]:
    return since, digitising.share(seat.agency, since, until)

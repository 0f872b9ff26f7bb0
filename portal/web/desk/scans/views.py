"""Scanning for one dossier, or for a reception at the counter: the page. What is done on it is in ``table`` and ``papers``."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agencies.models import Seat
from dossiers import scan_access
from dossiers.loaded import load
from dossiers.models import Draft
from dossiers.scan_access import Place
from dossiers.services.scans.tables import table_of
from dossiers.services.view import log_view
from portal.web.desk.navigation import navigation
from portal.web.desk.scans import shown
from portal.web.desk.seat import with_seat


@require_GET
@with_seat(roles=scan_access.SCANNING)
def of_dossier(request: HttpRequest, seat: Seat, dossier: Any) -> HttpResponse:
    """The scanning table of a dossier; the look is logged like every look at its papers."""
    place = scan_access.dossier_to_scan(seat, dossier)
    log_view(place, by=request.user, seat=seat, what="scans")
    return _page(request, seat, place)


@require_GET
@with_seat(roles=scan_access.SCANNING)
def of_draft(request: HttpRequest, seat: Seat, draft: Any) -> HttpResponse:
    """The scanning table of a reception under way at the counter."""
    return _page(request, seat, scan_access.draft_to_scan(seat, draft))


def _page(request: HttpRequest, seat: Seat, place: Place) -> HttpResponse:
    table = table_of(place, by=request.user)
    context = shown.board(request, table, place, seat, at=request.GET.get("trang", ""))
    return render(request, "desk/scans/table.html", context | navigation(seat, request.user) | about(seat, place))


def about(seat: Seat, place: Place) -> dict[str, Any]:
    """What the page is about."""
    return {
        "procedure_name": load(place.version_id, place.case).title,
        "code": "" if isinstance(place, Draft) else place.code,
        "here": shown.address(place, seat),
    }

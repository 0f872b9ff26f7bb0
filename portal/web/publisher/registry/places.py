"""Who offers what, read both ways: by procedure and by agency."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agencies.models import Seat
from portal.web.ops.paging import page_of
from portal.web.publisher.gate import publisher
from procedures import offered

NOBODY = "chua-ai"


@require_GET
@publisher
def procedures(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Procedures in force with the number of places that handle them. Three queries whatever the number."""
    query, nobody = request.GET.get("q", "").strip(), request.GET.get("loc") == NOBODY
    page = page_of(request, offered.by_procedure(seat, query, nobody=nobody))
    return render(
        request,
        "publisher/registry/places.html",
        {"seat": seat, "page": page, "query": query, "nobody": nobody, "way": "procedure"},
    )


@require_GET
@publisher
def agencies(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Agencies with the number of procedures that they handle. Three queries whatever the number."""
    query = request.GET.get("q", "").strip()
    page = page_of(request, offered.by_agency(seat, query))
    return render(request, "publisher/registry/agencies.html", {"seat": seat, "page": page, "query": query, "way": "agency"})


@require_GET
@publisher
def of_procedure(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """Where one procedure is offered, with its terms. Four queries whatever the number."""
    version = offered.procedure_for(seat, code)
    past = request.GET.get("loc") == "ca-da-ngung"
    page = page_of(request, offered.of_procedure(seat, version.procedure, past=past))
    return render(request, "publisher/registry/procedure.html", {"seat": seat, "version": version, "page": page, "past": past})


@require_GET
@publisher
def of_agency(request: HttpRequest, seat: Seat, agency: str) -> HttpResponse:
    """What one agency handles, with its terms. Four queries whatever the number."""
    found = offered.agency_for(seat, agency)
    page = page_of(request, offered.of_agency(seat, found))
    return render(request, "publisher/registry/agency.html", {"seat": seat, "agency": found, "page": page})

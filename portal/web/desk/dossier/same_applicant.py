"""The same applicant's other dossiers and papers, within this seat's reach; the look is logged."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agencies.models import Seat
from dossiers import access, related
from dossiers.loaded import load
from dossiers.services.view import log_view
from portal.web.desk.dossier import trail
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat


@require_GET
@with_seat()
def others(request: HttpRequest, seat: Seat, dossier: Any) -> HttpResponse:
    """What else the applicant filed that this unit has to do with."""
    found = access.dossier_for_seat(seat, dossier)
    log_view(found, by=request.user, seat=seat, what="same-applicant")
    others_ = related.of_same_applicant(found, seat)
    files = [(load(file.dossier.version_id, file.dossier.case).paper_name(file.paper_key), file) for file in others_.files]
    context = navigation(seat, request.user) | {
        "seat": seat,
        "dossier": found,
        "related": others_,
        "files": files,
        "back": trail.of(request, seat).to(found.pk),
    }
    return render(request, "desk/dossier/same_applicant.html", context)

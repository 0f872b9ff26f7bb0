"""Bytes of the scanning table: a page's picture, a scanned paper's PDF, the separator sheets to print."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from agencies.models import Seat
from common import blobs, jail
from common.models import Blob
from dossiers import digitising, scan_access
from dossiers.models import Dossier
from dossiers.services.view import log_view
from portal.web.desk.scans import separators
from portal.web.desk.seat import with_seat
from portal.web.files import private_bytes, private_file

SECONDS = 20


@require_GET
@with_seat(roles=scan_access.SCANNING)
def picture(request: HttpRequest, seat: Seat, page: Any) -> HttpResponse:
    """The small picture of a page, or with ``?lon=1`` the one that can be read."""
    found = scan_access.page_for_seat(seat, page)
    return _jpeg(found.large if "lon" in request.GET else found.small)


def _jpeg(blob: Blob) -> HttpResponse:
    """Drawn by ourselves in the jail, so it may be shown in the page."""
    response = HttpResponse(blobs.read(blob), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@with_seat(roles=scan_access.SCANNING)
def file(request: HttpRequest, seat: Seat, paper: Any) -> HttpResponse:
    """A scanned paper as it is read now: signed, with its text, or as it was scanned."""
    found, place = scan_access.scanned_for_seat(seat, paper)
    if isinstance(place, Dossier):
        log_view(place, by=request.user, seat=seat, what=f"file:{found.file}")
    return private_file(found.signed or found.layered or found.blob, f"{found.paper_key}.pdf")


@require_GET
@with_seat(roles=scan_access.SCANNING)
def sheets(request: HttpRequest, seat: Seat, table: Any) -> HttpResponse:
    """A separator sheet for each paper of the list and one for any paper, as a PDF to print; they can be used again and again."""
    _table, place = scan_access.table_for_seat(seat, table)
    try:
        body = jail.run("common.pdfjail", separators.html(place, digitising.of(place)).encode(), seconds=SECONDS).body
    except jail.Escaped:
        raise Http404 from None
    return private_bytes(body, "application/pdf", "to-phan-cach.pdf")

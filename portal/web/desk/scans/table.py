"""What is done on the scanning table. With our script the board alone is answered, without it the page is shown anew."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from agencies.models import Seat
from common.errors import DomainError, NotFound, Stale
from dossiers import digitising, scan_access
from dossiers.models import ScanTable, ScanUpload
from dossiers.scan_access import Place
from dossiers.services.scans import arranging, saving, taking
from portal.web.desk.scans import shown
from portal.web.desk.seat import with_seat

BOARD = "desk/scans/_board.html"
PART = "Portal-Part"
"""Our script's header: it wants the board, not the page."""
MOST_FILES = 20
STAY = "stay"
"""What Enter sends from a page that is chosen: nothing is done by it."""


@require_GET
@with_seat(roles=scan_access.SCANNING)
def board(request: HttpRequest, seat: Seat, table: Any) -> HttpResponse:
    """The board as it is now, for the script that waits for pages."""
    found, place = scan_access.table_for_seat(seat, table)
    return JsonResponse({"html": render_to_string(BOARD, shown.board(request, found, place, seat), request)})


@require_POST
@with_seat(roles=scan_access.SCANNING)
def take(request: HttpRequest, seat: Seat, table: Any) -> HttpResponse:
    """Take in what the scanner made; each file is judged for itself."""
    found, place = scan_access.table_for_seat(seat, table)
    came = request.FILES.getlist("file")
    files = [(file.name or "", file.read()) for file in came[:MOST_FILES]]
    taken, refused = taking.take_all(found, files, by=request.user, seat=seat)
    refused += [(file.name or "", _("mỗi lần tải tối đa 20 tệp, tải tệp này ở lần sau")) for file in came[MOST_FILES:]]
    # The page has room for one message.
    said = [_taken(taken)] * bool(taken) + [f"{_('Không nhận')} {name}: {why}." for name, why in refused]
    if said:
        (messages.error if refused else messages.success)(request, " ".join(said))
    else:
        messages.error(request, _("Chọn tệp máy quét vừa tạo rồi tải lên."))
    return _page(request, seat, place)


def _taken(uploads: Sequence[ScanUpload]) -> str:
    pages = sum(upload.pages for upload in uploads)
    return ngettext("Đã nhận %(n)d trang, đang tách.", "Đã nhận %(n)d trang, đang tách.", pages) % {"n": pages}


@require_POST
@with_seat(roles=scan_access.SCANNING)
def arrange(request: HttpRequest, seat: Seat, table: Any) -> HttpResponse:
    """One thing done to the page in hand: ``do`` is an act of ``arranging``, or ``paper:<key>``."""
    found, place = scan_access.table_for_seat(seat, table)
    do, _sep, paper = request.POST.get("do", "").partition(":")
    if do == STAY:
        return _again(request, seat, found, place)
    if paper and paper not in digitising.namable(place):
        raise NotFound
    seen, page = _number(request.POST.get("ban", "")), _id(request.POST.get("page", ""))
    try:
        arranging.arrange(found, by=request.user, seen=seen, do=do, page=page, paper=paper)
    except Stale:
        return _again(request, seat, found, place, _changed(found))
    return _again(request, seat, found, place)


@require_POST
@with_seat(roles=scan_access.SCANNING)
def save(request: HttpRequest, seat: Seat, table: Any) -> HttpResponse:
    """The named piles become papers of the dossier; whatever is in the way is said, and nothing is lost."""
    found, place = scan_access.table_for_seat(seat, table)
    try:
        rows = saving.save(found, place, by=request.user, seat=seat, seen=_number(request.POST.get("ban", "")))
    except Stale:
        messages.error(request, _changed(found))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        told = ngettext("Đã lưu %(n)d giấy tờ.", "Đã lưu %(n)d giấy tờ.", len(rows)) % {"n": len(rows)}
        messages.success(request, f"{told} {_('Tiếp theo: trích dữ liệu rồi ký số.')}")
    return _page(request, seat, place)


def _again(request: HttpRequest, seat: Seat, table: ScanTable, place: Place, told: str = "") -> HttpResponse:
    """The board with the page in hand, or the whole page for a browser without our script."""
    at = request.POST.get("page", "")
    if request.headers.get(PART):
        return render(request, BOARD, shown.board(request, table, place, seat, at=at, told=told), status=409 if told else 200)
    if told:
        messages.error(request, told)
    return _page(request, seat, place, at)


def _page(request: HttpRequest, seat: Seat, place: Place, at: str = "") -> HttpResponse:
    kept = {"trang": at, shown.BACK: request.POST.get(shown.BACK, "")}
    query = urlencode({name: value for name, value in kept.items() if value})
    return redirect(f"{shown.address(place, seat)}{'?' + query if query else ''}{'#trang-' + at if at else ''}")


def _changed(table: ScanTable) -> str:
    """Who changed the table meanwhile, and what that means for what was pressed."""
    row = ScanTable.objects.select_related("changed_by__person").get(pk=table.pk)
    told = _("%(who)s vừa xếp lại bàn quét này ở một thẻ hay máy khác. Dưới đây là bản mới nhất; việc bạn vừa bấm chưa làm.")
    return told % {"who": row.changed_by}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str) -> int:
    """The version that the page showed; what is no number was never one."""
    return int(text) if text.isdigit() else -1

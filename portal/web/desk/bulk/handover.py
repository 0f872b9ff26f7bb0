"""Bảng kê bàn giao of the chosen dossiers as a PDF: what the centre and the unit sign when papers change hands."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from agencies.models import Seat
from common import clock
from common.errors import NotFound
from dossiers import handover_list
from portal.web.desk.bulk import chosen
from portal.web.desk.bulk.acts import LIST, named
from portal.web.desk.seat import with_seat
from portal.web.files import private_bytes
from vault import handover


@require_POST
@with_seat()
def printed(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The list of what was ticked; dossiers out of reach are not on it. Each look is logged with its dossier."""
    picked = chosen.read(request.POST)
    if named(seat, LIST) is None or not picked:
        raise NotFound
    receiver = request.POST.get("ben-nhan", "").strip()[:200]
    paper = handover_list.of([pk for pk, _seen in picked], seat=seat, by=request.user, receiver=receiver)
    try:
        body = handover.render_bounded(paper)
    except handover.TooLong:
        messages.info(request, gettext("Chưa tạo được bảng kê. Chọn ít hồ sơ hơn rồi in lại."))
        return redirect("queue:list", seat=seat.pk)
    return private_bytes(body, "application/pdf", f"bang-ke-ban-giao-{clock.local(clock.now()):%Y%m%d-%H%M}.pdf", download=True)

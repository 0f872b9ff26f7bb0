"""Stopping and reopening the intake of one procedure, at once and with a public notice."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError
from portal.web.publisher.gate import publisher
from portal.web.publisher.registry.forms import NoticeForm
from procedures import access
from procedures.affected import affected
from procedures.models import Publication
from procedures.selectors import SHOWN
from procedures.services import publish


@require_http_methods(["GET", "POST"])
@publisher
def intake(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """Whether the procedure takes dossiers, who feels a stop, and the button to stop or to open."""
    procedure = access.procedure_for(seat, code)
    publication = Publication.objects.select_related("version").filter(procedure=procedure, status__in=SHOWN).first()
    stopped = publication is not None and publication.status == Publication.Status.INTAKE_STOPPED
    form = NoticeForm(request.POST if request.method == "POST" and not stopped else None)
    context = {
        "seat": seat,
        "procedure": procedure,
        "publication": publication,
        "version": publication.version if publication else None,
        "stopped": stopped,
        "affected": affected(procedure),
        "form": form,
    }
    if request.method == "GET" or publication is None:
        return render(request, "publisher/registry/intake.html", context)
    if not stopped and not form.is_valid():
        return render(request, "publisher/registry/intake.html", context, status=422)
    try:
        if stopped:
            publish.reopen_intake(code, by=actor_for(request.user, seat))
        else:
            publish.stop_intake(code, form.cleaned_data["notice"], by=actor_for(request.user, seat))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(
            request, _("Đã mở lại tiếp nhận.") if stopped else _("Đã ngừng tiếp nhận. Thông báo hiện ngay trên trang thủ tục.")
        )
    return HttpResponseRedirect(reverse("registry:intake", args=[seat.pk, code]))

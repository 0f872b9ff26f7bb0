"""Requests about one's own data (Luật 91/2025/QH15): file one, see the answer and its clock."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common import clock
from common.errors import DomainError
from portal.web.citizen.vault.forms import RequestForm
from portal.web.citizen.vault.who import user_of
from vault.models import DataRequest
from vault.services import requests as services

SHOWN = 20


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The person's requests, newest first, and a form for another."""
    user = user_of(request)
    form = RequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.ask(user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Đã gửi yêu cầu. Cơ quan trả lời trước %(at)s.") % {"at": clock.at(row.answer_by)})
            return redirect("vault:requests")
    rows = DataRequest.objects.filter(user=user).select_related("agency")[:SHOWN]
    return render(request, "citizen/vault/requests.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)

"""Taking away everything that the system holds of oneself."""

import uuid

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from common.errors import DomainError, NotFound
from portal.web.citizen.vault.who import user_of
from portal.web.files import private_file
from vault import access
from vault.models import Export
from vault.services import export as services

SHOWN = 5


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask for an export, and fetch those that were made."""
    user = user_of(request)
    if request.method == "POST":
        try:
            services.ask(user)
            messages.success(request, _("Đã nhận yêu cầu. Hệ thống báo bạn khi bản xuất xong."))
        except DomainError as refusal:
            messages.error(request, str(refusal.message))
        return redirect("vault:export")
    rows = list(Export.objects.filter(user=user).prefetch_related("parts__blob")[:SHOWN])
    context = {"rows": rows, "running": any(row.done_at is None for row in rows), "now": clock.now()}
    return render(request, "citizen/vault/export.html", context)


@never_cache
@reauthentication_required
@require_safe
def part(request: HttpRequest, export_id: uuid.UUID, number: int) -> HttpResponse:
    """One ZIP, after the password once more."""
    try:
        found = access.part_of(user_of(request), export_id, number)
    except NotFound:
        raise Http404 from None
    return private_file(found.blob, f"du-lieu-cua-toi-{number}.zip", download=True)

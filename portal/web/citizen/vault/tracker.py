"""Ai đã xem giấy tờ của tôi (Luật 91/2025/QH15): every look by any office, at papers of the vault and at dossiers."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dossiers.vault_uses import looks_at
from portal.web.citizen.vault.who import page_number, user_of
from vault import selectors

DOSSIERS = "ho-so"


@never_cache
@login_required
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Papers of the vault, or with ``?muc=ho-so`` dossiers: offices and checkers, never an official's name."""
    user = user_of(request)
    if request.GET.get("muc") != DOSSIERS:
        return render(request, "citizen/vault/readings.html", {"page": selectors.readings_of(user, page_number(request))})
    before = request.GET.get("truoc", "")
    looks, older = looks_at(user, int(before) if before.isascii() and before.isdecimal() and len(before) < 18 else 0)
    context = {"looks": looks, "older": older, "newest": not before, "of_dossiers": True}
    return render(request, "citizen/vault/readings.html", context)

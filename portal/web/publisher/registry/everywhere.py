"""One procedure at all agencies of a level, with an outcome for each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError
from portal.web.publisher.gate import publisher
from portal.web.publisher.registry.forms import EverywhereForm, TermsForm
from procedures import offered
from procedures.services import offer as offering_service

WORDS = {
    offering_service.MADE: _("Đã thêm"),
    offering_service.REOPENED: _("Đã mở lại"),
    offering_service.THERE: _("Đã có từ trước"),
    offering_service.REFUSED: _("Không thêm được"),
}


@require_http_methods(["GET", "POST"])
@publisher
def assign(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """Ask for level and terms; afterwards the result of every agency, what was refused first."""
    version = offered.procedure_for(seat, code)
    first = TermsForm.first(version.content)
    initial = {name: first[name] for name in ("service_level", "channels", "valid_from")}
    form = EverywhereForm(
        request.POST if request.method == "POST" else None, initial=initial, content=version.content, own=seat.agency
    )
    context = {"seat": seat, "version": version, "form": form}
    if request.method == "GET":
        return render(request, "publisher/registry/everywhere.html", context)
    if not form.is_valid():
        return render(request, "publisher/registry/everywhere.html", context, status=422)
    level, under = form.cleaned_data["level"], form.cleaned_data["under"]
    try:
        outcomes = offering_service.offer_to_all(code, level, under, by=actor_for(request.user, seat), given=form.terms())
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return render(request, "publisher/registry/everywhere.html", context, status=409)
    rows = sorted(outcomes, key=lambda one: one.kind != offering_service.REFUSED)
    counts = [(words, kind, sum(one.kind == kind for one in outcomes)) for kind, words in WORDS.items()]
    told = [(one, WORDS[one.kind]) for one in rows]
    return render(request, "publisher/registry/assigned.html", {**context, "rows": told, "counts": counts})

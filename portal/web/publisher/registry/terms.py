"""One place that offers a procedure: its terms changed, a place added, a place that stops."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import actor_for
from agencies.models import Agency, Seat
from common import clock
from common.errors import DomainError, NotFound
from portal.web.publisher.gate import publisher
from portal.web.publisher.registry.forms import OfferForm, TermsForm, WithdrawForm
from procedures import offered, takers
from procedures.models import Offering
from procedures.services import offer as offering_service


@require_http_methods(["GET", "POST"])
@publisher
def change(request: HttpRequest, seat: Seat, offering: int) -> HttpResponse:
    """The terms of one offering, and the form to change them; running dossiers keep their limit."""
    row = offered.offering_for(seat, offering)
    version = offered.procedure_for(seat, row.procedure.code)
    initial = TermsForm.initial_of(row)
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial, content=version.content)
    context = {"seat": seat, "row": row, "version": version, "form": form}
    if request.method == "GET":
        return render(request, "publisher/registry/terms.html", context)
    if not form.is_valid():
        return render(request, "publisher/registry/terms.html", context, status=422)
    try:
        offering_service.change_offer(row.pk, form.terms(row.overrides), by=actor_for(request.user, seat))
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return render(request, "publisher/registry/terms.html", context, status=409)
    messages.success(request, _("Đã lưu nơi cung cấp."))
    return _to_procedure(seat, row)


@require_http_methods(["GET", "POST"])
@publisher
def add(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """One more place for a procedure."""
    version = offered.procedure_for(seat, code)
    form = OfferForm(
        request.POST if request.method == "POST" else None, initial=OfferForm.first(version.content), content=version.content
    )
    context = {"seat": seat, "version": version, "form": form}
    if request.method == "GET":
        return render(request, "publisher/registry/offer.html", context)
    pair = _pair(seat, form) if form.is_valid() else None
    if pair is None:
        return render(request, "publisher/registry/offer.html", context, status=422)
    try:
        row = offering_service.offer(code, *pair, form.terms({}), by=actor_for(request.user, seat))
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return render(request, "publisher/registry/offer.html", context, status=409)
    messages.success(request, _("Đã thêm nơi cung cấp."))
    return _to_procedure(seat, row)


def _pair(seat: Seat, form: OfferForm) -> tuple[Agency, Agency] | None:
    """(receiving, handling) of the codes that were typed; an unknown one is an error at its box."""
    found: dict[str, Agency] = {}
    for name in ("handling", "receiving"):
        code = form.cleaned_data[name].strip().upper()
        if not code:
            continue
        try:
            found[name] = offered.agency_for(seat, code) if name == "handling" else takers.agency(code)
        except NotFound:
            form.add_error(name, _("Không có cơ quan mang mã này trong phạm vi của bạn"))
    if form.errors:
        return None
    handling = found["handling"]
    return found.get("receiving") or takers.desk_of(handling) or handling, handling


@require_http_methods(["GET", "POST"])
@publisher
def withdraw(request: HttpRequest, seat: Seat, offering: int) -> HttpResponse:
    """A place stops taking new dossiers from a day on."""
    row = offered.offering_for(seat, offering)
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"on": f"{clock.today():%d/%m/%Y}"})
    context = {"seat": seat, "row": row, "form": form}
    if request.method == "GET":
        return render(request, "publisher/registry/withdraw.html", context)
    if not form.is_valid():
        return render(request, "publisher/registry/withdraw.html", context, status=422)
    offering_service.withdraw_offer(row.pk, by=actor_for(request.user, seat), on=form.cleaned_data["on"])
    messages.success(request, _("Nơi này ngừng nhận hồ sơ mới từ ngày đã chọn. Hồ sơ đã nhận vẫn giải quyết tiếp."))
    return _to_procedure(seat, row)


def _to_procedure(seat: Seat, row: Offering) -> HttpResponse:
    return HttpResponseRedirect(reverse("registry:procedure", args=[seat.pk, row.procedure.code]))

"""Legal bases: how each stands, what rests on it, its days of force."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.errors import DomainError, NotFound
from portal.web.ops.dates import DayField
from portal.web.ops.paging import page_of
from portal.web.publisher.gate import publisher
from procedures import lawbook
from procedures.models import LegalBasis
from procedures.services import legal, replace_basis

STANDINGS = {
    lawbook.IN_FORCE: (_("Còn hiệu lực"), "green"),
    lawbook.NOT_YET: (_("Chưa có hiệu lực"), "blue"),
    lawbook.ENDED: (_("Hết hiệu lực"), "red"),
}


class FactsForm(forms.Form):
    """What is known of a legal text."""

    name = forms.CharField(label=_("Tên văn bản"), max_length=500, error_messages={"required": _("Nhập tên văn bản")})
    issued_by = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    issued_on: Any = DayField(label=_("Ngày ban hành"), required=False)
    in_force_from: Any = DayField(label=_("Có hiệu lực từ ngày"), required=False)

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)


class EndForm(forms.Form):
    """From when a text is without force, and what takes its place."""

    on: Any = DayField(label=_("Hết hiệu lực từ ngày"), required_message=_("Nhập ngày hết hiệu lực"))
    replaced_by = forms.CharField(
        label=_("Số, ký hiệu văn bản thay thế"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
        help_text=_("Ví dụ 18/2026/NĐ-CP. Để trống khi không có văn bản thay thế."),
    )


@require_GET
@publisher
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Legal texts, searched by code or name. Three queries whatever the number."""
    query = request.GET.get("q", "").strip()
    page = page_of(request, lawbook.texts(query))
    rows = [(basis, *STANDINGS[lawbook.standing(basis)]) for basis in page]
    return render(request, "publisher/registry/bases.html", {"seat": seat, "page": page, "rows": rows, "query": query})


def basis_for(basis_id: int) -> LegalBasis:
    """A legal text by its row, with what replaced it; raises ``NotFound``. One query."""
    found = LegalBasis.objects.select_related("replaced_by").filter(pk=basis_id).first()
    if found is None:
        raise NotFound
    return found


@require_http_methods(["GET", "POST"])
@publisher
def basis(request: HttpRequest, seat: Seat, basis: int) -> HttpResponse:
    """One text: its facts to correct, what rests on it within reach."""
    found = basis_for(basis)
    names = ("name", "issued_by", "issued_on", "in_force_from")
    form = FactsForm(request.POST if request.method == "POST" else None, initial={name: getattr(found, name) for name in names})
    words, colour = STANDINGS[lawbook.standing(found)]
    context = {
        "seat": seat,
        "basis": found,
        "form": form,
        "standing": words,
        "colour": colour,
        "versions": replace_basis.naming(seat, found),
        "replaced": lawbook.replaced_by(found),
        "may_prepare": seat.role == Seat.Role.AUTHOR,
    }
    if request.method == "GET":
        return render(request, "publisher/registry/basis.html", context)
    if not form.is_valid():
        return render(request, "publisher/registry/basis.html", context, status=422)
    try:
        legal.describe(found.code, by=actor_for(request.user, seat), **form.given())
    except DomainError as refusal:
        form.add_error("in_force_from", str(refusal.message))
        return render(request, "publisher/registry/basis.html", context, status=409)
    messages.success(request, gettext("Đã lưu thông tin văn bản."))
    return HttpResponseRedirect(reverse("registry:basis", args=[seat.pk, found.pk]))


@require_http_methods(["GET", "POST"])
@publisher
def end(request: HttpRequest, seat: Seat, basis: int) -> HttpResponse:
    """A text loses its force from a day on."""
    found = basis_for(basis)
    initial = {"on": found.in_force_to or f"{clock.today():%d/%m/%Y}", "replaced_by": getattr(found.replaced_by, "code", "")}
    form = EndForm(request.POST if request.method == "POST" else None, initial=initial)
    context = {"seat": seat, "basis": found, "form": form, "versions": replace_basis.naming(seat, found)}
    if request.method == "GET":
        return render(request, "publisher/registry/basis_end.html", context)
    if not form.is_valid():
        return render(request, "publisher/registry/basis_end.html", context, status=422)
    given = form.cleaned_data
    try:
        legal.end(found.code, by=actor_for(request.user, seat), on=given["on"], replaced_by=given["replaced_by"].strip())
    except DomainError as refusal:
        form.add_error("on", str(refusal.message))
        return render(request, "publisher/registry/basis_end.html", context, status=409)
    messages.success(request, gettext("Đã ghi ngày hết hiệu lực. Các thủ tục còn dựa vào văn bản này hiện ở dưới."))
    return HttpResponseRedirect(reverse("registry:basis", args=[seat.pk, found.pk]))

"""Files out: the empty template, chosen procedures as JSON or Excel, the annex of a decision, which the worker makes."""

import io
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.errors import NotFound
from portal.web.files import private_bytes
from portal.web.publisher.gate import publisher
from portal.web.publisher.importing.forms import ExportForm
from portal.web.publisher.importing.views import REFRESH_SECONDS, STOP, XLSX
from procedures import access
from procedures.exporting import annex, annexes, choosing, workbook
from procedures.exporting.choosing import Exported
from procedures.exporting.lines import line_of


@require_GET
@publisher
def template(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The empty Excel template. No query of its own."""
    made = io.BytesIO()
    workbook.template(made)
    return private_bytes(made.getvalue(), XLSX, _("mau-thu-tuc.xlsx"), download=True)


@require_http_methods(["GET", "POST"])
@publisher
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Choose procedures and get them: what is in force, or the open draft where nothing is. Codes out of reach are told.

    JSON and Excel come at once, by an address too; an annex is asked for, and led to the page that says how far it is.
    """
    asked = request.POST if request.method == "POST" else request.GET
    form = ExportForm(asked if "codes" in asked else None, initial={"agency": seat.agency.name})
    if form.is_bound and form.is_valid():
        chosen = _chosen(seat, form)
        if chosen and form.cleaned_data["kind"] != "pdf":
            return _file(chosen, form)
        if chosen and request.method == "POST":
            return _annex(request, seat, chosen, form)
    return render(request, "publisher/importing/export.html", {"seat": seat, "form": form}, status=422 if form.errors else 200)


def _chosen(seat: Seat, form: ExportForm) -> list[Exported]:
    codes = form.cleaned_data["codes"]
    within = set(access.procedures_within(seat).filter(code__in=codes).values_list("code", flat=True))
    chosen = choosing.chosen([code for code in codes if code in within])
    missing = [code for code in codes if code not in {one.code for one in chosen}]
    if missing:
        form.add_error("codes", _("Không có, hoặc ngoài phạm vi của vị trí này: %(codes)s") % {"codes": ", ".join(missing)})
        return []
    return chosen


def _file(chosen: list[Exported], form: ExportForm) -> HttpResponse:
    name = f"thu-tuc-{clock.today():%Y%m%d}"
    if form.cleaned_data["kind"] == "xlsx":
        made = io.BytesIO()
        workbook.write(chosen, made)
        return private_bytes(made.getvalue(), XLSX, f"{name}.xlsx", download=True)
    body = "".join(line_of(one) + "\n" for one in chosen)
    return private_bytes(body.encode(), "application/jsonl", f"{name}.jsonl", download=True)


def _annex(request: HttpRequest, seat: Seat, chosen: list[Exported], form: ExportForm) -> HttpResponse:
    given: dict[str, Any] = form.cleaned_data
    decision = annex.Decision(given["number"], given["day"], given["agency"])
    made = annexes.ask([one.code for one in chosen], decision, by=actor_for(request.user, seat))
    return HttpResponseRedirect(reverse("importing:annex", args=[seat.pk, made.pk]))


@require_GET
@publisher
def asked_annex(request: HttpRequest, seat: Seat, annex: uuid.UUID) -> HttpResponse:
    """How far an annex is; once made, where it is. One query."""
    found = annexes.annex_for(seat, annex)
    refreshes = found.waits and not request.GET.get(STOP)
    context = {"seat": seat, "annex": found, "refreshes": refreshes, "days": annexes.KEPT.days}
    response = render(request, "publisher/importing/annex.html", context)
    if refreshes:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@require_GET
@publisher
def annex_file(request: HttpRequest, seat: Seat, annex: uuid.UUID) -> HttpResponse:
    """The PDF."""
    found = annexes.annex_for(seat, annex)
    if not found.file:
        raise NotFound
    with found.file.open("rb") as file:
        return private_bytes(file.read(), "application/pdf", f"phu-luc-{found.created_at:%Y%m%d}.pdf", download=True)

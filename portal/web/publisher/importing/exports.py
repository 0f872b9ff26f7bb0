"""Files out: the empty template, chosen procedures as JSON or Excel, the annex of a decision."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.models import Seat
from common import clock
from portal.web.files import private_bytes
from portal.web.publisher.gate import publisher
from portal.web.publisher.importing.forms import ExportForm
from portal.web.publisher.importing.views import XLSX
from procedures import access
from procedures.exporting import annex, choosing, workbook
from procedures.exporting.choosing import Exported
from procedures.exporting.lines import line_of


@require_GET
@publisher
def template(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The empty Excel template. No query of its own."""
    made = io.BytesIO()
    workbook.template(made)
    return private_bytes(made.getvalue(), XLSX, _("mau-thu-tuc.xlsx"), download=True)


@require_GET
@publisher
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Choose procedures and get them: what is in force, or the open draft where nothing is. Codes out of reach are told."""
    asked = "codes" in request.GET
    form = ExportForm(request.GET if asked else None, initial={"agency": seat.agency.name})
    if asked and form.is_valid():
        file = _file(seat, form)
        if file is not None:
            return file
    return render(request, "publisher/importing/export.html", {"seat": seat, "form": form}, status=422 if form.errors else 200)


def _file(seat: Seat, form: ExportForm) -> HttpResponse | None:
    codes = form.cleaned_data["codes"]
    within = set(access.procedures_within(seat).filter(code__in=codes).values_list("code", flat=True))
    chosen = choosing.chosen([code for code in codes if code in within])
    missing = [code for code in codes if code not in {one.code for one in chosen}]
    if missing:
        form.add_error("codes", _("Không có, hoặc ngoài phạm vi của vị trí này: %(codes)s") % {"codes": ", ".join(missing)})
        return None
    name = f"thu-tuc-{clock.today():%Y%m%d}"
    if form.cleaned_data["kind"] == "pdf":
        return _annex(chosen, form, name)
    if form.cleaned_data["kind"] == "xlsx":
        made = io.BytesIO()
        workbook.write(chosen, made)
        return private_bytes(made.getvalue(), XLSX, f"{name}.xlsx", download=True)
    body = "".join(line_of(one) + "\n" for one in chosen)
    return private_bytes(body.encode(), "application/jsonl", f"{name}.jsonl", download=True)


def _annex(chosen: list[Exported], form: ExportForm, name: str) -> HttpResponse | None:
    given: dict[str, Any] = form.cleaned_data
    try:
        body = annex.render(chosen, annex.Decision(given["number"], given["day"], given["agency"]))
    except annex.TooLong:
        form.add_error("codes", _("Phụ lục này quá dài. Chọn ít thủ tục hơn."))
        return None
    return private_bytes(body, "application/pdf", f"phu-luc-{name}.pdf", download=True)

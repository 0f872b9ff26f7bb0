"""One scanned paper: what it says, guessed by a machine and confirmed by a person; then all of a dossier's are signed."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Seat
from common.errors import DomainError
from dossiers import scan_access, scan_fields
from dossiers.loaded import load
from dossiers.models import Dossier, ScannedPaper
from dossiers.scan_access import Place
from dossiers.services.scans import confirming
from dossiers.services.view import log_view
from portal.web.desk.navigation import navigation
from portal.web.desk.scans import shown
from portal.web.desk.scans.views import about
from portal.web.desk.seat import with_seat
from portal.web.ops.dates import DayField

UNSURE = 80
"""Below this the machine's word is marked as doubtful: on bad scans it errs in one letter of five."""


class ExtractForm(forms.Form):
    """What the paper says; a field that the paper does not have stays empty."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), required=False, max_length=100)
    day = DayField(label=gettext_lazy("Ngày ban hành, ngày cấp"), required=False, help_text="")
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành, nơi cấp"), required=False, max_length=250)
    name = forms.CharField(label=gettext_lazy("Người được nêu tên"), required=False, max_length=250)

    def values(self) -> dict[str, str]:
        """As the service keeps them: a day as YYYY-MM-DD."""
        return {field: str(value or "") for field, value in self.cleaned_data.items()}


@require_http_methods(["GET", "POST"])
@with_seat(roles=scan_access.SCANNING)
def paper(request: HttpRequest, seat: Seat, paper: Any) -> HttpResponse:
    """The paper beside its fields. Confirming leads to the next paper that waits for it, else back to the table."""
    found, place = scan_access.scanned_for_seat(seat, paper)
    form = ExtractForm(request.POST if request.method == "POST" else None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            confirming.confirm(found, by=request.user, seat=seat, values=form.values())
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Đã ghi dữ liệu của giấy tờ."))
        return redirect(_next(place, seat))
    if isinstance(place, Dossier):
        log_view(place, by=request.user, seat=seat, what=f"file:{found.file}")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/scans/paper.html", _context(request, seat, found, place, form), status=status)


def _initial(paper: ScannedPaper) -> dict[str, Any]:
    """What a person said, else what the machine believes; the day as a date."""
    said: dict[str, Any] = paper.values or {field: guess["value"] for field, guess in (paper.guesses or {}).items()}
    day = said.get(scan_fields.DAY)
    return said | ({scan_fields.DAY: date.fromisoformat(day)} if day else {})


def _next(place: Place, seat: Seat) -> str:
    """The next paper without confirmed data, else the table."""
    row = ScannedPaper.objects.filter(scan_access.of(place), confirmed_at__isnull=True).first()
    return reverse("desk-scans:paper", args=[seat.pk, row.pk]) if row else f"{shown.address(place, seat)}#da-so-hoa"


def _context(request: HttpRequest, seat: Seat, found: ScannedPaper, place: Place, form: ExtractForm) -> dict[str, Any]:
    guesses: dict[str, Any] = {} if found.confirmed_at else dict(found.guesses or {})
    fields = [(form[field], guesses.get(field), guesses.get(field, {}).get("sure", 100) < UNSURE) for field in scan_fields.FIELDS]
    return (
        navigation(seat, request.user)
        | about(seat, place)
        | {
            "seat": seat,
            "paper": found,
            "paper_name": load(place.version_id, place.case).paper_name(found.paper_key),
            "form": form,
            "fields": fields,
            "guessed": bool(guesses),
        }
    )


@require_POST
@with_seat(roles=scan_access.SCANNING)
def sign(request: HttpRequest, seat: Seat, dossier: Any) -> HttpResponse:
    """Sign every scanned paper whose data was confirmed."""
    place = scan_access.dossier_to_scan(seat, dossier)
    try:
        rows = confirming.sign(place, by=request.user, seat=seat)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        told = ngettext("Đã ký số %(n)d bản số hóa.", "Đã ký số %(n)d bản số hóa.", len(rows))
        messages.success(request, told % {"n": len(rows)})
    return redirect(f"{shown.address(place, seat)}#da-so-hoa")

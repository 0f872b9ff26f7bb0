"""Form 07, Sổ theo dõi hồ sơ: what this unit received over some days, as a PDF. Who had it printed is written down."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.selectors import actor_for
from agencies.models import Agency, Seat
from audit import log
from common import clock, jail
from dossiers import printing_time
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from portal.web.files import private_bytes
from portal.web.ops.dates import DayField
from vault import documents

LONGEST = timedelta(days=92)
SECONDS = 20


class RegisterForm(forms.Form):
    """From which day to which, a quarter at most."""

    tu = DayField(label=_("Từ ngày"), required_message=_("Nhập ngày đầu"))
    den = DayField(label=_("Đến ngày"), required_message=_("Nhập ngày cuối"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("tu"), cleaned.get("den")
        if since and until and not timedelta(0) <= until - since <= LONGEST:
            self.add_error("den", _("Ngày cuối phải sau ngày đầu, trong vòng 3 tháng."))
        return cleaned


@require_GET
@with_seat(roles=frozenset({Seat.Role.CLERK, Seat.Role.CENTRE_HEAD}))
def register(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask for the days; with them the book itself."""
    form = RegisterForm(request.GET if request.GET else None, initial={"tu": clock.today().replace(day=1), "den": clock.today()})
    body = _book(request, seat, form) if form.is_bound and form.is_valid() else None
    if body is None:
        context = navigation(seat, request.user) | {"seat": seat, "form": form, "back": reverse("queue:list", args=[seat.pk])}
        return render(request, "desk/register/register.html", context, status=422 if form.is_bound else 200)
    days = form.cleaned_data
    return private_bytes(body, "application/pdf", f"so-theo-doi-{days['tu']}-{days['den']}.pdf")


def _book(request: HttpRequest, seat: Seat, form: RegisterForm) -> bytes | None:
    """The book as a PDF, each contact's look written in its dossier's chain; None with the form's error where it is too long."""
    since, until = form.cleaned_data["tu"], form.cleaned_data["den"]
    agency = Agency.objects.select_related("parent__area", "area").get(pk=seat.agency_id)
    try:
        paper, shown = printing_time.register(agency, since, until, clock.now())
        body = jail.run("common.pdfjail", documents.register_html(paper).encode(), seconds=SECONDS).body
    except (printing_time.TooManyRows, jail.Escaped):
        form.add_error("den", printing_time.TooManyRows().message)
        return None
    actor = actor_for(request.user, seat)
    with transaction.atomic():
        # Two people may print books that share contacts: both take them in one order.
        log.hold([*(f"dossier:{dossier}" for dossier in shown), f"agency:{agency.pk}"])
        for dossier in shown:
            log.append(f"dossier:{dossier}", "view", actor, {"what": "register"})
        told = {"since": since.isoformat(), "until": until.isoformat(), "rows": len(shown)}
        log.append(f"agency:{agency.pk}", "print-register", actor, told)
    return body

"""The day book and the cases, for a finance seat; the day stands in the URL (?ngay=2026-11-23)."""

import uuid
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.errors import Stale
from payments import access, selectors
from payments.services.close_case import close_case
from portal.web.desk.finance.forms import CloseCaseForm
from portal.web.desk.seat import with_seat

FINANCE = frozenset({Seat.Role.FINANCE})


@require_GET
@with_seat(roles=FINANCE)
def day_book(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What was collected on a day by this agency and those below it, and the open cases."""
    today = clock.today()
    day = _day(request.GET.get("ngay"), today)
    context = {
        "seat": seat,
        "book": selectors.day_book(seat.agency, day),
        "cases": selectors.open_cases(seat.agency),
        "previous_day": day - timedelta(days=1),
        "next_day": day + timedelta(days=1) if day < today else None,
    }
    return render(request, "desk/finance/day.html", context)


@require_http_methods(["GET", "POST"])
@with_seat(roles=FINANCE)
def case(request: HttpRequest, seat: Seat, case: uuid.UUID) -> HttpResponse:
    """One case: what the gateway said against what was due; POST closes it with a note."""
    found = access.case_for(seat.agency, case)
    form = CloseCaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        assert request.user.is_authenticated  # with_seat saw to it
        try:
            close_case(found, actor=actor_for(request.user, seat), note=form.cleaned_data["note"])
            messages.success(request, _("Đã ghi cách xử lý."))
        except Stale:
            messages.info(request, _("Việc đối chiếu này đã được người khác xử lý."))
        return redirect("finance:day", seat=seat.pk)
    return render(request, "desk/finance/case.html", {"seat": seat, "case": found, "form": form})


def _day(text: str | None, today: date) -> date:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return today
    return min(max(day, date(2020, 1, 1)), today)

"""A counter's till: what was taken today, counting it, closing it. The day stands in the URL (?ngay=2026-11-23)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common import clock
from common.errors import DomainError
from common.money import vnd
from payments import tills
from payments.models import TillClosing
from payments.services.cash import TAKES_MONEY
from payments.services.close_till import close_till
from portal.web.desk.finance.forms import CountForm
from portal.web.desk.finance.views import day_asked
from portal.web.desk.seat import with_seat


@require_http_methods(["GET", "POST"])
@with_seat(roles=TAKES_MONEY)
def till(request: HttpRequest, seat: Seat) -> HttpResponse:
    """GET: what this seat took and did not close yet. POST: count and close it."""
    day = day_asked(request.GET.get("ngay"), clock.today())
    found = tills.till(seat, day)
    form = CountForm(request.POST or None, initial={"seen_cash": found.cash, "seen_card": found.card})
    if request.method == "POST" and form.is_valid():
        try:
            closing = _close(request, seat, form, found)
            messages.success(request, _said(closing))
            return redirect(f"{reverse('finance:till', args=[seat.pk])}?ngay={day:%Y-%m-%d}")
        except DomainError as error:
            field = "reason" if error.code == "empty-reason" else None
            form.add_error(field, str(error.message))
            found = tills.till(seat, day)
            form.data = {**form.data.dict(), "seen_cash": str(found.cash), "seen_card": str(found.card)}  # type: ignore[attr-defined]
    context = {"seat": seat, "till": found, "form": form, "open_days": tills.open_days(seat, day), "today": clock.today()}
    status = 422 if form.errors else 200
    return render(request, "desk/finance/till.html", context, status=status)


def _close(request: HttpRequest, seat: Seat, form: CountForm, found: tills.Till) -> TillClosing:
    assert request.user.is_authenticated  # with_seat saw to it
    data = form.cleaned_data
    return close_till(
        seat,
        found.day,
        by=request.user,
        notes=form.notes,
        card_counted=data["card"] or 0,
        seen=(data["seen_cash"], data["seen_card"]),
        reason=data["reason"],
    )


def _said(closing: TillClosing) -> str:
    if closing.difference == 0:
        return _("Đã khóa sổ: số đếm được khớp với sổ.")
    if closing.difference > 0:
        return _("Đã khóa sổ: thừa %(amount)s so với sổ.") % {"amount": vnd(closing.difference)}
    return _("Đã khóa sổ: thiếu %(amount)s so với sổ.") % {"amount": vnd(-closing.difference)}

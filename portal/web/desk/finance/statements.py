"""Statements of the bank, and the day's reconciliation with every gateway."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agencies.models import Seat
from common.errors import DomainError
from payments import books
from payments.services.take_statement import take_statement
from portal.web.desk.finance.forms import StatementForm
from portal.web.desk.finance.views import FINANCE
from portal.web.desk.seat import with_seat


@require_http_methods(["GET", "POST"])
@with_seat(roles=FINANCE)
def listed(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The statements taken; POST takes another."""
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        assert request.user.is_authenticated  # with_seat saw to it
        upload = form.cleaned_data["file"]
        try:
            row = take_statement(upload.read(), name=upload.name, by=request.user, seat=seat)
            words = {"credits": row.credits, "settled": row.settled, "repeated": row.repeated, "queued": row.queued}
            said = _("Đã đọc %(credits)s khoản có: ghi nhận %(settled)s, đã có trước %(repeated)s, chờ đối chiếu %(queued)s.")
            messages.success(request, said % words)
            return redirect("finance:statements", seat=seat.pk)
        except DomainError as error:
            form.add_error("file", str(error.message))
    context = {"seat": seat, "form": form, "statements": books.statements()}
    return render(request, "desk/finance/statements.html", context, status=422 if form.errors else 200)


@require_GET
@with_seat(roles=FINANCE)
def reconciliations(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What asking every gateway about each day came to."""
    return render(request, "desk/finance/reconciliations.html", {"seat": seat, "rows": books.reconciliations()})

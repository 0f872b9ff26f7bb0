"""One fee whole: what is due, what came in, receipts, refunds. Found by the dossier's code."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agencies.models import Seat
from common import clock
from common.errors import DomainError
from dossiers.models import DossierFee
from payments import access, books, selectors
from payments.models import Receipt
from payments.services import end_receipt
from payments.services.receipt import title
from portal.web.desk.finance.forms import ReplaceForm
from portal.web.desk.finance.views import FINANCE
from portal.web.desk.seat import with_seat
from portal.web.files import private_file


@require_GET
@with_seat(roles=FINANCE)
def search(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Fees by the beginning of a dossier's code (?ma=)."""
    words = request.GET.get("ma", "").strip()[:60]
    context = {"seat": seat, "words": words, "fees": books.found(seat.agency, words)}
    return render(request, "desk/finance/fees.html", context)


@require_GET
@with_seat(roles=FINANCE)
def sheet(request: HttpRequest, seat: Seat, fee: uuid.UUID) -> HttpResponse:
    """One fee's sheet."""
    found = access.fee_for(seat.agency, fee)
    context = {"seat": seat, "sheet": books.sheet(found), "standing": selectors.standing(found, clock.now())}
    link = DossierFee.objects.filter(fee_request=found.parent_id or found.pk).first()
    context |= {
        "parts": books.refundable(found),
        "budget": books.budget_part(found),
        "dossier": link.dossier_id if link else None,
    }
    return render(request, "desk/finance/fee.html", context)


@require_GET
@with_seat(roles=FINANCE)
def receipt(request: HttpRequest, seat: Seat, receipt: uuid.UUID) -> HttpResponse:
    """The printed receipt."""
    found = access.receipt_for(seat.agency, receipt)
    if found.blob is None:
        raise Http404
    return private_file(found.blob, f"{title(found)}.pdf")


@require_http_methods(["GET", "POST"])
@with_seat(roles=FINANCE)
def replace(request: HttpRequest, seat: Seat, receipt: uuid.UUID) -> HttpResponse:
    """A receipt with a mistake: POST issues the right one in its place."""
    found = access.receipt_for(seat.agency, receipt)
    if found.status != Receipt.Status.ISSUED:
        return redirect("finance:fee", seat=seat.pk, fee=found.fee_id)
    initial = {
        "payer_name": found.payer_name or found.fee.payer_name,
        "payer_address": found.payer_address or found.fee.payer_address,
    }
    form = ReplaceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        assert request.user.is_authenticated  # with_seat saw to it
        try:
            new = end_receipt.replace(found, by=request.user, seat=seat, **form.cleaned_data)
            messages.success(request, _("Đã lập %(title)s thay biên lai cũ.") % {"title": title(new)})
            return redirect("finance:fee", seat=seat.pk, fee=found.fee_id)
        except DomainError as error:
            form.add_error(None, str(error.message))
    context = {"seat": seat, "receipt": found, "title": title(found), "form": form}
    return render(request, "desk/finance/replace.html", context, status=422 if form.errors else 200)

"""Refunds: asked for from a fee's sheet, decided by another person, paid by the gateway or by an official."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from agencies.models import Seat
from common.errors import DomainError
from payments import access, books
from payments.models import Refund
from payments.services import refund as refunds
from payments.services import send_refund
from portal.web.desk.finance.forms import DecideForm, RefundForm
from portal.web.desk.finance.views import FINANCE
from portal.web.desk.seat import with_seat


@require_GET
@with_seat(roles=FINANCE)
def listed(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Refunds within reach, those that wait for somebody first."""
    return render(request, "desk/finance/refunds.html", {"seat": seat, "refunds": books.refunds(seat.agency)})


@require_http_methods(["GET", "POST"])
@with_seat(roles=FINANCE)
def ask(request: HttpRequest, seat: Seat, fee: uuid.UUID) -> HttpResponse:
    """What of a fee's sums may go back; POST asks for it."""
    found = access.fee_for(seat.agency, fee)
    parts = books.refundable(found)
    form = RefundForm(request.POST or None, parts=parts, ways=_ways(parts))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        part = form.parts[data["part"]]
        what = {"source": part.source, "kind": part.kind, "amount": data["amount"], "reason": data["reason"]}
        try:
            assert request.user.is_authenticated  # with_seat saw to it
            row = refunds.ask_refund(part.inflow, **what, way=data["way"], payee=data["payee"], by=request.user, seat=seat)
            messages.success(request, _("Đã đề nghị hoàn tiền. Người khác duyệt rồi mới chi."))
            return redirect("finance:refund", seat=seat.pk, refund=row.pk)
        except DomainError as error:
            form.add_error(None, str(error.message))
    context = {"seat": seat, "fee": found, "form": form, "parts": parts, "budget": books.budget_part(found)}
    return render(request, "desk/finance/ask_refund.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@with_seat(roles=FINANCE)
def one(request: HttpRequest, seat: Seat, refund: uuid.UUID) -> HttpResponse:
    """One refund; POST does what its button says: approve, reject, send, pay."""
    found = access.refund_for(seat.agency, refund)
    form = DecideForm(request.POST or None)
    assert request.user.is_authenticated  # with_seat saw to it
    if request.method == "POST" and form.is_valid():
        try:
            _act(found, request.POST.get("act", ""), form, request.user, seat)
            messages.success(request, _("Đã ghi."))
            return redirect("finance:refund", seat=seat.pk, refund=found.pk)
        except DomainError as error:
            form.add_error(None, str(error.message))
            found = access.refund_for(seat.agency, refund)
    context = {"seat": seat, "refund": found, "form": form, "own": found.requested_by_id == request.user.pk}
    return render(request, "desk/finance/refund.html", context, status=422 if form.errors else 200)


def _act(refund: Refund, act: str, form: DecideForm, by: User, seat: Seat) -> None:
    if act in ("approve", "reject"):
        refunds.decide(refund, approve=act == "approve", by=by, seat=seat, note=form.cleaned_data["note"])
    elif act == "send":
        sent = send_refund.send(refund, by=by, seat=seat)
        if sent.status == Refund.Status.FAILED:
            raise DomainError(_("Cổng không hoàn được: %(why)s. Hoàn bằng cách khác rồi ghi số chứng từ.") % {"why": sent.note})
    elif act == "pay":
        refunds.pay(refund, by=by, seat=seat, provider_ref=form.cleaned_data["provider_ref"])
    else:
        raise DomainError(_("Chọn việc cần làm với khoản hoàn này."))


def _ways(parts: list[books.Part]) -> list[tuple[str, str]]:
    """The gateway only where it took the money and can send it back."""
    by_gateway = any(part.inflow.gateway in send_refund.REFUNDS for part in parts)
    return [(way.value, str(way.label)) for way in Refund.Way if way != Refund.Way.GATEWAY or by_gateway]

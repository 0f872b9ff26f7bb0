"""The payer's pages. Nothing here believes the address the payer comes back with: it only finds which fee to show."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.selectors import actor_for
from common import clock
from common.errors import DomainError, NotFound
from payments import access, selectors
from payments.gateways import registry
from payments.gateways.port import GatewayDown
from payments.models import FeeRequest
from payments.rules import State
from payments.services.ask import ask
from payments.services.attempt import choose_other, start
from payments.tasks import ask_soon
from portal.web import client
from portal.web.files import private_file
from vault.qr import svg_data_uri

REFRESH_SECONDS = 5
SLOW_REFRESH_SECONDS = 30
YOUNG_SECONDS = 300
STOP = "dung"
FRESH_SECONDS = 60
"""A try this young is a double click: its page is given again without asking the gateway first."""


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, fee: uuid.UUID) -> HttpResponse:
    """GET: what is due, line by line, before leaving for the gateway. POST: 303 to the gateway's page."""
    found = _own(request, fee)
    problem = ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_begin(request, found, _chosen(request)), status=303)
        except DomainError as error:
            problem = str(error.message)
            found.refresh_from_db()
    standing = selectors.standing(found, clock.now())
    if standing.state not in {State.UNPAID, State.FAILED}:
        return redirect("pay:result", fee=found.pk)
    context = {**_words(found, standing), "standing": standing, "errors": [problem] if problem else []}
    context |= {"ways": registry.offered(), "chosen": _chosen(request), "shares": list(found.shares.order_by("reference"))}
    context |= {"voucher": found.vouchers.last(), "exemption": found.exemptions.last()}
    return render(request, "citizen/pay/show.html", context, status=409 if problem else 200)


def _chosen(request: HttpRequest) -> str:
    """The way to pay that the form names; the usual one when it names none of ours."""
    asked = request.POST.get("gateway", "")
    return asked if asked in settings.PAYMENT_GATEWAYS else settings.PAYMENT_GATEWAYS[0]


def _begin(request: HttpRequest, fee: FeeRequest, gateway: str) -> str:
    """Where to send the payer. An open try is asked about first, so nobody pays what was just paid or cancelled."""
    now = clock.now()
    last = selectors.standing(fee, now).last
    if last and last.status in last.OPEN and (now - last.created_at).total_seconds() > FRESH_SECONDS:
        try:
            ask(last)
        except GatewayDown:
            pass  # then ``start`` decides: the open page again, or wait
    return_url = settings.SITE_URL + reverse("pay:return")
    ip = client.address(request) or "127.0.0.1"
    attempt = start(fee, gateway=gateway, ip=ip, return_url=return_url, now=now)
    return attempt.redirect_url or reverse("pay:qr", args=[fee.pk])


@never_cache
@login_required
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Where the gateway sends the payer back: on to the page with a clean address that shows the true state."""
    query = request.META.get("QUERY_STRING", "")
    notice = registry.VNPAY.read(query)
    # The national platform signs nothing on the way back: its reference finds the payer's own fee and nothing else.
    reference = notice.txn_ref if notice.verified else request.GET.get("MaThamChieu", "")
    if not reference:
        raise Http404
    try:
        fee = access.fee_of_attempt(request.user, reference)
    except NotFound:
        raise Http404 from None
    return redirect("pay:result", fee=fee.pk)


@never_cache
@login_required
@require_GET
def result(request: HttpRequest, fee: uuid.UUID) -> HttpResponse:
    """The one true state, from what the gateway told us itself; loads itself again while it waits, if wanted."""
    found = _own(request, fee)
    standing = selectors.standing(found, clock.now())
    if standing.state == State.UNPAID:
        return redirect("pay:show", fee=found.pk)
    if _shows_code(standing):
        return redirect("pay:qr", fee=found.pk)
    refresh = 0
    if standing.state == State.PENDING and standing.last is not None:
        ask_soon(standing.last)
        refresh = _refresh(request, standing)
    context = {**_words(found, standing), "standing": standing, "receipts": selectors.receipts(found), "refresh": refresh}
    response = render(request, f"citizen/pay/{_TEMPLATE[standing.state]}.html", context)
    if refresh:
        # A header does what <meta http-equiv=refresh> does; the page says so and has a link that stops it (WCAG 2.2.1).
        response["Refresh"] = str(refresh)
    return response


def _refresh(request: HttpRequest, standing: selectors.Standing) -> int:
    """Seconds until the page loads itself again; 0 when the payer stopped it or a person must check first."""
    if standing.open_case or request.GET.get(STOP) or standing.last is None:
        return 0
    young = (clock.now() - standing.last.created_at).total_seconds() < YOUNG_SECONDS
    return REFRESH_SECONDS if young else SLOW_REFRESH_SECONDS


def _shows_code(standing: selectors.Standing) -> bool:
    """Whether what is pending is a VietQR code that nobody is known to have paid."""
    last = standing.last
    return bool(last and last.gateway == registry.VIETQR.key and last.status in last.OPEN and not standing.open_case)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def qr_code(request: HttpRequest, fee: uuid.UUID) -> HttpResponse:
    """GET: the code as picture and as text, to pay by any bank's app. POST: the payer wants another way."""
    found = _own(request, fee)
    if request.method == "POST":
        assert request.user.is_authenticated
        choose_other(found, by=actor_for(request.user))
        return redirect("pay:show", fee=found.pk)
    standing = selectors.standing(found, clock.now())
    if not _shows_code(standing) or standing.last is None:
        return redirect("pay:result", fee=found.pk)
    code = registry.VIETQR.code(standing.last.txn_ref, standing.last.amount)
    context = {**_words(found, standing), "attempt": standing.last, "bank": settings.VIETQR, "code": code}
    return render(request, "citizen/pay/qr.html", context | {"picture": svg_data_uri(code, border=4)})


def _words(fee: FeeRequest, standing: selectors.Standing) -> dict[str, Any]:
    """What every page of payment shows."""
    gateway = standing.paid_by or (standing.last.gateway if standing.last else registry.DEFAULT)
    words = {"fee": fee, "lines": selectors.lines(fee), "gateway": registry.get(gateway).label}
    return words | {"notice": selectors.notice(fee), "filing": fee.purpose == FeeRequest.Purpose.FILING}


_TEMPLATE = {
    State.PENDING: "pending",
    State.PAID: "paid",
    State.FAILED: "failed",
    State.EXPIRED: "closed",
    State.CANCELLED: "closed",
    State.WAIVED: "closed",
}


@never_cache
@login_required
@require_GET
def receipt(request: HttpRequest, receipt: uuid.UUID) -> HttpResponse:
    """The printed receipt (PDF) of one's own fee."""
    try:
        found = access.receipt_of(request.user, receipt)
    except NotFound:
        raise Http404 from None
    name = _("Biên lai %(series)s %(number)s.pdf") % {"series": found.series, "number": found.number_text}
    assert found.blob is not None  # receipt_of lets none through without
    return private_file(found.blob, name)


def _own(request: HttpRequest, fee_id: uuid.UUID) -> FeeRequest:
    try:
        return access.fee_of(request.user, fee_id)
    except NotFound:
        raise Http404 from None

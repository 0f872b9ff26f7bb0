"""The kiosk: what one comes for, whether one goes first, the number. Every screen is a page; none needs JavaScript."""

import uuid
from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.limits import allow
from common.clock import now
from common.errors import DomainError, NotFound
from portal.web import client
from portal.web.reception.pairing import at_machine
from reception import access, opening, selectors
from reception.models import Place, Service, Ticket
from reception.services import tickets
from vault import qr

PER_MINUTE, PER_HALL = 15, 200
"""Numbers that one device takes a minute, that a hall gives in ten."""
SHOWN_SECONDS, IDLE_SECONDS = 30, 60
"""How long the paper's screen stays, and a question that nobody answers."""


class TakeForm(forms.Form):
    """The second screen's answer; the choices of ``viec`` are the place's."""

    viec = forms.CharField(max_length=1)
    uu_tien = forms.ChoiceField(choices=Ticket.Priority.choices, required=False)
    key = forms.UUIDField()


class CodeForm(forms.Form):
    """The code of an appointment, typed or scanned; blanks do no harm."""

    code = forms.CharField(
        label=gettext_lazy("Mã hẹn gồm 8 chữ số"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "kiosk__code", "autofocus": True}),
        error_messages={"required": gettext_lazy("Nhập mã hẹn.")},
    )

    def clean_code(self) -> str:
        """The digits alone."""
        return "".join(letter for letter in self.cleaned_data["code"] if letter.isdecimal())


@require_http_methods(["GET", "POST"])
@at_machine
def start(request: HttpRequest, place: Place) -> HttpResponse:
    """What one comes for (``viec``: its letter leads to the question of priority); by POST, the number. At most five queries."""
    state = opening.at(place, now())
    if not state.open:
        return render(request, "reception/closed.html", {"place": place, "state": state, "idle": IDLE_SECONDS})
    if request.method == "POST":
        return _take(request, place)
    letter = request.GET.get("viec", "")
    if letter:
        return _ask_priority(request, place, _service(place, letter))
    rows = selectors.board(place).waiting
    context = {"place": place, "rows": rows, "booked": any(service.capacity for service, _count in rows)}
    return render(request, "reception/kiosk.html", context)


@require_http_methods(["GET", "POST"])
@at_machine
def arrive(request: HttpRequest, place: Place) -> HttpResponse:
    """Someone with an appointment types its code and has a number at once."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not _may_take(request, place):
            form.add_error(None, _("Máy này vừa được dùng nhiều lần. Chờ một phút rồi thử lại."))
            return _code_page(request, place, form, 429)
        try:
            return _to_slip(tickets.arrive(place, form.cleaned_data["code"]))
        except NotFound:
            form.add_error("code", _("Ở đây không có lịch hẹn mang mã này. Kiểm tra lại mã, hoặc lấy số như người không có hẹn."))
        except DomainError as refusal:
            form.add_error("code", refusal.message)
    return _code_page(request, place, form, 422 if form.is_bound else 200)


@require_GET
@at_machine
def slip(request: HttpRequest, place: Place, ticket: str) -> HttpResponse:
    """The paper: the number, how many wait before it, a QR that shows the queue on one's phone. Seven queries."""
    found = access.ticket(ticket)
    if found.place_id != place.pk:
        raise Http404
    address = settings.SITE_URL + reverse("hall:ticket", args=[found.public_id])
    context = {
        "place": place,
        "ticket": found,
        "ahead": selectors.ahead(found) if found.state == Ticket.State.WAITING else None,
        "qr": qr.svg_data_uri(address, border=1),
        "shown": SHOWN_SECONDS,
    }
    return render(request, "reception/slip.html", context)


def _take(request: HttpRequest, place: Place) -> HttpResponse:
    form = TakeForm(request.POST)
    if not form.is_valid():
        return redirect("hall:kiosk", place.agency.code)
    service = _service(place, form.cleaned_data["viec"])
    if not _may_take(request, place):
        refusal = _("Máy này vừa được dùng nhiều lần. Chờ một phút rồi thử lại.")
        return _ask_priority(request, place, service, refusal, status=429)
    try:
        return _to_slip(tickets.take(service, priority=form.cleaned_data["uu_tien"], key=form.cleaned_data["key"]))
    except DomainError as refused:
        return _ask_priority(request, place, service, str(refused.message), status=422)


def _ask_priority(request: HttpRequest, place: Place, service: Service, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "place": place,
        "service": service,
        "priorities": [(value, words) for value, words in Ticket.Priority.choices if value],
        "key": uuid.uuid4(),
        "refusal": refusal,
        "idle": IDLE_SECONDS,
    }
    return render(request, "reception/priority.html", context, status=status)


def _code_page(request: HttpRequest, place: Place, form: CodeForm, status: int) -> HttpResponse:
    return render(request, "reception/arrive.html", {"place": place, "form": form, "idle": IDLE_SECONDS}, status=status)


def _to_slip(ticket: Ticket) -> HttpResponse:
    return redirect("hall:slip", ticket.place.agency.code, ticket.public_id)


def _service(place: Place, letter: str) -> Service:
    return access.service(place, letter.upper()[:1])


def _may_take(request: HttpRequest, place: Place) -> bool:
    """A hand that takes numbers for sport, one device or many, is stopped."""
    mine = allow(f"ticket:{client.address(request)}", PER_MINUTE, timedelta(minutes=1))
    return mine and allow(f"ticket-hall:{place.pk}", PER_HALL, timedelta(minutes=10))

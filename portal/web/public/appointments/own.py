"""One's own appointment: its page names nobody; moving it and giving it up ask for the second proof where none was given here."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.limits import allow
from accounts.selectors import actor_for
from common import clock
from common.actors import Actor
from common.errors import DomainError, NotFound
from portal.web import client
from portal.web.public.appointments import calendar_file, proof
from portal.web.public.appointments.booking import shown_days
from portal.web.public.appointments.forms import FindForm, ProofForm
from reception import access
from reception.models import Appointment
from reception.services import appointments
from reception.slots import read_key
from vault import qr

PER_MINUTE, WRONG_PER_HOUR = 20, 10
View = Callable[..., HttpResponse]


def with_appointment(view: View) -> View:
    """The view gets the appointment that the address names, or there is a 404."""

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, appointment: str, **given: Any) -> HttpResponse:
        try:
            return view(request, access.appointment(appointment), **given)
        except NotFound:
            raise Http404 from None

    return inner


@never_cache
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """By code and second proof to its page. POST only, so that no proof lands in a log or history."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if not _may_try(request, code):
            form.add_error(None, _("Bạn đã thử nhiều lần. Chờ ít phút rồi thử lại, hoặc gọi 1022."))
            return render(request, "public/appointments/find.html", {"form": form}, status=429)
        try:
            found = access.appointment_by_code(code, form.cleaned_data["proof"])
        except NotFound:
            form.add_error(None, _("Không tìm thấy lịch hẹn với mã và số đã nhập. Kiểm tra lại cả hai."))
        else:
            proof.remember(request, found)
            return redirect("appointments:own", found.public_id)
    return render(request, "public/appointments/find.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
@with_appointment
def show(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """When, where, the code with its QR for the kiosk's scanner, what can still be done. One query."""
    context = {
        "appointment": appointment,
        "open": _is_open(appointment),
        "movable": _is_open(appointment) and appointment.moves < appointments.MOST_MOVES,
        "qr": qr.svg_data_uri(appointment.code, border=1),
    }
    return render(request, "public/appointments/own.html", context)


@require_GET
@with_appointment
def calendar(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """A file that every calendar on a phone reads."""
    address = settings.SITE_URL + reverse("appointments:own", args=[appointment.public_id])
    response = HttpResponse(calendar_file.event(appointment, address), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lich-hen-{appointment.code}.ics"'
    return response


@require_http_methods(["GET", "POST"])
@with_appointment
def move(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Another time of the same matter (``gio``)."""
    if not _is_open(appointment):
        return redirect("appointments:own", appointment.public_id)
    at = read_key(request.GET.get("gio", ""))
    if at is None:
        context = {"appointment": appointment} | shown_days(request, appointment.place, appointment.service)
        return render(request, "public/appointments/move.html", context)

    def act(by: Actor) -> str:
        appointments.move(appointment.pk, at, by=by)
        return _("Đã đổi lịch hẹn.")

    return _confirm(request, appointment, act, {"to": at})


@require_http_methods(["GET", "POST"])
@with_appointment
def cancel(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Give it up: others may have the time."""
    if not _is_open(appointment):
        return redirect("appointments:own", appointment.public_id)

    def act(by: Actor) -> str:
        appointments.cancel(appointment.pk, by=by)
        return _("Đã hủy lịch hẹn. Chỗ này dành cho người khác.")

    return _confirm(request, appointment, act, {})


def _confirm(
    request: HttpRequest, appointment: Appointment, act: Callable[[Actor], str], context: dict[str, Any]
) -> HttpResponse:
    """Ask whether, and for the proof where this browser has not given it; then do it."""
    proven = proof.given(request, appointment)
    form = None if proven else ProofForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form is None or (form.is_valid() and _proves(request, appointment, form)):
            try:
                done = act(actor_for(request.user) if request.user.is_authenticated else Actor("citizen"))
            except DomainError as refusal:
                context["refusal"], status = refusal.message, 409
            else:
                proof.remember(request, appointment)
                messages.success(request, done)
                return redirect("appointments:own", appointment.public_id)
    context |= {"appointment": appointment, "form": form}
    return render(request, "public/appointments/confirm.html", context, status=status)


def _proves(request: HttpRequest, appointment: Appointment, form: ProofForm) -> bool:
    if not _may_try(request, appointment.code):
        form.add_error(None, _("Bạn đã thử nhiều lần. Chờ ít phút rồi thử lại, hoặc gọi 1022."))
        return False
    if not access.proves(appointment, form.cleaned_data["proof"]):
        form.add_error("proof", _("4 số này không phải của số điện thoại đã đặt lịch."))
        return False
    return True


def _may_try(request: HttpRequest, code: str) -> bool:
    mine = allow(f"appointment:{client.address(request)}", PER_MINUTE, timedelta(minutes=1))
    return mine and allow(f"appointment-code:{code}", WRONG_PER_HOUR, timedelta(hours=1))


def _is_open(appointment: Appointment) -> bool:
    return appointment.state == Appointment.State.BOOKED and appointment.at > clock.now()

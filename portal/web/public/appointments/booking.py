"""Office → matter → day and time → who comes. Every choice stands in the address, so Back works and a page can be shared."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.limits import allow
from common.errors import DomainError, NotFound
from portal.web import client
from portal.web.public.appointments import matter as matters_of
from portal.web.public.appointments.forms import HolderForm
from portal.web.public.appointments.proof import remember
from reception import access, booking
from reception.models import Place, Service
from reception.services import appointments
from reception.slots import Slot, read_key

PER_HOUR = 20
"""Bookings of one address an hour: a family or an office behind it is not shut out."""
View = Callable[..., HttpResponse]


def reached(view: View) -> View:
    """The view gets place and, where the address has one, kind of matter; what is not there is a 404."""

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, place: str, letter: str = "", **given: Any) -> HttpResponse:
        try:
            here = access.place(place)
            if letter:
                given["service"] = access.service(here, letter)
            return view(request, here, **given)
        except NotFound:
            raise Http404 from None

    return inner


@never_cache
@require_GET
def offices(request: HttpRequest) -> HttpResponse:
    """Offices that take bookings, for the procedure that is asked for; one's own appointments above. At most four queries."""
    asked = matters_of.asked(request)
    found = matters_of.taking(booking.places(), asked)
    own = access.appointments_of(request.user) if request.user.is_authenticated else []
    return render(request, "public/appointments/offices.html", {"matter": asked, "places": found, "own": own})


@require_GET
@reached
def matters(request: HttpRequest, place: Place) -> HttpResponse:
    """What one comes for; where only one fits the procedure, straight on to the times. At most three queries."""
    asked = matters_of.asked(request)
    found = matters_of.matters(place, asked)
    if asked.code and len(found) == 1:
        return redirect(reverse("appointments:times", args=[place.agency.code, found[0].letter]) + asked.query)
    return render(request, "public/appointments/matters.html", {"place": place, "services": found, "matter": asked})


@require_GET
@reached
def times(request: HttpRequest, place: Place, service: Service) -> HttpResponse:
    """Days with what is free, and the hours of the chosen one (``ngay``; else the first with a free place). Five queries."""
    context = {"place": place, "service": service, "matter": matters_of.asked(request)} | shown_days(request, place, service)
    return render(request, "public/appointments/times.html", context)


def shown_days(request: HttpRequest, place: Place, service: Service) -> dict[str, Any]:
    """``days`` and the ``chosen`` one, for this page and for moving."""
    days = booking.days(place, service)
    wanted = request.GET.get("ngay", "")
    chosen = next((one for one in days if one.day.isoformat() == wanted), None)
    return {"days": days, "chosen": chosen or next((one for one in days if one.free), None)}


@require_http_methods(["GET", "POST"])
@reached
def details(request: HttpRequest, place: Place, service: Service, slot: str) -> HttpResponse:
    """Who comes; then it is booked. A slot that went meanwhile leads back to the times. At most six queries to look."""
    at = read_key(slot)
    found = booking.slot(place, service, at) if at else None
    asked = matters_of.asked(request)
    if found is None or not found.free:
        return _gone(request, place, service, asked)
    person = request.user.person if request.user.is_authenticated else None
    initial = {"key": uuid.uuid4(), "name": person.full_name if person else "", "phone": (person.phone or "") if person else ""}
    form = HolderForm(
        request.POST if request.method == "POST" else None, initial=initial, with_account=request.user.is_authenticated
    )
    if request.method == "POST" and form.is_valid():
        if not allow(f"book:{client.address(request)}", PER_HOUR, timedelta(hours=1)):
            form.add_error(None, _("Bạn đã đặt nhiều lịch trong một giờ. Chờ ít phút rồi thử lại, hoặc gọi 1022."))
            return _ask(request, place, service, found, asked, form, 429)
        try:
            return _book(request, service, found, form, asked)
        except appointments.SlotGone:
            return _gone(request, place, service, asked)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
    return _ask(request, place, service, found, asked, form, 422 if form.is_bound else 200)


def _book(request: HttpRequest, service: Service, slot: Slot, form: HolderForm, asked: matters_of.Matter) -> HttpResponse:
    typed = form.cleaned_data
    user = request.user if request.user.is_authenticated else None
    holder = appointments.Holder(typed["name"], typed["phone"], typed.get("email", ""), user)
    made = appointments.book(service.pk, slot.at, holder, procedure=asked.code, key=typed["key"])
    remember(request, made)
    return redirect("appointments:own", made.public_id)


def _ask(
    request: HttpRequest, place: Place, service: Service, slot: Slot, asked: matters_of.Matter, form: HolderForm, status: int
) -> HttpResponse:
    context = {"place": place, "service": service, "slot": slot, "matter": asked, "form": form}
    return render(request, "public/appointments/details.html", context, status=status)


def _gone(request: HttpRequest, place: Place, service: Service, asked: matters_of.Matter) -> HttpResponse:
    context = {"place": place, "service": service, "matter": asked, "gone": True} | shown_days(request, place, service)
    return render(request, "public/appointments/times.html", context, status=409)

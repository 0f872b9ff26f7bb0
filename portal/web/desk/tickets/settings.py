"""How a hall is set up, by its head: what holds for all of it, kinds of matter, windows."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import Seat
from common.clock import today
from common.errors import DomainError, NotFound
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from portal.web.desk.tickets.forms import BoothForm, MatterForm, PlaceForm
from procedures.models import Field
from reception import access
from reception.access import HEADS
from reception.models import Closure, Service, Window
from reception.services import places


@require_GET
@with_seat(roles=HEADS)
def overview(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Everything that is set up, or the button that opens a hall. Six queries beside the side column's."""
    context = navigation(seat, request.user) | {"seat": seat, "unit": access.unit_for_head(seat), "place": None}
    try:
        place = access.place_for_head(seat)
    except NotFound:
        return render(request, "desk/tickets/hall.html", context)
    names = dict(Field.objects.values_list("code", "name"))
    context |= {
        "place": place,
        "matters": [(one, _covered(one, names)) for one in Service.objects.filter(place=place)],
        "windows": Window.objects.filter(place=place).prefetch_related("services"),
        "closures": Closure.objects.filter(place=place, day__gte=today()).order_by("day"),
    }
    return render(request, "desk/tickets/hall.html", context)


def _covered(service: Service, names: dict[str, str]) -> str:
    """The fields by name and the procedures by code that a kind of matter is for; empty where it is for all."""
    return ", ".join([*(names.get(code, code) for code in service.fields), *service.procedures])


@require_POST
@with_seat(roles=HEADS)
def begin(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Open a hall that the unit does not have yet."""
    places.open_place(by=request.user, seat=seat)
    return redirect("tickets:hall", seat.pk)


@require_http_methods(["GET", "POST"])
@with_seat(roles=HEADS)
def place(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What holds for the whole hall."""
    form = PlaceForm.of(access.place_for_head(seat), request.POST if request.method == "POST" else None)

    def save() -> str:
        places.save_place(by=request.user, seat=seat, **form.cleaned_data)
        return _("Đã lưu.")

    return _form(request, seat, form, save, _("Nơi tiếp đón"))


@require_http_methods(["GET", "POST"])
@with_seat(roles=HEADS)
def matter(request: HttpRequest, seat: Seat, service: int | None = None) -> HttpResponse:
    """Add or change a kind of matter."""
    hall = access.place_for_head(seat)
    row = access.service_by_id(hall, service) if service else None
    names = list(Field.objects.order_by("name").values_list("code", "name"))
    form = MatterForm.of(row, names, request.POST if request.method == "POST" else None)

    def save() -> str:
        saved = places.save_service(service, by=request.user, seat=seat, **form.given())
        return _("Đã lưu nhóm việc %(letter)s.") % {"letter": saved.letter}

    return _form(request, seat, form, save, str(row) if row else _("Thêm nhóm việc"))


@require_http_methods(["GET", "POST"])
@with_seat(roles=HEADS)
def booth(request: HttpRequest, seat: Seat, window: int | None = None) -> HttpResponse:
    """Add or change a window."""
    hall = access.place_for_head(seat)
    row = access.window(hall, window) if window else None
    form = BoothForm.of(row, hall, request.POST if request.method == "POST" else None)

    def save() -> str:
        typed = form.cleaned_data
        saved = places.save_window(window, by=request.user, seat=seat, **typed)
        return _("Đã lưu quầy %(number)d.") % {"number": saved.number}

    return _form(request, seat, form, save, _("Quầy %(number)d") % {"number": row.number} if row else _("Thêm quầy"))


def _form(request: HttpRequest, seat: Seat, form: Form, save: Callable[[], str], title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            said = save()
        except NotFound:
            raise
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, said)
            return redirect("tickets:hall", seat.pk)
    context: dict[str, Any] = navigation(seat, request.user) | {"seat": seat, "form": form, "title": title}
    return render(request, "desk/tickets/form.html", context, status=422 if form.is_bound else 200)

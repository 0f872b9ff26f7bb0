"""Machines that give numbers: registered with a code that is shown once, taken back by a button."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Seat
from common.errors import DomainError
from portal.middleware.posted import shown_once
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from reception import access
from reception.access import HEADS
from reception.models import Device, Place
from reception.services import devices


class DeviceForm(forms.Form):
    """What people call the machine."""

    name = forms.CharField(
        label=gettext_lazy("Tên máy"),
        help_text=gettext_lazy("Ví dụ: Máy ở cửa chính."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Nhập tên máy."),
            "max_length": gettext_lazy("Tên dài nhất 80 ký tự."),
        },
    )


@require_http_methods(["GET", "POST"])
@with_seat(roles=HEADS)
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The machines; POST registers one and shows its code, once."""
    place = access.place_for_head(seat)
    form = DeviceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row, code = devices.add(by=request.user, seat=seat, name=form.cleaned_data["name"])
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return shown_once(_page(request, seat, place, DeviceForm(), {"added": row, "code": f"{code[:4]} {code[4:]}"}))
    return _page(request, seat, place, form, status=422 if form.is_bound else 200)


@require_POST
@with_seat(roles=HEADS)
def end(request: HttpRequest, seat: Seat, device: int) -> HttpResponse:
    """Take a machine back."""
    row = devices.end(device, by=request.user, seat=seat)
    messages.success(request, gettext("Đã thu hồi máy %(name)s.") % {"name": row.name})
    return redirect("tickets:devices", seat.pk)


def _page(
    request: HttpRequest, seat: Seat, place: Place, form: DeviceForm, more: dict[str, object] | None = None, status: int = 200
) -> HttpResponse:
    context = navigation(seat, request.user) | {
        "seat": seat,
        "place": place,
        "form": form,
        "devices": Device.objects.filter(place=place, ended_at__isnull=True),
        "pairing": request.build_absolute_uri(reverse("hall:pair", args=[place.agency.code])),
        **(more or {}),
    }
    return render(request, "desk/tickets/devices.html", context, status=status)

"""Which machine this is: a kiosk of a place that gives numbers from registered machines alone, and its pairing."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.limits import allow
from common.errors import DomainError
from portal.web import client
from portal.web.reception.doors import with_place
from reception import access
from reception.models import Place
from reception.services import devices

COOKIE = "may-lay-so"
LIVES = timedelta(days=400)
"""As long as browsers keep a cookie at most."""
TRIES, TRIES_HALL, PER = 5, 30, timedelta(minutes=10)


class PairForm(forms.Form):
    """The code that the head's page shows."""

    code = forms.CharField(
        label=gettext_lazy("Mã ghép gồm 8 chữ số"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "kiosk__code", "autofocus": True}),
        error_messages={"required": gettext_lazy("Nhập mã ghép.")},
    )

    def clean_code(self) -> str:
        """The digits alone."""
        return "".join(letter for letter in self.cleaned_data["code"] if letter.isdecimal())


def at_machine(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view runs only at a registered machine where the place wants that; elsewhere a page says so (403)."""

    @with_place
    @wraps(view)
    def inner(request: HttpRequest, place: Place, **given: Any) -> HttpResponse:
        if place.bound:
            device = access.device(place, request.COOKIES.get(COOKIE, ""))
            if device is None:
                return render(request, "reception/elsewhere.html", {"place": place}, status=403)
            devices.seen(device)
        return view(request, place, **given)

    return inner


@require_http_methods(["GET", "POST"])
@with_place
def pair(request: HttpRequest, place: Place) -> HttpResponse:
    """At the machine itself: the code makes it a registered one. Tries are counted."""
    form = PairForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        mine = allow(f"pair:{client.address(request)}", TRIES, PER)
        if not (mine and allow(f"pair-hall:{place.pk}", TRIES_HALL, PER)):
            form.add_error(None, _("Đã nhập mã nhiều lần. Chờ mười phút rồi thử lại."))
            return render(request, "reception/pair.html", {"place": place, "form": form}, status=429)
        try:
            _device, token = devices.pair(place, form.cleaned_data["code"])
        except DomainError as refusal:
            form.add_error("code", refusal.message)
        else:
            answer = redirect("hall:kiosk", place.agency.code)
            secure = settings.SESSION_COOKIE_SECURE
            answer.set_cookie(COOKIE, token, max_age=LIVES, httponly=True, secure=secure, samesite="Lax", path="/lay-so/")
            return answer
    return render(request, "reception/pair.html", {"place": place, "form": form}, status=422 if form.is_bound else 200)

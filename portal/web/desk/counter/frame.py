"""Entering a page of the counter: the seat of the URL, one's own reception on it, and where that stands."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Seat
from common.errors import NotFound
from dossiers import counter
from dossiers.models import CounterFiling
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat

View = Callable[..., HttpResponse]
WRONG = "loi"
"""In the address of a page that is shown with what is wrong on it."""


def with_filing(view: View) -> View:
    """The view receives one's own reception that is under way; a finished one leads to its last page."""

    @with_seat(roles=counter.ROLES)
    @wraps(view)
    def inner(request: HttpRequest, seat: Seat, filing: Any, **kwargs: Any) -> HttpResponse:
        try:
            found = counter.filing_of(request.user, seat, filing)
        except NotFound:
            return _gone(request, seat, filing)
        if found.outcome:
            return HttpResponseRedirect(reverse("counter:done", args=[seat.pk, found.pk]))
        return view(request, seat, found, **kwargs)

    return inner


def _gone(request: HttpRequest, seat: Seat, filing: Any) -> HttpResponse:
    """A page that was open while a colleague took the reception over says so; anything else is not found."""
    taken = counter.of_colleague(request.user, seat, filing)
    if not any(one["from"] == str(request.user.pk) for one in taken.taken or ()):
        raise NotFound
    told = _("%(name)s đã làm thay lượt tiếp nhận này.") % {"name": taken.clerk}
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"conflict": told}, status=409)
    messages.info(request, told)
    return HttpResponseRedirect(reverse("counter:start", args=[seat.pk]), status=303)


def with_form(view: View) -> View:
    """The same for pages behind the choice of a procedure; without one they lead back to it."""

    @with_filing
    @wraps(view)
    def inner(request: HttpRequest, seat: Seat, filing: CounterFiling, **kwargs: Any) -> HttpResponse:
        if filing.draft is None:
            return HttpResponseRedirect(reverse("counter:who", args=[seat.pk, filing.pk]))
        return view(request, seat, filing, **kwargs)

    return inner


def frame(request: HttpRequest, seat: Seat, filing: CounterFiling | None = None) -> dict[str, Any]:
    """What every page of the counter shows: the side column and who stands there."""
    return navigation(seat, request.user) | {"seat": seat, "filing": filing}

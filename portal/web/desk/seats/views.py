"""``/mot-cua/``: the official's seats; one seat only leads straight to its work."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache

from accounts import selectors
from agencies.models import Seat
from common.errors import NotFound

# Where a seat's work begins; every role that is not named begins at its queue.
_HOMES = {
    Seat.Role.SYSADMIN: "officials:list",
    Seat.Role.FINANCE: "finance:day",
    Seat.Role.AUTHOR: "catalogue:list",
    Seat.Role.APPROVER: "catalogue:list",
}


def home_of(seat: Seat) -> str:
    """The address where work on a seat begins; empty while this portal has no page for its role."""
    try:
        return reverse(_HOMES.get(Seat.Role(seat.role), "queue:list"), args=[seat.pk])
    except NoReverseMatch:
        return ""


@login_required
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """The seats to choose from; 404 for citizens. One query."""
    if not request.user.is_official:
        raise NotFound
    choices = [(seat, home_of(seat)) for seat in selectors.seats(request.user)]
    if len(choices) == 1 and choices[0][1] and "doi" not in request.GET:
        return redirect(choices[0][1])
    return render(request, "desk/seats/choose.html", {"choices": choices})

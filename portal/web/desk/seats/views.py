"""``/mot-cua/``: the official's seats; one seat only leads straight to its work."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts import selectors
from agencies.models import Seat
from common.errors import NotFound

# Where a seat's work begins; every other role's is its queue.
_HOMES = {
    Seat.Role.SYSADMIN: "/quan-tri/{seat}/can-bo/",
    Seat.Role.AUTHOR: "/bien-soan/{seat}/",
    Seat.Role.APPROVER: "/bien-soan/{seat}/",
}


def home_of(seat: Seat) -> str:
    """The first page of a seat."""
    return _HOMES.get(Seat.Role(seat.role), "/mot-cua/{seat}/").format(seat=seat.pk)


@login_required
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """The seats to choose from; 404 for citizens. One query."""
    if not request.user.is_official:
        raise NotFound
    seats = selectors.seats(request.user)
    if len(seats) == 1 and "doi" not in request.GET:
        return redirect(home_of(seats[0]))
    return render(request, "desk/seats/choose.html", {"choices": [(seat, home_of(seat)) for seat in seats]})

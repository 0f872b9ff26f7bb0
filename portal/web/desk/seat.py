"""The acting seat stands in the desk's URL: two tabs, two seats. Every desk view is entered through here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.access import seat_of
from agencies.models import Seat
from common.errors import NotFound

DESK_ROLES = frozenset({Seat.Role.CLERK, Seat.Role.CENTRE_HEAD, Seat.Role.HANDLER, Seat.Role.LEADER, Seat.Role.RECORDS})
View = Callable[..., HttpResponse]


def with_seat(*, roles: frozenset[str] = DESK_ROLES) -> Callable[[View], View]:
    """Let a view run only for an official who now holds the seat of the URL, in one of ``roles``; else 404.

    The view receives the seat as ``seat``; whatever it does not find within reach is a 404 as well.
    """

    def decorate(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def inner(request: HttpRequest, seat: int, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                acting = seat_of(request.user, seat)
                if acting.role not in roles:
                    raise NotFound
                return view(request, acting, *args, **kwargs)
            except NotFound:
                raise Http404 from None

        return inner

    return decorate

"""Into the hall: the place or the number of the address, or a 404; nothing of it is kept by a browser."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from common.errors import NotFound
from reception import access

View = Callable[..., HttpResponse]


def with_place(view: View) -> View:
    """The view gets the place itself."""

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, place: str, **given: Any) -> HttpResponse:
        try:
            return view(request, access.place(place), **given)
        except NotFound:
            raise Http404 from None

    return inner


def with_ticket(view: View) -> View:
    """The view gets the number that the paper's QR names, while it is of today."""

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, ticket: str, **given: Any) -> HttpResponse:
        try:
            return view(request, access.ticket(ticket), **given)
        except NotFound:
            raise Http404 from None

    return inner

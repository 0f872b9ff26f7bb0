"""A gatekeeper's ``NotFound`` becomes the 404 page, whichever view asked: whether the row exists stays unknown."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from common.errors import NotFound
from portal.web import errors


class RefusalPages:
    """Translate the domain's absence into HTTP; other refusals are the view's to show beside the form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """404 for ``NotFound``; anything else goes on."""
        return errors.not_found(request, exception) if isinstance(exception, NotFound) else None

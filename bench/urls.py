"""The portal's addresses and one trivial view under the same middleware: the baseline of the page benchmark."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import *  # noqa: F403 - handlers and all
from portal.urls import urlpatterns as portal_patterns


def trivial(request: HttpRequest) -> HttpResponse:
    """Nothing but an answer."""
    return HttpResponse("ok")


urlpatterns = [path("bench/trivial", trivial), *portal_patterns]

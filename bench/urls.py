"""The portal's addresses, one trivial view and one empty page under the same middleware: baselines of the page benchmarks."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from portal.urls import *  # noqa: F403 - handlers and all
from portal.urls import urlpatterns as portal_patterns


def trivial(request: HttpRequest) -> HttpResponse:
    """Nothing but an answer."""
    return HttpResponse("ok")


def empty(request: HttpRequest) -> HttpResponse:
    """The site's frame with nothing in it."""
    return HttpResponse(engines["django"].from_string('{% extends "base.html" %}').render({}, request))


urlpatterns = [path("bench/trivial", trivial), path("bench/empty", empty), *portal_patterns]

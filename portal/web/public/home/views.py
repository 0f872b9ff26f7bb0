"""Home: one search box, occasions in life, what most people do, and the draft left unfinished."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.errors import NotFound
from dossiers.selectors import resume
from portal.web.public import lists
from procedures import selectors


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """``shown`` (life_events, most_used, letters, total) is the same for everyone and kept; ``resume`` is one's own draft.

    ``resume`` is None or {"title", "page", "saved_at", "url"}.
    """
    unfinished = resume(request.user) if request.user.is_authenticated else None
    return render(request, "public/home/home.html", {"shown": lists.shown(), "resume": unfinished})


@require_safe
def life_events(request: HttpRequest) -> HttpResponse:
    """Every occasion in life with how many procedures it holds. One query."""
    return render(request, "public/home/life_events.html", {"events": lists.life_events()})


@require_safe
def life_event(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be done on one occasion, most used first."""
    try:
        event = selectors.life_event(slug)
    except NotFound as missing:
        raise Http404 from missing
    return render(request, "public/home/life_event.html", {"event": event, "procedures": lists.procedures_of(event)})

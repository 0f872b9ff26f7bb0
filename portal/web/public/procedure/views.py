"""A procedure's page and how long it really takes. The page is kept: no query warm (pages.py)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from common.errors import NotFound
from common.text import tidy
from portal.web.public.procedure import pages
from portal.web.public.procedure.structured import absolute
from procedures import selectors
from reports.pace import FEWEST
from reports.selectors import LOOKS_BACK, durations


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Who may do it, what it needs, costs and takes, where, what comes of it; then the button. ``?ban-in`` is for printing."""
    if "ban-in" in request.GET:
        return redirect("procedure:printed", code=code, permanent=True)
    return _page(request, code, "public/procedure/detail.html", printed=False)


@require_safe
def printed(request: HttpRequest, code: str) -> HttpResponse:
    """What NĐ 63/2010 Điều 8 lets nobody leave out, on one or two sheets of paper."""
    return _page(request, code, "public/procedure/printed.html", printed=True)


@require_safe
def pace(request: HttpRequest, code: str) -> HttpResponse:
    """How long it really takes, from dossiers; honest where they are too few. At most one query warm."""
    body = pages.body(code, find(code), language())
    context = {"body": body, "code": code, "pace": durations(code), "fewest": FEWEST, "days": LOOKS_BACK.days}
    return render(request, "public/procedure/pace.html", context)


def _page(request: HttpRequest, code: str, template: str, *, printed: bool) -> HttpResponse:
    body = pages.body(code, find(code), language(), printed=printed)

    def page() -> HttpResponse:
        canonical = absolute(reverse("procedure:detail", args=[code]))
        return render(request, template, {"body": body, "code": code, "canonical": canonical})

    return pages.for_strangers(request, body, page)


def find(code: str) -> selectors.Standing:
    """Which version a visitor sees; a 404 where there is none."""
    try:
        return pages.standing(tidy(code))
    except NotFound as missing:
        raise Http404 from missing


def language() -> str:
    """The language of this request's texts."""
    return get_language() or "vi"

"""The page that a citizen will see, by the same renderer and style sheet, in a frame of our own origin.

A frame and not a panel: its width is what a phone's is, so that everything in it lays itself out as there.
"""

from collections.abc import Iterable
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common import clock
from eforms import engine, html, schema
from eforms.nodes import FieldError, Form, Page
from portal.middleware.posted import shown_once
from portal.web.publisher.builder.bench import Bench
from portal.web.publisher.builder.trying import addresses
from portal.web.publisher.gate import reading
from procedures.models import VersionDraft

WIDE = "rong"


def frame(request: HttpRequest, bench: Bench, page_ref: str, anchor: str = "") -> dict[str, Any]:
    """What a page needs to show the preview beside itself: the frame's address and the switch between phone and desktop."""
    wide = request.GET.get("man") == WIDE
    query = request.GET.copy()
    query.pop("man", None)
    phone = f"{request.path}?{query.urlencode()}"
    query["man"] = WIDE
    at = f"{bench.address('preview')}?trang={page_ref}"
    # Not as a fragment of the address: going there would scroll our own page too. builder.js scrolls the frame alone.
    return {
        "frame": at,
        "anchor": html.field_id(anchor) if anchor else "",
        "wide": wide,
        "to_phone": phone,
        "to_wide": f"{request.path}?{query.urlencode()}",
    }


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@require_http_methods(["GET", "POST"])
@reading
def page(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """One page of the form. POST tries what was typed on it; nothing is kept."""
    bench = Bench(request, seat, draft)
    context: dict[str, Any] = {"seat": seat, "draft": draft, "at": bench.at, "refusals": (), "title": bench.form.get("title", "")}
    try:
        form = schema.load(bench.form)
    except schema.Refused as refused:
        return render(request, "publisher/builder/preview.html", context | {"refusals": refused.refusals})
    number, shown = page_of(form, request.GET.get("trang", ""))
    pressed = request.method == "POST" and html.action(request.POST)
    if request.method == "POST":
        typed = html.parse(form, shown, request.POST)
        outcome = engine.process(form, typed, page=shown.key, now=clock.now())
    else:
        outcome = engine.prepare(form, {}, now=clock.now())
    errors = () if pressed else outcome.errors
    context |= {
        "page": shown,
        "number": number + 1,
        "total": len(form.pages),
        "errors": summary(errors),
        "body": html.page(form, shown, outcome.data, errors, addresses=addresses(bench, request.GET.get("trang", ""))),
        "right": request.method == "POST" and not pressed and not errors,
    }
    # Led to by another address, the page would come without what lets it stand in our frame.
    return shown_once(render(request, "publisher/builder/preview.html", context))


def summary(errors: Iterable[FieldError]) -> list[tuple[str, str]]:
    """(anchor, sentence) for the error summary, each once: two rules may ask for the same."""
    return list(dict.fromkeys((html.field_id(error.path), error.message) for error in errors))


def page_of(form: Form, ref: str) -> tuple[int, Page]:
    """(number from 0, page) by its panel's reference; the first when there is none such."""
    for number, found in enumerate(form.pages):
        if found.node is not None and ref and found.node.vn.get("id") == ref:
            return number, found
    return 0, form.pages[0]

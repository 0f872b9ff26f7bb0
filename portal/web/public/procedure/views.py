"""A procedure's page, how long it really takes, and its eligibility check. The page is kept: no query warm (pages.py)."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.errors import NotFound
from common.text import tidy
from portal.web.public.procedure import pages
from portal.web.public.procedure.structured import absolute
from procedures import content as contents
from procedures import rules, selectors
from procedures.models import Publication
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
def check(request: HttpRequest, code: str) -> HttpResponse:
    """One question a page; answers travel in the address, so back, reload and sharing work without a script."""
    standing = find(code)
    version = selectors.version(standing.version_id)
    document = contents.localised(version.content, language())
    given = {q["key"]: request.GET[q["key"]] for q in document.get("eligibility", ()) if q["key"] in request.GET}
    try:
        now = rules.eligibility(document, given)
    except rules.CannotDecide as no_check:
        raise Http404 from no_check
    context: dict[str, Any] = {
        "code": code,
        "name": document["names"].get(language()) or document["names"]["vi"],
        "content": document,
        "open": standing.status == Publication.Status.PUBLISHED and contents.is_handled(document),
        "asks": pages.body(code, standing, language()).asks,
        "said": _said(document, given),
    }
    if isinstance(now, rules.Eligibility):
        other = _other(now.procedure)
        return render(request, "public/procedure/check_result.html", {**context, "result": now, "other": other})
    # The form names the question it sent: only its own missing answer is a mistake, not the next question's.
    unanswered = request.GET.get("tiep") == now.key
    context |= {"question": now, "error": _("Chọn một câu trả lời") if unanswered else ""}
    return render(request, "public/procedure/check.html", context, status=422 if unanswered else 200)


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


def _said(document: Mapping[str, Any], given: Mapping[str, str]) -> list[dict[str, str]]:
    """What was answered so far, in the order of asking: {key, value, question, label, back} for the page's list."""
    questions = {q["key"]: q for q in document["eligibility"]}
    said: list[dict[str, str]] = []
    key = document["eligibility"][0]["key"]
    while key in given:
        chosen = next((o for o in questions[key]["options"] if o["value"] == given[key]), None)
        if chosen is None:
            break
        said.append({"key": key, "value": given[key], "question": questions[key]["question"], "label": chosen["label"]})
        if "next" not in chosen:
            break
        key = chosen["next"]
    return said


def _other(code: str) -> selectors.Entry | None:
    """The procedure to do instead, if it is published."""
    return next(iter(selectors.entries([code])), None) if code else None

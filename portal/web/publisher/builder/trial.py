"""Filling the form in to try it: errors as a citizen meets them, and why each thing is hidden, wrong or calculated.

The answers travel in the page: a trial is nobody's data and is kept nowhere, and two tabs are two trials.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common import clock
from eforms import building, display, engine, html, ports, schema
from eforms.nodes import Field, Form, Page
from eforms.paths import MISSING, bare, find, join
from portal.web.publisher.builder.bench import Bench
from portal.web.publisher.builder.preview import summary
from portal.web.publisher.builder.samples import sample
from portal.web.publisher.builder.trying import addresses, carried
from portal.web.publisher.gate import reading
from procedures.models import VersionDraft

MOST_ROWS = 50
NOTHING_TO_SAY = frozenset({"shown", "unasked", "unknown"})
QUIET = NOTHING_TO_SAY | {"error"}
"""An empty page is not yet wrong."""


@require_http_methods(["GET", "POST"])
@reading
def run(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """One page of the trial; the buttons go on, back, fill with samples, or begin anew."""
    bench = Bench(request, seat, draft)
    try:
        form = schema.load(bench.form)
    except schema.Refused as refused:
        return render(request, "publisher/builder/trial.html", bench.context(refusals=refused.refusals))
    answers = carried(request)
    act = request.POST.get("viec", "")
    page = _page(form, request.POST.get("trang") or request.GET.get("trang", ""), answers)
    errors: tuple[Any, ...] = ()
    if request.method == "POST" and act == "sample":
        answers = sample(form, ports.current())
    elif request.method == "POST" and act not in ("anew", ""):
        typed = html.parse(form, page, request.POST)
        outcome = engine.process(form, typed, page=page.key, previous=answers, now=clock.now())
        answers = outcome.data
        if act == "next" and not html.action(request.POST):
            errors = outcome.errors
    elif request.method == "POST" and act == "":
        typed = html.parse(form, page, request.POST)  # a button inside the page: add a row, follow a list
        answers = engine.process(form, typed, page=page.key, previous=answers, now=clock.now()).data
    if act == "anew":
        answers = {}
    return _draw(bench, form, answers, _towards(form, page, answers, act, bool(errors)), errors)


def _page(form: Form, key: str, answers: Mapping[str, Any]) -> Page:
    pages = engine.visible_pages(form, answers) or form.pages
    return next((page for page in form.pages if page.key == key or (page.node and page.node.vn.get("id") == key)), pages[0])


def _ref(page: Page) -> str:
    return str(page.node.vn.get("id", "")) if page.node is not None else ""


def _towards(form: Form, page: Page, answers: Mapping[str, Any], act: str, wrong: bool) -> Page | None:
    """The page to show next; ``None`` after the last: the review."""
    pages = engine.visible_pages(form, answers)
    if page not in pages:
        return pages[0] if pages else page
    at = pages.index(page)
    if act == "next" and not wrong:
        return pages[at + 1] if at + 1 < len(pages) else None
    if act == "back":
        return pages[max(at - 1, 0)]
    return pages[0] if act == "anew" else page


def _draw(bench: Bench, form: Form, answers: Mapping[str, Any], page: Page | None, errors: tuple[Any, ...]) -> HttpResponse:
    prepared = engine.prepare(form, answers, now=clock.now()).data if not errors else dict(answers)
    pages = engine.visible_pages(form, prepared)
    hidden = [one for one in form.pages if one not in pages]
    context = bench.context(
        page=page,
        number=pages.index(page) + 1 if page in pages else len(pages),
        total=len(pages),
        carried=json.dumps(prepared, ensure_ascii=False),
        errors=summary(errors),
        hidden_pages=[(one, building.why(form, prepared, one.node.path)) for one in hidden if one.node is not None],
    )
    if page is None:
        context |= {"sections": display.review(form, prepared), "data": json.dumps(prepared, ensure_ascii=False, indent=2)}
    else:
        context |= {
            "body": html.page(form, page, prepared, errors, addresses=addresses(bench, _ref(page))),
            "reasons": list(_reasons(form, page, prepared, said=QUIET if bench.request.method == "GET" else NOTHING_TO_SAY)),
        }
    return render(bench.request, "publisher/builder/trial.html", context, status=422 if errors else 200)


def _reasons(
    form: Form, page: Page, answers: Mapping[str, Any], said: frozenset[str]
) -> Iterator[tuple[str, str, tuple[building.Reason, ...]]]:
    """(label, reference, why) of everything on the page, but for the kinds of reason in ``said``."""
    for node, path in list(_paths(page.fields, answers, ""))[: MOST_ROWS * 4]:
        found = tuple(one for one in building.why(form, answers, path, now=clock.now()) if one.what not in said)
        if found:
            yield node.label or node.key, str(node.vn.get("id", "")), found


def _paths(nodes: tuple[Field, ...], answers: Mapping[str, Any], prefix: str) -> Iterator[tuple[Field, str]]:
    """Every component with the path of its answer, row by row."""
    for node in nodes:
        path = join(prefix, node.key)
        yield node, path
        if node.kind.repeats:
            rows = find(answers, path) if answers else MISSING
            for number in range(min(len(rows), MOST_ROWS) if isinstance(rows, list) else 0):
                yield from _paths(node.children, answers, f"{path}[{number}]")
        else:
            yield from _paths(node.children, answers, prefix if node.kind.layout else bare(path) if not prefix else path)

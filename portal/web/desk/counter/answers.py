"""The e-form of the procedure on one dense page, with the papers beside it; kept while the clerk types."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import Seat
from common import clock
from dossiers import counter
from dossiers.counter import CHANNEL
from dossiers.files import ports
from dossiers.known import known
from dossiers.loaded import load
from dossiers.models import CounterFiling, DraftFile
from dossiers.services import counter as services
from eforms import engine, html
from eforms.nodes import FieldError, Form, Page
from portal.web.desk.counter import papers
from portal.web.desk.counter.frame import WRONG, frame, with_form
from procedures import rules

MOST_SAID = 8


def whole(form: Form) -> Page:
    """All pages of an e-form as one: each is a group under its title, and a page's own condition shows or hides it."""
    return Page("", form.title, tuple(part for page in form.pages for part in ((page.node,) if page.node else page.fields)))


@dataclass
class Answers:
    """A reception's e-form as its one page: what was saved, what stands against it, how it is drawn."""

    seat: Seat
    filing: CounterFiling

    def __post_init__(self) -> None:
        assert self.filing.draft is not None
        self.draft = self.filing.draft
        self.loaded = load(self.draft.version_id, self.draft.case)
        self.form = self.loaded.form
        self.page = whole(self.form)
        self.known, self.ports = known(self.draft), ports(self.draft)

    @cached_property
    def shown(self) -> engine.Outcome:
        """The answers as the page shows them."""
        return engine.prepare(self.form, self.draft.answers, prefill=self.known, now=clock.now(), ports=self.ports)

    @cached_property
    def found(self) -> tuple[FieldError, ...]:
        """What is wrong in the saved answers."""
        saved = self.draft.answers
        return engine.process(self.form, {}, previous=saved, prefill=self.known, now=clock.now(), ports=self.ports).errors

    @cached_property
    def files(self) -> list[DraftFile]:
        """The scans that lie with it."""
        return list(self.draft.files.select_related("blob"))

    @property
    def lines(self) -> list[papers.Line]:
        """The papers to tick."""
        return papers.lines(self.filing, self.loaded, self.shown.data, self.files)

    @property
    def fee(self) -> rules.FeeDecision | None:
        """What it costs as far as it is answered; None while nobody can say."""
        try:
            return self.loaded.fee(self.shown.data, CHANNEL)
        except rules.CannotDecide:
            return None

    @property
    def summary(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of the fields in error."""
        first: dict[str, str] = {}
        for error in self.found:
            first.setdefault(html.field_id(error.path), error.message)
        return list(first.items())

    def drawn(self, data: Mapping[str, Any], errors: Any) -> SafeString:
        """The page's fields as HTML."""
        return html.page(self.form, self.page, data, errors, prefill=self.known, ports=self.ports, addresses=self.addresses)

    @property
    def addresses(self) -> html.Addresses:
        """Where the page's links and scripts lead; what is wrong about a person is mended where the person stands."""
        own = [self.seat.pk, self.filing.pk]
        return html.Addresses(
            fix=reverse("counter:who", args=own),
            units=reverse("wizard:units"),
            places=reverse("wizard:places"),
            options=reverse("wizard:options"),
            live=reverse("counter:live", args=own),
        )

    @property
    def aside(self) -> dict[str, Any]:
        """What stands beside the form: papers, fee, who it is about."""
        return {"filing": self.filing, "seat": self.seat, "loaded": self.loaded, "paper_lines": self.lines, "fee": self.fee}


@with_form
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, seat: Seat, filing: CounterFiling) -> HttpResponse:
    """Show the e-form; POST keeps it and goes on to the end where nothing stands against it."""
    page = Answers(seat, filing)
    if request.method == "POST":
        outcome = _keep(request, page)
        pressed = html.action(request.POST)
        own = [seat.pk, filing.pk]
        if pressed:
            return HttpResponseRedirect(f"{request.path}#{html.field_id(pressed.target)}", status=303)
        # Also unfinished: what is lacking may be asked for, or be why it is refused.
        if outcome.valid or "_anyway" in request.POST:
            return HttpResponseRedirect(reverse("counter:decide", args=own), status=303)
        return HttpResponseRedirect(f"{request.path}?{WRONG}=1", status=303)
    errors = page.found if WRONG in request.GET else ()
    context = frame(request, seat, filing) | page.aside
    context |= {
        "draft": page.draft,
        "body": page.drawn(page.shown.data, errors),
        "errors": page.summary[:MOST_SAID] if errors else [],
        "more": max(len(page.summary) - MOST_SAID, 0) if errors else 0,
        "beside": counter.beside(filing, page.draft.version.procedure_id),
    }
    return render(request, "desk/counter/form.html", context)


def _keep(request: HttpRequest, page: Answers) -> engine.Outcome:
    typed = html.parse(page.form, page.page, request.POST)
    ticked = papers.posted(request.POST, page.loaded)
    return services.write(page.filing.pk, by=request.user, seat=page.seat, typed=typed, papers=ticked)


@with_form
@require_POST
def autosave(request: HttpRequest, seat: Seat, filing: CounterFiling) -> JsonResponse:
    """Keep the page as it stands: ``{"saved"}``."""
    _keep(request, Answers(seat, filing))
    return JsonResponse({"saved": _("Đã lưu lúc %(time)s") % {"time": f"{clock.local(clock.now()):%H:%M}"}})


@with_form
@require_POST
def live(request: HttpRequest, seat: Seat, filing: CounterFiling) -> JsonResponse:
    """The posted page as it stands now, drawn anew; see portal/web/citizen/wizard/live.py. Nothing is saved."""
    page = Answers(seat, filing)
    typed = html.parse(page.form, page.page, request.POST)
    outcome = engine.process(page.form, typed, previous=page.draft.answers, prefill=page.known, now=clock.now(), ports=page.ports)
    shown = set(request.POST.get("_shown", "").split())
    drawn = page.drawn(outcome.data, [error for error in outcome.errors if error.path in shown])
    pressed = html.action(request.POST)
    focus = html.field_id(pressed.target) if pressed else ""
    part = pressed.path.partition("[")[0] if pressed else ""
    return JsonResponse({"html": drawn, "focus": focus, "part": part})


@with_form
@require_GET
def side(request: HttpRequest, seat: Seat, filing: CounterFiling) -> JsonResponse:
    """The column beside the form as the saved answers have it now, ``{"html"}``: papers and fee."""
    return JsonResponse({"html": render_to_string("desk/counter/_side.html", Answers(seat, filing).aside, request)})

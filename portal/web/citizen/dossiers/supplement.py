"""Answering a supplement: only what was asked for, each item with its reason beside it. First the papers, then the answers.

What is typed and uploaded stands in a draft at once (dossiers/services/answering.py); every page answers a POST by a redirect.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from common.errors import DomainError, Incomplete, NotAllowed
from dossiers import corrections
from dossiers.files import ports
from dossiers.known import known
from dossiers.loaded import load
from dossiers.models import Dossier, Draft, SupplementItem
from dossiers.services import answering
from eforms import html
from eforms.nodes import FieldError, Page
from portal.web.citizen.dossiers.views import own
from portal.web.citizen.wizard import kept
from portal.web.citizen.wizard.again import WRONG, again, refuse, refused
from portal.web.citizen.wizard.papers import LACKING, row_errors, rows_of

SENT, LEFT = "gui", "thieu"
BEGIN = "bat-dau"
"""The button that begins an answer; only then is there a draft. Looking at the page writes nothing."""


class Answer:
    """What the pages of one answer look at: the dossier, the request, the draft of the answer, the questions asked."""

    def __init__(self, dossier: Dossier, draft: Draft) -> None:
        assert draft.supplement is not None
        self.dossier, self.draft, self.supplement = dossier, draft, draft.supplement
        self.loaded = load(dossier.version_id, dossier.case)
        self.items: list[SupplementItem] = list(self.supplement.items.all())
        asked = corrections.questions(self.loaded.form, self.items)
        self.page = Page(key="bo-sung", title=_("Câu trả lời"), fields=asked) if asked else None
        self.papers = [item for item in self.items if item.paper_key]

    @property
    def place(self) -> str:
        """The first page."""
        return reverse("citizen_dossiers:supplement", args=[self.dossier.pk])

    @property
    def last(self) -> str:
        """The page that sends: that of the questions, where papers are asked for as well."""
        both = self.page is not None and self.papers
        return reverse("citizen_dossiers:supplement_answers", args=[self.dossier.pk]) if both else self.place

    def typed(self, request: HttpRequest) -> dict[str, Any]:
        """The answers that a page sent."""
        return html.parse(self.loaded.form, self.page, request.POST) if self.page else {}

    def save(self, request: HttpRequest) -> corrections.Corrected:
        """Keep what a page sent; the draft here is the kept one afterwards."""
        self.draft, corrected = answering.save_answer(
            self.draft.pk, request.user, self.typed(request), request.POST.get("note", "")
        )
        return corrected

    def drawn(self, wrong: tuple[FieldError, ...]) -> str:
        """The questions with the answers as the draft holds them."""
        if self.page is None:
            return ""
        addresses = html.Addresses(
            units=reverse("wizard:units"),
            places=reverse("wizard:places"),
            options=reverse("wizard:options"),
            live=reverse("citizen_dossiers:supplement_live", args=[self.dossier.pk]),
        )
        form, answers = self.loaded.form, self.draft.answers
        facts, stored = known(self.draft), ports(self.draft)
        return html.page(form, self.page, answers, wrong, prefill=facts, ports=stored, addresses=addresses)


def with_answer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view receives the answer under way; where nothing is asked (any more) the dossier's page is shown.

    Before it was begun there is a page with the button that begins it; what is sent by POST begins it too.
    """

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, dossier: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return kept.log_in_first(request)
        found = own(request.user, dossier)
        try:
            draft = answering.begun(found)
            if draft is None and request.method != "POST" and kept.QUERY not in request.GET:
                return _not_begun(request, found)
            draft = draft or answering.open_answer(found.pk, by=request.user)
        except NotAllowed:
            return HttpResponseRedirect(reverse("citizen_dossiers:detail", args=[found.pk]))
        answer = Answer(found, draft)
        return HttpResponseRedirect(answer.place) if BEGIN in request.POST else view(request, answer)

    return inner


def _not_begun(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What is asked, why and until when, and the button."""
    supplement = dossier.supplements.filter(answered_at__isnull=True, lapsed_at__isnull=True).prefetch_related("items").get()
    place = reverse("citizen_dossiers:supplement", args=[dossier.pk])
    if request.path != place:
        return HttpResponseRedirect(place)
    context = {
        "dossier": dossier,
        "supplement": supplement,
        "loaded": load(dossier.version_id, dossier.case),
        "begin": BEGIN,
        "back": reverse("citizen_dossiers:detail", args=[dossier.pk]),
    }
    return render(request, "citizen/dossiers/supplement_start.html", context)


@with_answer
@require_http_methods(["GET", "POST"])
def first(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The papers asked for; with nothing else asked also the page that sends."""
    if not answer.papers:
        return _questions(request, answer)
    if request.method == "POST":
        if answer.page is None:
            return _send(request, answer)
        lacking = answering.lacking_papers(answer.draft, answer.items)
        return again(request, LACKING) if lacking else HttpResponseRedirect(answer.last)
    rows = rows_of(request, answer.draft, answer.loaded)
    reasons = {item.paper_key: item.reason for item in answer.papers}
    for row in rows:
        row.reason = reasons.get(row.paper.key, "")
    context = {"paper_rows": rows, "errors": row_errors(request, rows), "sends": answer.page is None}
    return _render(request, "citizen/dossiers/supplement_papers.html", answer, context)


@with_answer
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The questions asked anew, and the button that sends the whole answer."""
    return _questions(request, answer) if answer.page else HttpResponseRedirect(answer.place)


def _questions(request: HttpRequest, answer: Answer) -> HttpResponse:
    waited = kept.take(request) if request.method == "GET" else None
    if waited is not None:
        request.POST = waited
        answer.save(request)
        messages.success(request, _("Những gì bạn nhập trước khi phiên hết hạn đã được lưu. Xem lại rồi tiếp tục."))
        return HttpResponseRedirect(request.path)
    if request.method == "POST":
        pressed = html.action(request.POST)
        if pressed is None:
            return _send(request, answer)
        answer.save(request)  # a button inside the form adds a row or fills a list, and sends nothing
        return HttpResponseRedirect(f"{request.path}#{html.field_id(pressed.target)}")
    shown = request.GET.get(WRONG)
    judged = corrections.judge(answer.dossier, answer.items, {}, draft=answer.draft) if shown else None
    wrong = judged.errors if judged else ()
    said = [("", sentence) for _about, sentence in refused(request)]
    errors = [(html.field_id(error.path), error.message) for error in wrong] or said
    context = {
        "fields": answer.drawn(wrong),
        "field_items": [item for item in answer.items if item.field_path],
        "errors": errors,
        "save": reverse("citizen_dossiers:supplement_save", args=[answer.dossier.pk]),
    }
    return _render(request, "citizen/dossiers/supplement.html", answer, context)


def _render(request: HttpRequest, template: str, answer: Answer, context: dict[str, Any]) -> HttpResponse:
    common = {
        "dossier": answer.dossier,
        "draft": answer.draft,
        "loaded": answer.loaded,
        "supplement": answer.supplement,
        "back": reverse("citizen_dossiers:detail", args=[answer.dossier.pk]) if request.path == answer.place else answer.place,
    }
    return render(request, template, common | context)


def _send(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Keep what was typed, then send; what is wrong is shown on the page where it can be mended."""
    if answer.save(request).errors:
        return again(request)
    try:
        answering.answer_supplement(answer.dossier.pk, by=request.user)
    except Incomplete as refusal:
        if answering.lacking_papers(answer.draft, answer.items):
            return HttpResponseRedirect(f"{answer.place}?{WRONG}={LACKING}")
        refuse(request, "", refusal.items)
        return again(request, SENT)
    except DomainError as refusal:
        refuse(request, "", [str(refusal.message)])
        return again(request, SENT)
    messages.success(request, _("Đã gửi phần bổ sung."))
    return HttpResponseRedirect(reverse("citizen_dossiers:detail", args=[answer.dossier.pk]))


@require_POST
@with_answer
def save(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Save the page as it stands while one types: ``{"saved": "Đã lưu lúc 14:32"}``."""
    answer.save(request)
    said = _("Đã lưu lúc %(time)s") % {"time": f"{clock.local(answer.draft.saved_at):%H:%M}"}
    return JsonResponse({"saved": said})


@require_POST
@with_answer
def live(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The posted questions as they stand now, ``{"html", "focus", "part"}``: conditions, sums, rows. Nothing is saved here."""
    corrected = corrections.judge(answer.dossier, answer.items, answer.typed(request), draft=answer.draft)
    answer.draft.answers = corrected.data
    shown = set(request.POST.get("_shown", "").split())
    drawn = answer.drawn(tuple(error for error in corrected.errors if error.path in shown))
    pressed = html.action(request.POST)
    focus, part = (html.field_id(pressed.target), pressed.path.partition("[")[0]) if pressed else ("", "")
    return JsonResponse({"html": drawn, "focus": focus, "part": part})

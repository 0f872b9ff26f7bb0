""" "Thông tin sai?": say what is wrong with something the State knows, then give the right value on the form's page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from common.errors import NotFound
from dossiers.known import asking, chosen, known
from dossiers.loaded import Loaded
from dossiers.models import Draft
from dossiers.services.dispute import MOST_WORDS, Unsaid, dispute, withdraw
from dossiers.sources import Known, source_from
from eforms import engine, html, paths, ports
from eforms.intake import normalised
from eforms.nodes import Field, Page
from eforms.types.base import Unreadable
from portal.web.citizen.wizard.draft import with_draft

BACK_TO_STATE = "_dung"


class WrongForm(forms.Form):
    """One box: what is wrong."""

    said = forms.CharField(
        label=gettext_lazy("Thông tin này sai ở đâu?"),
        help_text=gettext_lazy("Ví dụ: tôi đã đổi tên năm 2024 theo quyết định số 15/QĐ-UBND"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": Unsaid.default_message},
    )


@with_draft
@require_http_methods(["GET", "POST"])
def wrong(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """Ask what is wrong with the fact ``muc``; POST keeps it and leads to its question. ``_dung`` takes it back."""
    name = request.GET.get("muc", "")
    node = asking(loaded.form, name)
    if node is None:
        raise Http404
    there = f"{reverse('wizard:page', args=[draft.pk, page_of(loaded, node).key])}#{html.field_id(node.path)}"
    if request.method == "POST" and BACK_TO_STATE in request.POST:
        withdraw(draft.pk, request.user, name=name)
        messages.success(request, _("Đã dùng lại thông tin đã có."))
        return HttpResponseRedirect(there)
    one = chosen(draft).get(name)
    if one is None or not one.source.firm:
        raise Http404
    form = WrongForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            dispute(draft.pk, request.user, name=name, said=form.cleaned_data["said"])
        except NotFound:
            raise Http404 from None
        return HttpResponseRedirect(there)
    shown = engine.prepare(loaded.form, draft.answers, prefill=known(draft))
    value = paths.get(shown.data, node.parts)
    context = {
        "draft": draft, "loaded": loaded, "form": form, "label": node.label, "source": one.source.words, "back": there,
        "value": "" if value is paths.MISSING else node.kind.display(node, value),
    }  # fmt: skip
    return render(request, "citizen/wizard/wrong.html", context, status=422 if form.is_bound else 200)


def page_of(loaded: Loaded, node: Field) -> Page:
    """The page on which a question stands."""
    return next(page for page in loaded.form.pages if any(one is node for one in _all(page)))


@dataclass(frozen=True)
class Disputed:
    """A question that is asked again because the person says the State is wrong."""

    name: str
    label: str
    id: str
    known: str
    source: str


@dataclass(frozen=True)
class Prefilled:
    """Questions of a page whose boxes were filled from one source and still hold what it said."""

    source: str
    labels: tuple[str, ...]


def disputed_on(draft: Draft, loaded: Loaded, page: Page) -> list[Disputed]:
    """What is disputed on this page."""
    found = []
    for node in _all(page):
        entry = (draft.disputes or {}).get(node.fact or node.prefill)
        if entry and asking(loaded.form, node.fact or node.prefill) is node:
            source = source_from(entry["source"]).words
            found.append(Disputed(node.fact or node.prefill, node.label, html.field_id(node.path), entry["known"], source))
    return found


def disputed_paths(draft: Draft, loaded: Loaded) -> set[str]:
    """Rows of the check page whose answer differs from what the State has."""
    asked = (asking(loaded.form, name) for name in draft.disputes or {})
    return {node.path + node.kind.anchor(node) for node in asked if node}


def prefilled_on(draft: Draft, page: Page, data: dict[str, Any], facts: frozenset[str]) -> list[Prefilled]:
    """What was filled in for the person on this page, by source; what they changed is theirs and not listed."""
    by_source: dict[str, list[str]] = {}
    best = chosen(draft)
    for node in _all(page):
        one = best.get(node.fact or node.prefill)
        if one and not node.grids and node.path not in facts and paths.get(data, node.parts) == _as_stored(node, one):
            by_source.setdefault(one.source.words, []).append(node.label)
    return [Prefilled(source, tuple(labels)) for source, labels in by_source.items()]


def _as_stored(node: Field, one: Known) -> Any:
    try:
        return normalised(node, one.value, ports.current())
    except Unreadable:
        return paths.MISSING


def _all(page: Page) -> Iterator[Field]:
    todo = list(page.fields)
    while todo:
        node = todo.pop(0)
        yield node
        todo[:0] = node.children

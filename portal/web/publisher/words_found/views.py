"""Everyday words for the province's publishers: list, add, change, remove, try; and the queries that found nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.selectors import actor_for
from agencies.models import Seat
from common.actors import Actor
from common.errors import DomainError, NotFound
from common.text import tidy
from portal.web.ops.paging import page_of
from portal.web.publisher.gate import publisher
from portal.web.publisher.words_found.forms import PhraseForm
from procedures.models import Synonym
from procedures.search import misses
from procedures.search.trying import Trial, trial
from procedures.services import synonyms

View = Callable[..., HttpResponse]


def of_the_province(view: View) -> View:
    """Words hold for the whole catalogue, so only seats of the root agency change them; to others the page does not exist."""

    @publisher
    @wraps(view)
    def inner(request: HttpRequest, seat: Seat, *args: Any, **kwargs: Any) -> HttpResponse:
        if seat.agency.parent_id is not None:
            raise NotFound
        return view(request, seat, *args, **kwargs)

    return inner


@require_GET
@of_the_province
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All everyday words, those that hold ``q`` on either side. Three queries whatever the number."""
    query = tidy(request.GET.get("q", ""))[:100]
    rows = Synonym.objects.order_by("phrase")
    if query:
        rows = rows.filter(Q(phrase__unaccent__icontains=query) | Q(means__unaccent__icontains=query))
    context = {"seat": seat, "query": query, "page": page_of(request, rows), "in_vain": misses.listed().count()}
    return render(request, "publisher/words_found/list.html", context)


@require_http_methods(["GET", "POST"])
@of_the_province
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Add a phrase; ``?tu=`` comes from a query that found nothing."""
    if request.method == "GET":
        return _page(request, seat, PhraseForm(initial={"phrase": tidy(request.GET.get("tu", ""))[:100]}))
    form = PhraseForm(request.POST)
    return _tried_or_saved(
        request,
        seat,
        form,
        None,
        lambda given: synonyms.add(given["phrase"], given["means"], elsewhere=given["elsewhere"], by=_by(request, seat)),
    )


@require_http_methods(["GET", "POST"])
@of_the_province
def change(request: HttpRequest, seat: Seat, synonym_id: int) -> HttpResponse:
    """Change a phrase or its meaning."""
    row = _row(synonym_id)
    if request.method == "GET":
        return _page(
            request,
            seat,
            PhraseForm(initial={"phrase": row.phrase, "means": row.means, "elsewhere": row.elsewhere, "seen": row.means}),
            row,
        )

    def save(given: dict[str, Any]) -> Synonym:
        by = _by(request, seat)
        return synonyms.change(row.pk, given["phrase"], given["means"], elsewhere=given["elsewhere"], seen=given["seen"], by=by)

    return _tried_or_saved(request, seat, PhraseForm(request.POST), row, save)


@require_http_methods(["GET", "POST"])
@of_the_province
def remove(request: HttpRequest, seat: Seat, synonym_id: int) -> HttpResponse:
    """Show what the phrase finds with and without the row, then take it away."""
    row = _row(synonym_id)
    if request.method == "POST":
        synonyms.remove(row.pk, by=_by(request, seat))
        messages.success(request, _("Đã bỏ “%(phrase)s”.") % {"phrase": row.phrase})
        return _back(seat)
    tried = trial(row.phrase, phrase="", means="", instead_of=row.phrase)
    return render(request, "publisher/words_found/remove.html", {"seat": seat, "row": row, "tried": tried})


@require_GET
@of_the_province
def in_vain(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Queries that found nothing sure in ninety days, the most frequent first. Two queries whatever the number."""
    context = {"seat": seat, "page": page_of(request, misses.listed())}
    return render(request, "publisher/words_found/misses.html", context)


@require_POST
@of_the_province
def settle(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Take a query off the list."""
    if misses.settle(request.POST.get("tu", "")):
        messages.success(request, _("Đã bỏ khỏi danh sách."))
    return HttpResponseRedirect(reverse("words-found:misses", args=[seat.pk]))


def _tried_or_saved(
    request: HttpRequest, seat: Seat, form: PhraseForm, row: Synonym | None, save: Callable[[dict[str, Any]], Synonym]
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, seat, form, row, status=422)
    given = form.cleaned_data
    if "thu" in request.POST:
        query = given["query"] or given["phrase"]
        tried = trial(query, phrase=given["phrase"], means=given["means"], instead_of=row.phrase if row else "")
        return _page(request, seat, form, row, tried=tried)
    try:
        saved = save(given)
    except NotFound:
        raise
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, seat, form, row, status=409)
    messages.success(request, _("Đã lưu “%(phrase)s”. Lần tìm sau đã theo từ này.") % {"phrase": saved.phrase})
    return _back(seat)


def _page(
    request: HttpRequest,
    seat: Seat,
    form: PhraseForm,
    row: Synonym | None = None,
    *,
    tried: Trial | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"seat": seat, "form": form, "row": row, "tried": tried}
    return render(request, "publisher/words_found/phrase.html", context, status=status)


def _by(request: Any, seat: Seat) -> Actor:
    return actor_for(request.user, seat)


def _row(synonym_id: int) -> Synonym:
    row = Synonym.objects.filter(pk=synonym_id).first()
    if row is None:
        raise NotFound
    return row


def _back(seat: Seat) -> HttpResponse:
    return HttpResponseRedirect(reverse("words-found:list", args=[seat.pk]))

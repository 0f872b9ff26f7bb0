"""One view for every act: GET asks what the act needs, POST does it. A conflict keeps what was typed (fault F9)."""

import inspect
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common.errors import DomainError, NotFound, Stale
from dossiers import access, rights_time
from dossiers.models import Dossier, TypedAct
from dossiers.services import typing_acts
from dossiers.workspace import OpenWork
from portal.web.desk.dossier import forms, trail, typed
from portal.web.desk.dossier.act_page import ActPage
from portal.web.desk.dossier.acts import ACTS, DRAFTS, STEPS
from portal.web.desk.dossier.views import workspace_context
from portal.web.desk.seat import with_seat
from portal.web.desk.signing import consent, step_up

# Names of one of several open tasks, and of one of several actions that mean the same, in an act's address.
TASK, CHOICE = "viec", "chon"
PREVIEW = "xem-truoc"
"""The button that shows what the applicant would read and sends nothing."""


@require_http_methods(["GET", "POST"])
@with_seat()
def act(request: HttpRequest, seat: Seat, dossier: Any, action: str) -> HttpResponse:
    """Ask for and do one act on a dossier."""
    page = ACTS.get(action)
    if page is None:
        raise Http404
    found = access.dossier_for_seat(seat, dossier)
    if action in step_up.SIGNING and consent.credential(seat):
        return redirect("desk-signing:queue", seat=seat.pk)  # which asks for what the remote key needs
    if request.method == "POST" and action in step_up.SIGNING and step_up.needed(request):
        return step_up.ask(request)
    if request.method == "GET":
        named = {name: request.GET[key] for name, key in (("task", TASK), ("choice", CHOICE)) if request.GET.get(key)}
        form = page.form(dossier=found, seat=seat, initial=named)
        kept = typing_acts.kept(found.pk, action, by=request.user, seat=seat) if page.asks else None
        typed.restored(form, kept)
        return _ask(request, seat, found, page, form, kept=kept)
    form = page.form(request.POST, request.FILES, dossier=found, seat=seat)
    if not form.is_valid():
        return _ask(request, seat, found, page, form, status=422)
    if form.previews and PREVIEW in request.POST:
        return _ask(request, seat, found, page, form, preview=True)
    return _do(request, seat, found, page, form, action)


def _do(request: HttpRequest, seat: Seat, dossier: Dossier, page: ActPage, form: forms.ActForm, action: str) -> HttpResponse:
    try:
        given = _taken(page, form.given())
        page.service(dossier.pk, by=request.user, seat=seat, seen=form.cleaned_data["seen"], **given)
    except NotFound:
        raise
    except Stale as stale:
        return _conflict(request, seat, page, form, stale)
    except DomainError as refusal:
        # A failed signing leaves the dossier changed (its number is void): the page shows it so, ready to sign again.
        form = _again(seat, page, form)
        form.add_error(None, refusal.message)
        return _ask(request, seat, form.dossier, page, form, status=409)
    if page.asks:
        typing_acts.forget(dossier.pk, action, by=request.user, seat=seat)
    messages.success(request, page.done)
    return HttpResponseRedirect(trail.of(request, seat).to(dossier.pk))


def _taken(page: ActPage, given: dict[str, Any]) -> dict[str, Any]:
    """Without the task and the choice where the act has only one: such a service does not ask for them."""
    wanted = inspect.signature(page.service).parameters
    return {name: value for name, value in given.items() if name in wanted or name not in ("task", "choice")}


def _ask(
    request: HttpRequest,
    seat: Seat,
    dossier: Dossier,
    page: ActPage,
    form: forms.ActForm,
    status: int = 200,
    kept: TypedAct | None = None,
    preview: bool = False,
) -> HttpResponse:
    context = _context(request, seat, dossier, page, form) | {"kept": kept, "preview": preview}
    context["closed"] = request.method == "GET" and not _is_open(context["action"], context["work"])
    return render(request, "desk/dossier/act.html", context, status=status)


def _is_open(action: str, work: OpenWork) -> bool:
    """Whether the act is offered now. What the rights call so is theirs to say where the seat has one task at most: of several
    its service looks at each.
    """
    if action in work.standing:
        return True
    if action not in STEPS:
        return action not in rights_time.RULES or len(work.tasks) > 1
    if action in DRAFTS:
        return work.drafting is not None
    return action in {word for offer in work.offers for word in (offer.action.key, offer.action.effect)}


def _context(request: HttpRequest, seat: Seat, dossier: Dossier, page: ActPage, form: forms.ActForm) -> dict[str, Any]:
    came = trail.of(request, seat)
    action = next(key for key, one in ACTS.items() if one is page)
    context = workspace_context(dossier, seat, request.user, came, alone=False)
    return context | {"page": page, "form": form, "action": action, "query": request.GET.urlencode()}


def _conflict(request: HttpRequest, seat: Seat, page: ActPage, form: forms.ActForm, stale: Stale) -> HttpResponse:
    """Someone was first: show the dossier as it is now and the text as it was typed, ready to be sent again."""
    again = _again(seat, page, form)
    context = _context(request, seat, again.dossier, page, again) | {"conflict": stale.message}
    # A mere button that would be refused is not offered again; typed text stays, for its author to keep (F9).
    context["closed"] = not page.asks and not _is_open(context["action"], context["work"])
    return render(request, "desk/dossier/act.html", context, status=409)


def _again(seat: Seat, page: ActPage, form: forms.ActForm) -> forms.ActForm:
    """What was typed, over the dossier as it is now."""
    fresh = access.dossier_for_seat(seat, form.dossier.pk)
    values = form.data.copy()
    values["seen"] = str(fresh.lock_version)
    again = page.form(values, form.files, dossier=fresh, seat=seat)
    again.is_valid()
    return again

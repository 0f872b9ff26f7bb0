"""Check the answers, declare, submit. The page's key makes a double click, a refresh and a retry one dossier."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.errors import DomainError, Incomplete
from dossiers.loaded import Loaded
from dossiers.models import Dossier, Draft
from dossiers.services.submit import missing, submit
from dossiers.states import State
from eforms.display import review
from portal.web.citizen.wizard.draft import with_draft
from procedures import rules


@with_draft
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """Show every answer with a way to change it; POST submits."""
    if request.method == "GET":
        return _show(request, draft, loaded)
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        key = draft.submit_key
    try:
        dossier = submit(draft.pk, by=request.user, key=key, declared="declared" in request.POST)
    except Incomplete as refusal:
        return _show(request, draft, loaded, errors=refusal.items)
    except DomainError as refusal:
        return _show(request, draft, loaded, errors=[str(refusal.message)])
    return HttpResponseRedirect(after(dossier))


def after(dossier: Dossier) -> str:
    """Where submitting leads: to the payment of what is due first, else to the confirmation."""
    if dossier.state == State.AWAITING_PAYMENT:
        link = dossier.fees.first()
        return reverse("pay:show", args=[link.fee_request_id])
    return reverse("citizen_dossiers:confirmation", args=[dossier.pk])


def _show(request: HttpRequest, draft: Draft, loaded: Loaded, errors: list[str] = ()) -> HttpResponse:
    files = list(draft.files.select_related("blob"))
    outcome, wrong, lacking = missing(draft, loaded, files)
    fee, undecided = None, ""
    try:
        fee = rules.fee(loaded.content, outcome.data)
    except rules.CannotDecide as unclear:
        undecided = unclear.message
    context = {
        "draft": draft,
        "loaded": loaded,
        "sections": review(loaded.form, outcome.data),
        "facts": outcome.facts,
        "files": [(loaded.paper_name(file.paper_key), file) for file in files],
        "errors": errors,
        "unready": [*wrong, *lacking],
        "fee": fee,
        "undecided": undecided,
    }
    return render(request, "citizen/wizard/check.html", context, status=422 if errors else 200)

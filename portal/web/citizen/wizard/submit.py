"""Check the answers, declare, submit. The page's key makes a double click, a refresh and a retry one dossier."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common.errors import DomainError, Incomplete, NotFound
from dossiers.loaded import Loaded
from dossiers.models import Draft
from dossiers.services.submit import Undeclared, missing, submit
from eforms.display import review
from portal.web.citizen.wizard.draft import after, with_draft
from procedures import rules


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, draft: Any) -> HttpResponse:
    """Show every answer with a way to change it; POST submits."""
    return _submit(request, draft) if request.method == "POST" else _show(request, draft)


def _submit(request: HttpRequest, draft_id: Any) -> HttpResponse:
    """Submit at once: the service locks and checks the draft itself, so it is not read twice."""
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        raise Http404 from None
    try:
        dossier = submit(draft_id, by=request.user, key=key, declared="declared" in request.POST)
    except NotFound:
        raise Http404 from None
    except Incomplete as refusal:
        return _show(request, draft_id, errors=refusal.items)
    except Undeclared as refusal:
        return _show(request, draft_id, errors=[str(refusal.message)], at="declared")
    except DomainError as refusal:
        return _show(request, draft_id, errors=[str(refusal.message)])
    return HttpResponseRedirect(after(dossier))


@with_draft
def _show(request: HttpRequest, draft: Draft, loaded: Loaded, errors: Sequence[str] = (), at: str = "") -> HttpResponse:
    """The answers and, after a try, what stood against it; ``at``: the id of the one input that the errors are about."""
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
        "at": at,
        "unready": [*wrong, *lacking],
        "fee": fee,
        "undecided": undecided,
    }
    return render(request, "citizen/wizard/check.html", context, status=422 if errors else 200)

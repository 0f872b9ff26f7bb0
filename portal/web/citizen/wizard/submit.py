"""Check the answers, declare, submit. The page's key makes a double click, a refresh and a retry one dossier."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common.errors import DomainError, Incomplete, NotFound
from dossiers.declared import digest
from dossiers.lacking import Lack, lacks
from dossiers.loaded import Loaded
from dossiers.models import Draft
from dossiers.services.submit import Undeclared, submit
from eforms import html
from eforms.display import review
from portal.web.citizen.wizard.again import BACK, CHECK, WRONG, again, refuse, refused
from portal.web.citizen.wizard.draft import after, with_draft
from portal.web.citizen.wizard.place import elsewhere
from portal.web.citizen.wizard.wrong import disputed_paths
from procedures import rules

INCOMPLETE, UNDECLARED = "thieu", "cam-doan"


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
    except Incomplete:
        return again(request, INCOMPLETE)
    except Undeclared:
        return again(request, UNDECLARED)
    except DomainError as refusal:
        refuse(request, "", [str(refusal.message)])
        return again(request)
    return HttpResponseRedirect(after(dossier))


@with_draft
def _show(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """The answers and, after a try, what stands against it."""
    files = list(draft.files.select_related("blob"))
    outcome, wrong, lacking = lacks(draft, loaded, files, verify=request.GET.get(WRONG) == INCOMPLETE)
    unready = [(_place(draft, lack), lack.sentence) for lack in (*wrong, *lacking)]
    fee, undecided = None, ""
    try:
        fee = loaded.fee(outcome.data)
    except rules.CannotDecide as unclear:
        undecided = unclear.message
    context = {
        "draft": draft,
        "loaded": loaded,
        "digest": digest(outcome.data),
        "sections": review(loaded.form, outcome.data),
        "facts": outcome.facts,
        "disputed": disputed_paths(draft, loaded),
        "files": [(loaded.paper_name(file.paper_key), file) for file in files if file.paper_key],
        "errors": _against(request, unready),
        "at": "declared" if request.GET.get(WRONG) == UNDECLARED else "",
        "unready": unready,
        "fee": fee,
        "undecided": undecided,
        "nearer": elsewhere(draft, loaded),
    }
    return render(request, "citizen/wizard/check.html", context)


def _place(draft: Draft, lack: Lack) -> str:
    """The address where something lacking is mended, with the way back here."""
    if lack.page:
        page = reverse("wizard:page", args=[draft.pk, lack.page])
        return f"{page}?{BACK}={CHECK}&{WRONG}=1#{html.field_id(lack.path)}"
    return f"{reverse('wizard:papers', args=[draft.pk])}?{BACK}={CHECK}#giay-{lack.paper}"


def _against(request: HttpRequest, unready: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """(place, sentence) for the error summary: what the last try was refused for, as far as it still holds."""
    why = request.GET.get(WRONG)
    if why == UNDECLARED:
        return [("#declared", str(Undeclared.default_message))]
    return unready if why == INCOMPLETE else [("", sentence) for _about, sentence in refused(request)]

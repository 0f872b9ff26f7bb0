"""Entering a wizard page: log in, and only one's own draft; a submitted draft leads to its dossier (browser back)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from common.errors import NotFound
from dossiers import access
from dossiers.loaded import load
from dossiers.models import Dossier, Draft
from dossiers.states import State
from portal.web.citizen.wizard.kept import log_in_first

View = Callable[..., HttpResponse]


def after(dossier: Dossier) -> str:
    """Where submitting leads: to the payment of what is due first, else to the confirmation."""
    if dossier.state == State.AWAITING_PAYMENT:
        link = dossier.fees.first()
        return reverse("pay:show", args=[link.fee_request_id])
    return reverse("citizen_dossiers:confirmation", args=[dossier.pk])


def with_draft(view: View) -> View:
    """The view receives the draft of a filing and its compiled version; someone else's draft is a 404.

    The draft of a supplement's answer has pages of its own and leads there.
    """

    @with_any_draft
    @wraps(view)
    def inner(request: HttpRequest, draft: Draft, *args: Any, **kwargs: Any) -> HttpResponse:
        if draft.supplement is not None:
            return HttpResponseRedirect(f"{supplement_page(draft)}?{request.GET.urlencode()}".rstrip("?"))
        return view(request, draft, *args, **kwargs)

    return inner


def supplement_page(draft: Draft) -> str:
    """Where the papers of a supplement's answer are."""
    assert draft.supplement is not None
    return reverse("citizen_dossiers:supplement", args=[draft.supplement.dossier_id])


def with_any_draft(view: View) -> View:
    """The same for what filings and answers to a supplement share: their files."""

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, draft: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return log_in_first(request)
        try:
            found = access.draft_of(request.user, draft)
        except NotFound:
            raise Http404 from None
        if found.submitted_at is not None:
            filed = found.supplement.dossier_id if found.supplement else found.dossier.pk
            return HttpResponseRedirect(reverse("citizen_dossiers:detail", args=[filed]))
        request.draft = found
        return view(request, found, load(found.version_id, found.case), *args, **kwargs)

    return inner

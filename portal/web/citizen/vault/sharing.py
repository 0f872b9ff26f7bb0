"""Giving a paper away for a purpose and a time, taking it back, and seeing what others gave."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from common.actors import Actor
from common.errors import DomainError
from portal.web.citizen.vault.forms import ShareForm
from portal.web.citizen.vault.links import address_of
from portal.web.citizen.vault.who import file_name, page_number, user_of
from portal.web.files import private_file
from vault import access, selectors
from vault.models import Document, Reading, Share
from vault.services import giving
from vault.services.readings import note


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Give one paper; the answer leads to the list, where a link can be copied."""
    user = user_of(request)
    document = access.document_of(user, document_id)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _give(document, user, form.cleaned_data)
        except DomainError as refusal:
            form.add_error("receiver" if isinstance(refusal, giving.BadReceiver) else None, str(refusal.message))
        else:
            words = (
                _("Đã tạo đường dẫn. Chép và gửi cho người cần xem.") if made.to == Share.To.LINK else _("Đã chia sẻ giấy tờ.")
            )
            messages.success(request, words)
            return redirect("vault:shares")
    context = {"form": form, "document": document}
    return render(request, "citizen/vault/share.html", context, status=422 if form.errors else 200)


def _give(document: Document, user: User, given: dict[str, Any]) -> Share:
    told = {"by": user, "purpose": given["purpose"], "until": given["until"]}
    if given["to"] == Share.To.AGENCY:
        return giving.to_agency(document, given["agency"], **told)
    if given["to"] == Share.To.PERSON:
        return giving.to_person(document, given["receiver"], **told)
    return giving.by_link(document, **told)


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Everything given out of one's vaults, what is over as well, each with how often it was looked at."""
    page = selectors.shares_of(user_of(request), page_number(request))
    rows = [(row, address_of(row) if row.to == Share.To.LINK and row.is_open else "") for row in page]
    return render(request, "citizen/vault/shares.html", {"page": page, "rows": rows})


@never_cache
@login_required
@require_POST
def revoke(request: HttpRequest, share_id: uuid.UUID) -> HttpResponse:
    """Take it back at once."""
    user = user_of(request)
    giving.revoke(access.share_of(user, share_id), by=user)
    messages.success(request, _("Đã thu hồi. Người nhận không xem được nữa."))
    return redirect("vault:shares")


@never_cache
@login_required
@require_safe
def given(request: HttpRequest) -> HttpResponse:
    """What others share with this person now. One query."""
    return render(request, "citizen/vault/given.html", {"rows": list(access.given_to(user_of(request))[:100])})


@never_cache
@login_required
@require_safe
def given_file(request: HttpRequest, share_id: uuid.UUID) -> HttpResponse:
    """The paper itself, noted for its owner to see."""
    user = user_of(request)
    found = access.given_to(user).filter(pk=share_id).first()
    if found is None:
        raise Http404
    paper = found.document
    note(paper, actor=Actor("citizen", user_id=user.pk), action=Reading.Action.VIEW, reason=found.purpose, share=found)
    return private_file(paper.readable, file_name(paper, paper.readable.mime))

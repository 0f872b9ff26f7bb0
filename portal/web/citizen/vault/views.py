"""The vault: everything asked for goes through vault.access, so another person's paper answers 404."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation
from common.actors import Actor
from common.errors import DomainError, NotFound
from common.uploads import BadUpload
from dossiers.vault_uses import uses_of
from portal.web.citizen.vault.forms import UploadForm
from portal.web.citizen.vault.who import file_name, user_of
from portal.web.files import private_file
from vault import access, qr, selectors
from vault.holders import Holder, chosen, holders
from vault.models import Document, Reading
from vault.services import own
from vault.services.readings import note

OF = "cua"
"""The parameter that names whose vault: empty one's own."""


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Twenty papers of one vault, newest first, by kind and by words. Five queries beside the session's, whatever there is."""
    vaults, vault = _vault(request)
    origin, words = request.GET.get("loai", ""), request.GET.get("tim", "")[:80]
    found = selectors.papers(vault, origin=origin, words=words, after=request.GET.get("sau", ""))
    uses = uses_of(row.pk for row in found.rows)
    context = {
        "vaults": vaults,
        "vault": vault,
        "organisation": vault.owner if isinstance(vault.owner, Organisation) else None,
        "found": found,
        "kinds": _kinds(vault, origin),
        "origin": origin,
        "words": words,
        "soon": selectors.expiring(found.rows),
        "rows": [(row, uses.get(row.pk, [])) for row in found.rows],
        "next": _address(vault, loai=origin, tim=words, sau=found.after) if found.after else "",
        "first": _address(vault, loai=origin, tim=words) if request.GET.get("sau") else "",
    }
    return render(request, "citizen/vault/list.html", context)


def _vault(request: HttpRequest) -> tuple[list[Holder], Holder]:
    vaults = holders(user_of(request))
    try:
        return vaults, chosen(vaults, request.GET.get(OF, ""))
    except NotFound:
        raise Http404 from None


def _kinds(vault: Holder, origin: str) -> list[dict[str, Any]]:
    """Tabs of the kinds that there are, each with how many."""
    counts = selectors.counts(vault)
    if not counts:
        return []
    rows = [{"label": _("Tất cả"), "count": sum(counts.values()), "href": _address(vault), "current": not origin}]
    for value, label in Document.Origin.choices:
        if value in counts:
            href = _address(vault, loai=value)
            rows.append({"label": label, "count": counts[value], "href": href, "current": origin == value})
    return rows


def _address(vault: Holder, **more: str) -> str:
    query = urlencode({key: value for key, value in {OF: vault.key, **more}.items() if value})
    return reverse("vault:list") + (f"?{query}" if query else "")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Put a paper of one's own into the vault; what is wrong with the file stands beside it."""
    _vaults, vault = _vault(request)
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data.pop("file")
        said = own.Said(**form.cleaned_data)
        try:
            document = own.upload(vault, said, file.name, file.read(), by=user_of(request))
        except (BadUpload, DomainError) as refusal:
            form.add_error("file", str(refusal.message))
        else:
            messages.success(request, _("Đã thêm “%(title)s” vào kho.") % {"title": document.title})
            return redirect("vault:detail", document.pk)
    context = {"form": form, "vault": vault, "back": _address(vault)}
    return render(request, "citizen/vault/upload.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def detail(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """One paper: what it is, its signatures, its QR, where it was used, to whom it is given, who looked at it lately."""
    document = access.document_of(user_of(request), document_id)
    context: dict[str, Any] = {
        "document": document,
        "readings": selectors.readings_of_document(document),
        "shares": selectors.shares_of_document(document),
        "uses": uses_of([document.pk]).get(document.pk, []),
        "soon": selectors.expiring([document]),
        "removable": document.origin in own.REMOVABLE,
    }
    if document.issued:
        payload = qr.payload(document.public_id, dossier_code=document.dossier_code, procedure_code=document.procedure_code)
        context |= {"qr": qr.svg_data_uri(payload), "check_at": qr.address(document.public_id)}
    return render(request, "citizen/vault/detail.html", context)


@never_cache
@login_required
@require_safe
def download(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """The very bytes that were signed or uploaded, as a download; noted among the readings."""
    user = user_of(request)
    document = access.document_of(user, document_id)
    response = private_file(document.blob, file_name(document, document.blob.mime), download=True)
    note(document, actor=Actor("citizen", user_id=user.pk), action=Reading.Action.DOWNLOAD)
    return response


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Take a paper of one's own out of the vault, after saying what that means."""
    user = user_of(request)
    document = access.document_of(user, document_id)
    if document.origin not in own.REMOVABLE:
        raise Http404
    if request.method == "POST":
        own.remove(user, document.pk)
        messages.success(request, _("Đã xóa giấy tờ khỏi kho."))
        return redirect("vault:list")
    context = {"document": document, "uses": uses_of([document.pk]).get(document.pk, [])}
    return render(request, "citizen/vault/remove.html", context)

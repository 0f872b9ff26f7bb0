"""The vault: everything asked for goes through vault.access, so another person's paper answers 404."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from common.actors import Actor
from portal.web.files import private_file
from vault import access, qr, selectors
from vault.models import Document, Reading
from vault.services.readings import note


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Twenty papers a page, newest first. Three queries beside the session's."""
    return render(request, "citizen/vault/list.html", {"page": selectors.papers_of(_user(request), _page(request))})


@never_cache
@login_required
@require_safe
def detail(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """One paper: what it is, its signatures, its QR, who looked at it lately."""
    document = access.document_of(_user(request), document_id)
    payload = qr.payload(document.public_id, dossier_code=document.dossier_code, procedure_code=document.procedure_code)
    context = {
        "document": document,
        "readings": selectors.readings_of_document(document),
        "qr": qr.svg_data_uri(payload),
        "check_at": qr.address(document.public_id),
    }
    return render(request, "citizen/vault/detail.html", context)


@never_cache
@login_required
@require_safe
def download(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """The very bytes that were signed, as a download; noted among the readings."""
    user = _user(request)
    document = access.document_of(user, document_id)
    response = private_file(document.blob, _file_name(document), download=True)
    note(document, actor=Actor("citizen", user_id=user.pk), action=Reading.Action.DOWNLOAD)
    return response


@never_cache
@login_required
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Ai đã xem giấy tờ của tôi (Luật 91/2025/QH15): offices and checkers, never an official's name."""
    return render(request, "citizen/vault/readings.html", {"page": selectors.readings_of(_user(request), _page(request))})


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # login_required
    return request.user


def _page(request: HttpRequest) -> int:
    number = request.GET.get("trang", "1")
    return int(number) if number.isdecimal() and len(number) < 7 else 1


def _file_name(document: Document) -> str:
    """Giấy phép xây dựng 07-GPXD.pdf: a name that every file system takes."""
    name = f"{document.title} {document.number}".strip()
    return "".join("-" if c in '/\\:*?"<>|' else c for c in name) + ".pdf"

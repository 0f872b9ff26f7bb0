"""What a shared link opens, for whoever has it: first what it is and what for, the paper itself on request, each look noted."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.limits import allow
from common.actors import Actor
from common.errors import NotFound
from common.text import mask_name
from portal.web import client
from portal.web.citizen.vault.who import file_name
from portal.web.files import private_file
from vault.access import given_by_link
from vault.models import Reading, Share
from vault.services.readings import note

TRIES_PER_MINUTE = 60


def address_of(share: Share) -> str:
    """The whole address that its owner sends."""
    return settings.SITE_URL + reverse("vault:link", args=[str(share.token)])


@never_cache
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """What is shared, by whom (masked), what for and until when; programs that look ahead learn no more and are not noted."""
    share = _share(request, token)
    if share is None:
        return _quiet(render(request, "citizen/vault/link_over.html", status=404))
    context = {"share": share, "document": share.document, "masked": mask_name(str(share.document.owner)), "token": token}
    return _quiet(render(request, "citizen/vault/link.html", context))


@never_cache
@require_safe
def file(request: HttpRequest, token: str) -> HttpResponse:
    """The paper itself, noted for its owner to see."""
    share = _share(request, token)
    if share is None:
        raise Http404
    paper = share.document
    note(paper, actor=Actor("public"), action=Reading.Action.VIEW, reason=share.purpose, share=share)
    return _quiet(private_file(paper.readable, file_name(paper, paper.readable.mime)))


def _share(request: HttpRequest, token: str) -> Share | None:
    if not allow(f"share-link:{client.address(request)}", TRIES_PER_MINUTE, timedelta(minutes=1)):
        return None
    try:
        return given_by_link(token)
    except NotFound:
        return None


def _quiet(response: HttpResponse) -> HttpResponse:
    """No search engine keeps it, and no other site learns the address."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response

"""Where a draft goes: another place than the one chosen first, those that serve the addresses of its answers on top."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import near
from dossiers.loaded import Loaded
from dossiers.models import Draft
from dossiers.services import placing
from eforms import paths
from eforms.types.address import Address
from portal.eform_ports import EDITIONS
from portal.web.citizen.wizard.again import WRONG, again
from portal.web.citizen.wizard.draft import with_draft
from portal.web.citizen.wizard.start import FEW, OfficeField
from portal.web.offices import Offices, Served, offered, own_address
from procedures import selectors

NAME, COMMUNE = "offering", "xa"


@with_draft
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """Choose another place; the answers stay as they are."""
    rows = [row for row in selectors.offerings(draft.version) if row.online]
    given = request.POST if request.method == "POST" else request.GET if WRONG in request.GET else None
    lines = [*addresses(loaded, draft.answers), *own_address(request.user)]
    form = forms.Form(given, initial={NAME: str(draft.offering_id)})
    offices = offered(rows, lambda row: row.pk, addresses=lines)
    form.fields[NAME] = OfficeField(offices, few=len(rows) <= FEW, label=_("Bạn muốn nộp ở đâu?"))
    if request.method == "POST":
        if not form.is_valid():
            return again(request, **{NAME: request.POST.get(NAME, "")})
        chosen = next(row for row in rows if str(row.pk) == form.cleaned_data[NAME])
        placing.hand_in_at(draft.pk, request.user, chosen)
        messages.success(request, _("Hồ sơ sẽ nộp ở %(place)s.") % {"place": chosen.receiving.name})
        return HttpResponseRedirect(reverse("wizard:tasks", args=[draft.pk]))
    return render(request, "citizen/wizard/place.html", {"draft": draft, "loaded": loaded, "form": form})


def addresses(loaded: Loaded, answers: Mapping[str, Any]) -> list[Served]:
    """Every address that the answers hold outside rows; the applicant's own dwelling last.

    What the matter is about (a house, a shop, a room) decides more often than where its applicant lives. Two queries for a
    commune never asked about before.
    """
    found: list[tuple[bool, Served]] = []
    for node in loaded.form.nodes:
        value = paths.get(answers, tuple(node.path.split("."))) if isinstance(node.kind, Address) and not node.grids else None
        if isinstance(value, dict) and value.get(COMMUNE):
            edition = EDITIONS[node.extra[0]]
            served = near.around(edition, str(value[COMMUNE]))
            found.append((bool(node.prefill or node.fact), (node.kind.display(node, value), served)))
    return [served for _own, served in sorted(found, key=lambda row: row[0])]


def elsewhere(draft: Draft, loaded: Loaded) -> Offices | None:
    """The places that serve the addresses of the answers, when the draft's own serves none of them; else None.

    One query more than ``addresses`` only where it does not.
    """
    lines = addresses(loaded, draft.answers)
    own = draft.offering.handling.area_id
    if not lines or own is None or any(own in ids for _words, ids in lines):
        return None
    rows = [row for row in selectors.offerings(draft.version) if row.online]
    offices = offered(rows, lambda row: row.pk, addresses=lines)
    return offices if offices.near else None

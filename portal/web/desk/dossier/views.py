"""The workspace of one dossier: what was asked, which papers, who said what, what I can do now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agencies.models import Seat
from dossiers import access, bundles, selectors
from dossiers.loaded import load
from dossiers.models import Dossier
from dossiers.services.view import log_view
from dossiers.workspace import open_work
from eforms.display import Row, Section, review
from eforms.nodes import Form
from portal.templatetags.portal_tags import mask
from portal.web.desk.queue.views import tabs
from portal.web.desk.seat import with_seat

COVERED = frozenset({"nationalId", "phoneNumber"})


@require_GET
@with_seat()
def workspace(request: HttpRequest, seat: Seat, dossier: Any) -> HttpResponse:
    """Show a dossier within the seat's reach; the look is logged."""
    found = access.dossier_for_seat(seat, dossier)
    log_view(found, by=request.user, seat=seat)
    return render(request, "desk/dossier/workspace.html", workspace_context(found, seat, request.user))


@require_POST
@with_seat()
def identity(request: HttpRequest, seat: Seat, dossier: Any) -> HttpResponse:
    """Show the applicant's numbers unmasked on this page once; the look is logged as such."""
    found = access.dossier_for_seat(seat, dossier)
    log_view(found, by=request.user, seat=seat, what="identity")
    context = workspace_context(found, seat, request.user, open_numbers=True)
    return render(request, "desk/dossier/workspace.html", context)


def masked(form: Form, sections: Sequence[Section]) -> list[Section]:
    """The answers with identity and phone numbers covered: a list is no place for them (decisions.md)."""
    return [replace(section, rows=tuple(_masked_row(form, row) for row in section.rows)) for section in sections]


def _masked_row(form: Form, row: Row) -> Row:
    node = form.field(row.path)
    return replace(row, value=mask(row.value)) if node and node.kind.name in COVERED else row


def workspace_context(dossier: Dossier, seat: Seat, user: Any, *, open_numbers: bool = False) -> dict[str, Any]:
    """Everything the workspace's template reads; the number of queries does not depend on the dossier's size."""
    loaded = load(dossier.version_id)
    files = list(dossier.files.select_related("blob").filter(replaced_at__isnull=True))
    counts = selectors.counts(seat)
    sections = review(loaded.form, dossier.answers)
    return {
        "seat": seat,
        "tabs": tabs(seat, counts),
        "dossier": dossier,
        "procedure_name": loaded.name,
        "sections": sections if open_numbers else masked(loaded.form, sections),
        "show_identity": open_numbers,
        "papers": [(loaded.paper_name(file.paper_key), file) for file in files],
        "bundles": [(key, loaded.paper_name(key)) for key in bundles.several(files)],
        "work": open_work(dossier, seat, user),
        "opinions": dossier.opinions.select_related("seat__agency", "author__person"),
        "consultations": dossier.consultations.select_related("agency", "answered_by"),
        "supplements": dossier.supplements.prefetch_related("items"),
        "results": dossier.results.select_related("number", "pdf", "document"),
        "printed": dossier.printed.filter(blob__isnull=False),
        "timeline": selectors.timeline(dossier, official=True),
        "fees": [link.fee_request for link in dossier.fees.select_related("fee_request")],
        "back": reverse("queue:list", args=[seat.pk]),
    }

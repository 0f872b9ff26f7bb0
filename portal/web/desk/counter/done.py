"""After a reception: the code, what to print, what to scan; then the next person."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agencies.models import Seat
from common import clock, jail
from dossiers import counter
from dossiers.models import CounterFiling, Dossier, PrintedForm
from dossiers.services import counter as services
from payments import selectors as payments
from payments.models import Receipt
from portal.web.desk.counter.frame import frame
from portal.web.desk.seat import with_seat
from portal.web.files import private_bytes, private_file
from vault import qr

SECONDS = 20
Kind = PrintedForm.Kind
EXPECTED = {
    CounterFiling.Outcome.RECEIVED: (Kind.FORM_01,),
    CounterFiling.Outcome.FEE: (Kind.CONFIRMATION,),
    CounterFiling.Outcome.SUPPLEMENT: (Kind.FORM_02,),
    CounterFiling.Outcome.REFUSED: (Kind.FORM_03,),
}


def _finished(request: HttpRequest, seat: Seat, filing_id: object) -> tuple[CounterFiling, Dossier]:
    filing = counter.filing_of(request.user, seat, filing_id)
    if filing.dossier is None:
        raise Http404
    return filing, filing.dossier


@require_GET
@with_seat(roles=counter.ROLES)
def done(request: HttpRequest, seat: Seat, filing: object) -> HttpResponse:
    """What came of it, with everything that is handed to the person."""
    found, dossier = _finished(request, seat, filing)
    context = (
        frame(request, seat, found)
        | _printed(found, dossier)
        | {
            "dossier": dossier,
            "took": found.ended_at - found.started_at if found.ended_at else None,
            "receipts": _receipts(dossier),
            "held": dossier.originals.filter(returned_at__isnull=True),
        }
    )
    return render(request, "desk/counter/done.html", context)


def _receipts(dossier: Dossier) -> list[Receipt]:
    fees = [link.fee_request for link in dossier.fees.select_related("fee_request")]
    return [receipt for fee in fees for receipt in payments.receipts(fee)]


@require_GET
@with_seat(roles=counter.ROLES)
def receipt(request: HttpRequest, seat: Seat, filing: object, receipt: uuid.UUID) -> HttpResponse:
    """The receipt of what was taken here, to hand to the payer; a worker prints it a moment after."""
    _found, dossier = _finished(request, seat, filing)
    row = next((one for one in _receipts(dossier) if one.pk == receipt), None)
    if row is None or row.blob is None:
        raise Http404
    return private_file(row.blob, f"bien-lai-{row.number_text}.pdf")


@require_GET
@with_seat(roles=counter.ROLES)
def prints(request: HttpRequest, seat: Seat, filing: object) -> JsonResponse:
    """The list of papers to print as it stands now, ``{"html", "waiting"}``: a worker makes them a moment after the reception."""
    found, dossier = _finished(request, seat, filing)
    printed = _printed(found, dossier)
    html = render_to_string("desk/counter/_prints.html", {"seat": seat, "filing": found} | printed, request)
    return JsonResponse({"html": html, "waiting": printed["waiting"]})


def _printed(filing: CounterFiling, dossier: Dossier) -> dict[str, object]:
    rows = {row.kind: row for row in dossier.printed.filter(blob__isnull=False).order_by("created_at")}
    first = EXPECTED[CounterFiling.Outcome(filing.outcome)]
    kinds = [*first, Kind.DECLARATION]
    return {
        "prints": [(kind, kind.label, rows.get(kind), kind in first) for kind in kinds],
        "waiting": any(kind not in rows for kind in kinds),
    }


@require_GET
@with_seat(roles=counter.ROLES)
def label(request: HttpRequest, seat: Seat, filing: object) -> HttpResponse:
    """Nhãn hồ sơ: a small PDF for the folder; its QR is the code alone, for the desk's scanner."""
    _found, dossier = _finished(request, seat, filing)
    context = {
        "dossier": dossier,
        "qr": qr.svg_data_uri(dossier.code, border=0),
        "received": clock.at(dossier.accepted_at or dossier.submitted_at),
        "due": clock.at(dossier.due_at) if dossier.due_at else "",
    }
    page = get_template("documents/label.html").render(context)
    body = jail.run("common.pdfjail", page.encode(), seconds=SECONDS).body
    return private_bytes(body, "application/pdf", f"nhan-{dossier.code}.pdf")


@require_POST
@with_seat(roles=counter.ROLES)
def again(request: HttpRequest, seat: Seat, filing: object) -> HttpResponse:
    """The same person, another procedure: begins with who they are."""
    found, _dossier = _finished(request, seat, filing)
    fresh = services.begin_again(found, by=request.user, seat=seat)
    return HttpResponseRedirect(reverse("counter:who", args=[seat.pk, fresh.pk]), status=303)

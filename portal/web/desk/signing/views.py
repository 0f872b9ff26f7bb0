"""The list, one paper's page with its pictures, and the batch."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agencies.models import Seat
from common import blobs
from dossiers import signing_queue
from dossiers.services import sign_batch
from dossiers.services.view import log_view
from portal.web.desk.bulk import chosen
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from portal.web.desk.signing import step_up
from portal.web.files import private_bytes
from vault import keys, pages

SIGNERS = frozenset(signing_queue.WAYS)


@require_GET
@with_seat(roles=SIGNERS)
def queue(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What waits for this seat's signature."""
    return render(request, "desk/signing/queue.html", _list(request, seat))


def _list(request: HttpRequest, seat: Seat) -> dict[str, Any]:
    rows = signing_queue.waiting(seat, request.user)
    return navigation(seat, request.user) | {
        "seat": seat,
        "way": signing_queue.way(seat),
        "rows": [(row, chosen.written(row.dossier.pk, row.dossier.lock_version)) for row in rows],
        "papers": sum(len(row.papers) for row in rows),
        "most": signing_queue.MOST,
        "asks_pin": _asks_pin(seat),
    }


def _asks_pin(seat: Seat) -> bool:
    """Whether this seat's own key lies at a remote service, which wants its holder's PIN."""
    instead = seat.delegation
    own = keys.person_key(instead.own_seat_id if instead else seat.pk)
    return seat.role == Seat.Role.LEADER and bool(keys.credential_of(own))


@require_GET
@with_seat(roles=SIGNERS)
def paper(request: HttpRequest, seat: Seat, result: Any) -> HttpResponse:
    """One paper as it will be signed, and what is not as it was proposed."""
    row = signing_queue.paper_for_seat(seat, result)
    log_view(row.dossier, by=request.user, seat=seat, what=f"result:{row.pk}")
    how = signing_queue.way(seat)
    context = navigation(seat, request.user) | {
        "seat": seat,
        "way": how,
        "row": row,
        "name": signing_queue.name_of(row),
        "waits": row.state == how.before,
        "chosen": chosen.written(row.dossier.pk, row.dossier.lock_version),
        "others": row.dossier.results.filter(state=how.before).exclude(pk=row.pk).count(),
        "pages": range(1, pages.count(blobs.read(row.pdf)) + 1),
        "since_proposed": signing_queue.since_proposed(row),
        "against_form": signing_queue.against_form(row),
        "asks_pin": _asks_pin(seat),
    }
    return render(request, "desk/signing/paper.html", context)


@require_GET
@with_seat(roles=SIGNERS)
def page(request: HttpRequest, seat: Seat, result: Any, number: int) -> HttpResponse:
    """A page as a picture: a telephone shows it without a program for PDF."""
    row = signing_queue.paper_for_seat(seat, result)
    try:
        picture = pages.picture(blobs.read(row.pdf), number)
    except IndexError:
        raise Http404 from None
    return private_bytes(picture, "image/png", f"{row.result_key}-{number}.png")


@require_POST
@with_seat(roles=SIGNERS)
def run(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Sign what was chosen and tell what became of each paper."""
    picked = chosen.read(request.POST)
    how = signing_queue.way(seat)
    if not picked:
        messages.info(request, _("Chọn ít nhất một văn bản trong danh sách."))
        return redirect("desk-signing:queue", seat=seat.pk)
    if len(picked) > signing_queue.MOST:
        said = _("Mỗi lần ký nhiều nhất %(most)s hồ sơ; bạn đã chọn %(n)s. Bỏ bớt rồi ký tiếp lần sau.")
        messages.info(request, said % {"most": signing_queue.MOST, "n": len(picked)})
        return redirect("desk-signing:queue", seat=seat.pk)
    if step_up.needed(request):
        return step_up.ask(request)
    consent = keys.Consent(request.POST.get("pin", "")) if _asks_pin(seat) else None
    outcomes = sign_batch.run(picked, by=request.user, seat=seat, consent=consent)
    context = navigation(seat, request.user) | {
        "seat": seat,
        "way": how,
        "outcomes": sorted(outcomes, key=lambda one: one.ok),
        "done": sum(one.ok for one in outcomes),
        "failed": sum(not one.ok for one in outcomes),
    }
    return render(request, "desk/signing/outcomes.html", context)

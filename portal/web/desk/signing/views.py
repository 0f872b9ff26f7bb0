"""The list, one paper's page with its pictures, and the batch."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from agencies.models import Seat
from common import blobs
from common.errors import DomainError
from common.scans import work
from dossiers import signing_queue
from dossiers.models import IssuedResult
from dossiers.services import sign_batch
from dossiers.services.view import log_view
from portal.web.desk.bulk import chosen
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from portal.web.desk.signing import consent, step_up
from portal.web.files import private_bytes
from vault import pages, remote

SIGNERS = frozenset(signing_queue.WAYS)


@require_GET
@with_seat(roles=SIGNERS)
def queue(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What waits for this seat's signature."""
    return render(request, "desk/signing/queue.html", _list(request, seat))


def _list(request: HttpRequest, seat: Seat, **more: Any) -> dict[str, Any]:
    rows = signing_queue.waiting(seat, request.user)
    picked = dict(chosen.read(request.POST))
    return navigation(seat, request.user) | {
        "seat": seat,
        "way": signing_queue.way(seat),
        "rows": [(row, chosen.written(row.dossier.pk, row.dossier.lock_version), row.dossier.pk in picked) for row in rows],
        "papers": sum(len(row.papers) for row in rows),
        "most": signing_queue.MOST,
        "asks_pin": bool(consent.credential(seat)),
        **more,
    }


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
        "pages": range(1, _count(row) + 1),
        "since_proposed": signing_queue.since_proposed(row),
        "against_form": signing_queue.against_form(row),
        "asks_pin": bool(consent.credential(seat)),
    }
    return render(request, "desk/signing/paper.html", context)


@require_GET
@with_seat(roles=SIGNERS)
def page(request: HttpRequest, seat: Seat, result: Any, number: int) -> HttpResponse:
    """A page as a picture: a telephone shows it without a program for PDF."""
    row = signing_queue.paper_for_seat(seat, result)
    if row.received:  # not ours: drawn in the jail
        drawn = work.draw(blobs.read(row.clean or row.pdf), [number - 1]) if 1 <= number <= _count(row) else []
        if not drawn:
            raise Http404
        return private_bytes(drawn[0].jpeg, "image/jpeg", f"{row.result_key}-{number}.jpg")
    try:
        picture = pages.picture(blobs.read(row.pdf), number)
    except IndexError:
        raise Http404 from None
    return private_bytes(picture, "image/png", f"{row.result_key}-{number}.png")


def _count(row: IssuedResult) -> int:
    return work.count(blobs.read(row.clean or row.pdf)) if row.received else pages.count(blobs.read(row.pdf))


@sensitive_post_parameters(*consent.FIELDS)
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
    remote_key = consent.credential(seat) if signing_queue.signs_any(seat, [pk for pk, _seen in picked]) else ""
    if remote_key and "gui-ma" in request.POST:
        return _send_code(request, seat, remote_key)
    if step_up.needed(request):
        return step_up.ask(request)
    typed = consent.given(request) if remote_key else None
    if typed is not None and not typed.pin:
        return render(request, "desk/signing/queue.html", _list(request, seat, no_pin=True), status=422)
    outcomes = sign_batch.run(picked, by=request.user, seat=seat, consent=typed)
    context = navigation(seat, request.user) | {
        "seat": seat,
        "way": how,
        "outcomes": sorted(outcomes, key=lambda one: one.ok),
        "done": sum(one.ok for one in outcomes),
        "failed": sum(not one.ok for one in outcomes),
    }
    return render(request, "desk/signing/outcomes.html", context)


def _send_code(request: HttpRequest, seat: Seat, credential: str) -> HttpResponse:
    """Have the service send the code; what was ticked stays ticked."""
    try:
        remote.send_code(credential)
    except DomainError as refusal:
        return render(request, "desk/signing/queue.html", _list(request, seat, down=refusal.message), status=409)
    return render(request, "desk/signing/queue.html", _list(request, seat, sent=True))

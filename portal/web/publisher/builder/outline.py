"""The e-form as a list: pages and questions with their acts, beside a live preview of the page in question."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError
from eforms import building
from portal.web.publisher.builder.bench import Bench, seen_of
from portal.web.publisher.builder.preview import frame
from portal.web.publisher.gate import reading, writing
from procedures.models import VersionDraft
from procedures.services import drafting


@require_GET
@reading
def outline(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Every component as a row; ``?cau=`` names the one last worked at. One query beyond the draft's."""
    bench = Bench(request, seat, draft)
    remarks = building.remarks(bench.form)
    rows = building.rows(bench.form, remarks)
    chosen = next((row for row in rows if row.ref == request.GET.get("cau")), None)
    last = drafting.last_standing(draft, bench.case) if bench.writes else None
    context = bench.context(
        rows=rows,
        chosen=chosen.ref if chosen else "",
        title=bench.form.get("title", ""),
        stops=sum(remark.severity == "stop" for remark in remarks),
        remarks=len(remarks),
        can_undo=last is not None,
        outdated=building.outdated(bench.form),
        **frame(request, bench, chosen.page if chosen else ""),
    )
    return render(request, "publisher/builder/outline.html", context)


@require_POST
@writing
def do(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """One button of the list: ``viec`` is "up:c1a2", "duplicate:c1a2" or "undo"."""
    bench = Bench(request, seat, draft)
    act, _colon, ref = request.POST.get("viec", "").partition(":")
    if act == "undo":
        return _undo(bench)
    operation: building.Operation
    if act in ("up", "down", "in", "out"):
        operation = building.Move(ref, act)
    elif act == "duplicate":
        operation = building.Duplicate(ref)
    else:
        raise Http404
    done = bench.tried(operation, seen=seen_of(request))
    after = operation.copy if done and isinstance(operation, building.Duplicate) else ref
    return bench.go(bench.outline(after))


def _undo(bench: Bench) -> HttpResponse:
    try:
        by = actor_for(bench.request.user, bench.seat)
        drafting.undo(bench.draft.pk, by=by, seen=seen_of(bench.request), case=bench.case)
    except DomainError as refusal:
        messages.error(bench.request, str(refusal.message))
    else:
        messages.success(bench.request, _("Đã hoàn tác thay đổi cuối."))
    return bench.go(bench.outline())

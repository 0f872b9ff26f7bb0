"""The process as a table of steps with the drawn diagram beside it; the buttons of the table; taking the last change back."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError
from portal.web.publisher.designer.bench import Bench, begin
from portal.web.publisher.designer.spending import spending
from portal.web.publisher.designer.table import described
from portal.web.publisher.designer.words import lane_words, time_words
from portal.web.publisher.gate import reading, writing
from portal.web.publisher.parts import following
from procedures import discussion, worklist
from procedures.models import VersionDraft
from procedures.services import sections as saving
from workflow import building
from workflow.drawing import draw


@require_GET
@reading
def steps(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """The table and the drawing; ``?buoc=`` names the step last worked at. Six queries, whatever the number of steps."""
    bench = begin(request, seat, draft)
    rows, whole, names = described(bench)
    chosen = request.GET.get("buoc", "")
    part, wide = "cases" if bench.case else "process", request.GET.get("rong") == "1"
    context = bench.context(
        rows=rows,
        whole=whole,
        chosen=chosen,
        wide=wide,
        switch=bench.address("steps") if wide else bench.address("steps", rong="1"),
        focus=request.GET.get("viec", ""),
        time=spending(bench.doc, bench.limit),
        picture=picture(bench, names, at=[chosen], wrong=[row.key for row in rows if row.stops]),
        last=saving.standing(draft, part) if bench.writes else None,
        comments=discussion.open_remarks(draft, "process"),
        cases=_cases(draft.content),
        following=following(seat.pk, draft, "process"),
    )
    return render(request, "publisher/designer/steps.html", context)


def picture(
    bench: Bench,
    names: Mapping[str, str],
    doc: Mapping[str, Any] | None = None,
    *,
    at: Collection[str] = (),
    wrong: Collection[str] = (),
    ident: str = "so-do",
) -> SafeString:
    """The drawn diagram of the bench's process (or another ``doc``)."""
    held = bench.doc if doc is None else doc
    name = str(held.get("name") or worklist.name_of(bench.draft))
    return draw(held, name=name, lane=lambda lane: lane_words(lane, names), time=time_words, at=at, wrong=wrong, ident=ident)


def _cases(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The cases with a process of their own: (code, name)."""
    rows = content.get("cases") or ()
    return [
        (str(row["code"]), str(row.get("name") or row["code"]))
        for row in rows
        if isinstance(row, Mapping) and row.get("code") and isinstance(row.get("process"), Mapping)
    ]


@require_POST
@writing
def do(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """One button of the table: ``viec`` is "up:handle", "down:handle", "copy:handle" or "undo"."""
    bench = begin(request, seat, draft)
    act, _colon, key = request.POST.get("viec", "").partition(":")
    if act == "undo":
        return _undo(bench)
    if act not in ("up", "down", "copy"):
        raise Http404
    bench.step(key)
    try:
        if act == "copy":
            made, key = building.copied(bench.doc, key)
        else:
            made = building.moved(bench.doc, key, -1 if act == "up" else 1)
    except building.CannotChange as refusal:
        messages.error(request, str(refusal))
    else:
        bench.tried(made, _("Đã chép bước. Đổi tên và việc của bước mới.") if act == "copy" else "")
    # A fragment would take the focus from the button that was pressed: whoever moves a step presses it again.
    return bench.go(bench.address("steps", buoc=key, viec=act) + (f"#buoc-{key}" if act == "copy" else ""))


def _undo(bench: Bench) -> HttpResponse:
    by = actor_for(bench.request.user, bench.seat)
    try:
        saving.take_back(bench.draft.pk, "cases" if bench.case else "process", by=by, seen=bench.seen)
    except DomainError as refusal:
        messages.error(bench.request, str(refusal.message))
    else:
        messages.success(bench.request, _("Đã hoàn tác lần sửa cuối của quy trình."))
    return bench.go(bench.address("steps"))

"""A section's page: its boxes, rows and table. Everything is a button of a form; what is wrong stays in its box."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError, NotFound
from common.text import tidy
from portal.web.publisher.editor.forms import Filled, fill
from portal.web.publisher.editor.groups import pointed, pressed
from portal.web.publisher.editor.looks import looks
from portal.web.publisher.editor.work import Conflict, Work, begin
from portal.web.publisher.gate import reading, writing
from portal.web.publisher.parts import following
from procedures.lawbook import text
from procedures.models import VersionDraft
from procedures.services import sections as saving

MOST_WORDS = 500


@require_http_methods(["GET", "POST"])
@reading
def section(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str) -> HttpResponse:
    """Show one section; authors save it. Four queries to look, whatever the section holds."""
    work = begin(request, seat, draft, key)
    if request.method == "GET":
        return _show(work, _filled(work, None, work.base))
    if seat.role != Seat.Role.AUTHOR:
        raise NotFound
    form = _filled(work, request.POST, work.base)
    if not draft.editable:
        return _show(work, form, 409)
    if not form.is_valid():
        return _show(work, form, 422)
    button = request.POST.get("viec", "")
    after = form.made(button)
    try:
        work.save(after)
    except saving.SectionConflict as found:
        conflict = work.conflict(found, after)
        return _show(work, _filled(work, None, conflict.content), 409, conflict)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return HttpResponseRedirect(work.address())
    return _onwards(work, button)


def _filled(work: Work, data: Any, content: Any) -> Filled:
    return fill(work.sheet.boxes, work.sheet.groups, data, held=content, content=content)


def _onwards(work: Work, button: str) -> HttpResponse:
    """Back to the row that was moved, on to the next section, or to the overview."""
    act, group, number = pressed(button)
    if act:
        place = number + {"up": -1, "down": 1}.get(act, 0)
        return HttpResponseRedirect(f"{work.address()}?dong={group}:{place}&viec={act}")
    if button.startswith("add:"):
        return HttpResponseRedirect(f"{work.address()}#{button.removeprefix('add:')}-moi")
    messages.success(work.request, _("Đã lưu phần “%(section)s”.") % {"section": work.section.title})
    if button == "stay":
        return HttpResponseRedirect(work.address())
    after = following(work.seat.pk, work.draft, work.section.key) if button == "next" else None
    return HttpResponseRedirect(after.href if after else reverse("catalogue:draft", args=[work.seat.pk, work.draft.pk]))


@require_POST
@writing
def rows(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str) -> HttpResponse:
    """One button of the table: "up:papers:2", "down…", "drop…"; or ``them``, the words of a new row."""
    work = begin(request, seat, draft, key)
    held: list[Any] = work.table.rows(work.base)
    words = tidy(request.POST.get("them", ""))[:MOST_WORDS]
    act, _group, number = pressed(request.POST.get("viec", ""))
    if not act and not words:
        messages.error(request, _("Nhập tên trước khi thêm."))
        return HttpResponseRedirect(f"{work.address()}#them")
    if not act:
        held.append(work.table.new(words, work.base))
    elif not 0 <= number < len(held):
        raise NotFound
    elif act == "drop":
        held.pop(number)
    else:
        other = min(max(number + (-1 if act == "up" else 1), 0), len(held) - 1)
        held[number], held[other] = held[other], held[number]
    try:
        saved = work.save(work.with_rows(held))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return HttpResponseRedirect(work.address())
    if not act:
        return HttpResponseRedirect(work.address("row", work.number_in(saved, held[-1], len(held))))
    if act == "drop":
        messages.success(request, _("Đã xóa. Bấm Hoàn tác nếu nhầm."))
    place = number + {"up": -1, "down": 1}.get(act, 0)
    return HttpResponseRedirect(f"{work.address()}?dong={work.table.part}:{place}&viec={act}")


@require_POST
@writing
def add_basis(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str) -> HttpResponse:
    """Take a legal text from the records into the list, with the name that it has there."""
    work = begin(request, seat, draft, key)
    basis = text(request.POST.get("code", ""))
    held = work.base.get("legal_bases") or []
    row = {"code": basis.code, "name": basis.name}
    if work.section.key != "legal":
        raise NotFound
    try:
        work.save(work.base | {"legal_bases": [*held, row]})
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Đã thêm %(code)s.") % {"code": basis.code})
    return HttpResponseRedirect(f"{work.address()}#tim-van-ban")


@require_POST
@writing
def undo(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str) -> HttpResponse:
    """Take the section's last save back."""
    work = begin(request, seat, draft, key)
    try:
        saving.take_back(draft.pk, key, by=actor_for(request.user, seat), seen=work.seen)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Đã hoàn tác lần sửa cuối của phần này."))
    return HttpResponseRedirect(work.address())


def _show(work: Work, form: Filled, status: int = 200, conflict: Conflict | None = None) -> HttpResponse:
    context = looks(work, form, conflict) | {"table": _table(work, conflict)}
    return render(work.request, "publisher/editor/section.html", context, status=status)


def _table(work: Work, conflict: Conflict | None) -> dict[str, Any] | None:
    """The section's table as rows to show."""
    table = work.sheet.table
    if table is None:
        return None
    content = conflict.content if conflict else work.base
    focus, act = work.request.GET.get("dong", ""), work.request.GET.get("viec", "")
    found = table.rows(content)
    shown = [
        {
            "number": number,
            "index": number - 1,
            "name": str(row.get(table.label) or "") or _("Chưa đặt tên"),
            "facts": [fact for fact in table.facts(row, content) if fact],
            "first": number == 1,
            "last": number == len(found),
            "focus": pointed(focus, f"{table.part}:{number - 1}", act, first=number == 1, last=number == len(found)),
        }
        for number, row in enumerate(found, start=1)
    ]
    return {"spec": table, "rows": shown}

"""What waits on a publisher's desk, and one draft with everything that speaks for or against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from accounts.selectors import actor_for
from agencies.models import Seat
from portal.web.ops.paging import page_of
from portal.web.publisher.catalogue.acts import STEPS
from portal.web.publisher.findings import by_level, findings_of
from portal.web.publisher.gate import author, publisher, reading
from portal.web.publisher.parts import task_list
from portal.web.publisher.words import change_words, gathered
from procedures import access, discussion, worklist
from procedures.models import VersionDraft
from procedures.services import drafting, reviewing

Status = VersionDraft.Status
FORCE, DAY = "force", "day"
RECENT = 30


@dataclass(frozen=True)
class Tab:
    """One list of the work. ``statuses``: of drafts; ``empty``: what to do when there is nothing."""

    key: str
    label: str | Promise
    statuses: tuple[str, ...]
    empty: str | Promise


TABS: Mapping[str, Tab] = {
    tab.key: tab
    for tab in (
        Tab(
            "writing",
            _("Đang soạn"),
            (Status.RETURNED, Status.DRAFT),
            _("Chưa có bản soạn thảo nào. Chọn một thủ tục đang áp dụng để sửa, hoặc mở thủ tục mới."),
        ),
        Tab("review", _("Chờ duyệt"), (Status.IN_REVIEW,), _("Không có bản soạn thảo nào chờ duyệt.")),
        Tab("approved", _("Chờ công bố"), (Status.APPROVED,), _("Không có bản nào chờ công bố.")),
        Tab(DAY, _("Chờ ngày áp dụng"), (), _("Không có bản nào chờ đến ngày áp dụng.")),
        Tab("untouched", _("Mới nhập"), (Status.DRAFT,), _("Không có bản ghi mới nhập nào chưa ai mở.")),
        Tab(FORCE, _("Đang áp dụng"), (), _("Chưa có thủ tục nào đang áp dụng trong phạm vi của vị trí này.")),
    )
}
SYSTEMS: Mapping[str, str | Promise] = {
    "national": _("Cơ sở dữ liệu quốc gia về thủ tục hành chính"),
    "national-list": _("danh sách của Cơ sở dữ liệu quốc gia"),
    "laythutuc": _("dịch vụ LayThuTuc"),
    "excel": _("bảng tính Excel"),
}
FIRST = {Seat.Role.AUTHOR: "writing", Seat.Role.APPROVER: "review"}


@require_GET
@publisher
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One list of the work at a time, narrowed by words, field and agency. Seven queries whatever the number."""
    wanted = worklist.Wanted(
        request.GET.get("q", "").strip()[: worklist.LONGEST_QUERY],
        request.GET.get("linh-vuc", ""),
        request.GET.get("co-quan", ""),
    )
    tab = TABS.get(request.GET.get("muc", ""), TABS[FIRST[Seat.Role(seat.role)]])
    rows: QuerySet[Any] = worklist.in_force(seat, wanted) if tab.key == FORCE else worklist.scheduled(seat, wanted)
    if tab.statuses:
        rows = worklist.drafts(seat, *tab.statuses, wanted=wanted, untouched=tab.key == "untouched")
    context = {
        "seat": seat,
        "tab": tab,
        "work_tabs": _tabs(seat, tab),
        "page": page_of(request, rows),
        "wanted": wanted,
        "fields": worklist.fields(seat),
        "agencies": worklist.agencies(seat),
        "writes": seat.role == Seat.Role.AUTHOR,
    }
    return render(request, "publisher/catalogue/list.html", context)


def _tabs(seat: Seat, current: Tab) -> list[dict[str, Any]]:
    """The lists with how much stands in each. Two queries."""
    counted = worklist.counts(seat) | {DAY: worklist.scheduled(seat).count()}
    rows = []
    for tab in TABS.values():
        total = counted.get(tab.key, 0) if tab.key in ("untouched", DAY) else sum(counted.get(one, 0) for one in tab.statuses)
        rows.append({"key": tab.key, "label": tab.label, "count": total, "current": tab is current})
    return rows


@require_POST
@author
def open_draft(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """Begin the next version of a procedure, or go on with the one that somebody began."""
    access.procedure_for(seat, code)
    found = drafting.open_draft(code, by=actor_for(request.user, seat))
    return HttpResponseRedirect(reverse("catalogue:draft", args=[seat.pk, found.pk]))


@require_GET
@reading
def draft(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Where a draft stands, section by section, what is still missing, and what this seat may do with it."""
    found = findings_of(seat, draft)
    context = {
        "seat": seat,
        "draft": draft,
        "name": worklist.name_of(draft),
        "parts": task_list(seat.pk, draft, found),
        "groups": by_level(found),
        "stops": sum(one.finding.level == "error" for one in found),
        "acts": [{"key": key, "title": page.title} for key, page in STEPS.items() if reviewing.may(key, draft, seat.role)],
        "returned": worklist.returned_because(draft) if draft.status == Status.RETURNED else "",
        "remarks": discussion.open_remarks(draft),
        "source": _source(draft.content.get("source")),
        "latest": gathered(change_words(row) for row in worklist.history(draft)[:RECENT])[:5],
        "writes": draft.editable and seat.role == Seat.Role.AUTHOR,
    }
    return render(request, "publisher/catalogue/draft.html", context)


def _source(source: Any) -> Mapping[str, Any]:
    """Where an imported draft came from, in words, with what the import noted; empty for one that people began."""
    if not isinstance(source, Mapping):
        return {}
    return {"words": SYSTEMS.get(str(source.get("system")), ""), "id": source.get("id", ""), "notes": source.get("notes") or ()}


@require_GET
@reading
def history(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Every change of a draft, fifty a page; saves that a page made by itself in a row are one line."""
    page = page_of(request, worklist.history(draft))
    context = {
        "seat": seat,
        "draft": draft,
        "name": worklist.name_of(draft),
        "page": page,
        "rows": gathered(change_words(row) for row in page),
    }
    return render(request, "publisher/catalogue/history.html", context)

"""What waits on a publisher's desk, and one draft with everything that speaks for or against it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.selectors import actor_for
from agencies.models import Seat
from portal.web.ops.paging import page_of
from portal.web.publisher.catalogue.acts import STEPS
from portal.web.publisher.catalogue.problems import problems
from portal.web.publisher.gate import author, publisher, reading
from portal.web.publisher.words import change_words
from procedures import access, worklist
from procedures.models import VersionDraft
from procedures.services import drafting, reviewing

MOST_DRAFTS = 100
Status = VersionDraft.Status


@require_GET
@publisher
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Drafts by what has to be done with them, then what is in force. Three queries whatever the number."""
    query = request.GET.get("q", "").strip()
    open_drafts = list(worklist.drafts(seat, *VersionDraft.OPEN)[:MOST_DRAFTS])
    context = {
        "seat": seat,
        "sections": _sections(open_drafts, seat.role),
        "page": page_of(request, worklist.in_force(seat, query)),
        "query": query,
        "writes": seat.role == Seat.Role.AUTHOR,
    }
    return render(request, "publisher/catalogue/list.html", context)


def _sections(drafts: list[VersionDraft], role: str) -> list[dict[str, Any]]:
    """What this role has to do comes first; sections without a draft say so only where they are this role's."""
    own = {
        Seat.Role.AUTHOR: (
            (_("Đang soạn"), (Status.RETURNED, Status.DRAFT), _("Chưa có bản soạn thảo nào. Chọn một thủ tục bên dưới để sửa.")),
            (_("Chờ duyệt"), (Status.IN_REVIEW,), ""),
            (_("Đã duyệt, chờ công bố"), (Status.APPROVED,), ""),
        ),
        Seat.Role.APPROVER: (
            (_("Chờ duyệt"), (Status.IN_REVIEW,), _("Không có bản soạn thảo nào chờ duyệt.")),
            (_("Đã duyệt, chờ công bố"), (Status.APPROVED,), ""),
            (_("Đang soạn"), (Status.DRAFT, Status.RETURNED), ""),
        ),
    }
    rows = [
        {"title": title, "drafts": [draft for draft in drafts if draft.status in states], "empty": empty}
        for title, states, empty in own[Seat.Role(role)]
    ]
    return [row for row in rows if row["drafts"] or row["empty"]]


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
    """Where a draft stands, what is still missing, and what this seat may do with it."""
    context = {
        "seat": seat,
        "draft": draft,
        "name": draft.content["names"]["vi"],
        "problems": problems(draft),
        "acts": [{"key": key, "title": page.title} for key, page in STEPS.items() if reviewing.may(key, draft, seat.role)],
        "returned": worklist.returned_because(draft) if draft.status == Status.RETURNED else "",
        "latest": [change_words(row) for row in worklist.history(draft)[:5]],
    }
    return render(request, "publisher/catalogue/draft.html", context)


@require_GET
@reading
def history(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Every change of a draft, fifty a page."""
    page = page_of(request, worklist.history(draft))
    context = {
        "seat": seat,
        "draft": draft,
        "name": draft.content["names"]["vi"],
        "page": page,
        "rows": [change_words(row) for row in page],
    }
    return render(request, "publisher/catalogue/history.html", context)

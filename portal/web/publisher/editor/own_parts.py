"""What a case has for itself: its e-form and its process, or the procedure's for both."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError, NotFound
from portal.web.publisher.builder.formplace import FormPlace
from portal.web.publisher.editor.work import Work, begin
from portal.web.publisher.gate import writing
from procedures import worklist
from procedures.models import VersionDraft
from procedures.services import drafting

Case = Mapping[str, Any]
DONE = {
    "own-form": _("Trường hợp này nay có tờ khai riêng, bắt đầu là bản chép của tờ khai chung."),
    "share-form": _("Trường hợp này dùng tờ khai chung. Tờ khai riêng lấy lại được ở trang này."),
    "back-form": _("Đã lấy lại tờ khai riêng."),
    "own-process": _("Trường hợp này nay có quy trình riêng, bắt đầu là bản chép của quy trình chung."),
    "share-process": _("Trường hợp này dùng quy trình chung."),
}


@require_http_methods(["GET", "POST"])
@writing
def edit(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str, number: int) -> HttpResponse:
    """Say which e-form and process the case has; each button changes one of them and comes back. Three queries to look."""
    work = begin(request, seat, draft, key)
    case = work.row(number)
    if work.section.key != "cases" or not case.get("code"):
        raise NotFound
    if request.method == "GET":
        return _show(work, number, case)
    act = request.POST.get("viec", "")
    if act not in DONE:
        raise Http404
    try:
        ACTS[act](work, number, case)
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, str(DONE[act]))
    return HttpResponseRedirect(work.address("own-parts", number))


def _show(work: Work, number: int, case: Case) -> HttpResponse:
    code, content = str(case["code"]), work.draft.content
    context = {
        "seat": work.seat,
        "draft": work.draft,
        "name": worklist.name_of(work.draft),
        "section": work.section,
        "number": number,
        "case": case,
        "form": isinstance(case.get("form"), Mapping),
        "process": isinstance(case.get("process"), Mapping),
        "shared_form": bool((content.get("form") or {}).get("components")),
        "shared_process": bool((content.get("process") or {}).get("steps")),
        "back": _dropped(work.draft, code) and not case.get("form"),
        "to_form": reverse("builder:outline", args=[work.seat.pk, FormPlace(work.draft.pk, code)]),
        "seen": work.seen,
    }
    return render(work.request, "publisher/editor/own_parts.html", context)


def _dropped(draft: VersionDraft, code: str) -> bool:
    """Whether the last thing done to the case's form was to let it go: then it can be had back. One query."""
    last = drafting.last_standing(draft, code)
    return last is not None and last.act == "share-form"


def _own_form(work: Work, number: int, case: Case) -> None:
    drafting.own_form(work.draft.pk, str(case["code"]), by=actor_for(work.request.user, work.seat), seen=work.seen)


def _share_form(work: Work, number: int, case: Case) -> None:
    drafting.share_form(work.draft.pk, str(case["code"]), by=actor_for(work.request.user, work.seat), seen=work.seen)


def _back_form(work: Work, number: int, case: Case) -> None:
    if not _dropped(work.draft, str(case["code"])):
        raise NotFound
    drafting.undo(work.draft.pk, by=actor_for(work.request.user, work.seat), seen=work.seen, case=str(case["code"]))


def _own_process(work: Work, number: int, case: Case) -> None:
    process = work.draft.content.get("process")
    if not isinstance(process, Mapping):
        raise DomainError(gettext("Thủ tục chưa có quy trình chung để chép. Soạn quy trình chung trước."))
    work.save(work.with_row(number, {**case, "process": process}))


def _share_process(work: Work, number: int, case: Case) -> None:
    work.save(work.with_row(number, {name: value for name, value in case.items() if name != "process"}))


ACTS: Mapping[str, Callable[[Work, int, Case], None]] = {
    "own-form": _own_form,
    "share-form": _share_form,
    "back-form": _back_form,
    "own-process": _own_process,
    "share-process": _share_process,
}

"""One view for every step of the review: GET says what it means and asks, POST does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.errors import DomainError, NotFound
from portal.web.publisher.catalogue import forms
from portal.web.publisher.findings import findings_of
from portal.web.publisher.gate import reading
from portal.web.publisher.review.compared import in_force
from procedures import worklist
from procedures.access import draft_for
from procedures.affected import affected
from procedures.content import BadContent
from procedures.models import Publication, VersionDraft
from procedures.services import returning, reviewing
from procedures.services.changes import DraftStale

NAMED = 3


@dataclass(frozen=True)
class StepPage:
    """How a step looks and which service takes it; ``meaning`` says what happens then."""

    title: str | Promise
    meaning: str | Promise
    done: str | Promise
    service: Callable[..., Any]
    form: type[forms.StepForm] = forms.StepForm
    warns: bool = False


STEPS: dict[str, StepPage] = {
    "submit": StepPage(
        _("Gửi duyệt"),
        _("Người duyệt sẽ đọc bản này. Trong lúc chờ, nội dung không sửa được; bạn rút về được khi chưa duyệt."),
        _("Đã gửi duyệt."),
        reviewing.submit,
    ),
    "take-back": StepPage(
        _("Rút về để sửa"),
        _("Bản soạn thảo rời khỏi danh sách chờ duyệt và sửa được trở lại."),
        _("Đã rút về. Bạn sửa tiếp được."),
        reviewing.take_back,
    ),
    "return": StepPage(
        _("Trả lại người soạn"),
        _("Người soạn sửa theo ý kiến của bạn rồi gửi lại."),
        _("Đã trả lại người soạn."),
        returning.return_draft,
        forms.ReturnForm,
    ),
    "approve": StepPage(
        _("Duyệt"),
        _("Bản này được công bố sau khi có quyết định công bố. Người đã sửa bản này không duyệt được."),
        _("Đã duyệt. Bản này chờ công bố."),
        reviewing.approve,
    ),
    "publish": StepPage(
        _("Công bố"),
        _("Nội dung đã công bố không sửa được nữa; muốn sửa thì soạn bản sau."),
        _("Đã công bố. Bản này áp dụng từ ngày đã chọn."),
        reviewing.publish_draft,
        forms.PublishForm,
    ),
    "discard": StepPage(
        _("Bỏ bản soạn thảo"),
        _("Những gì đã soạn không được dùng nữa. Bản đang áp dụng giữ nguyên."),
        _("Đã bỏ bản soạn thảo."),
        reviewing.discard,
        warns=True,
    ),
}


@require_http_methods(["GET", "POST"])
@reading
def act(request: HttpRequest, seat: Seat, draft: VersionDraft, action: str) -> HttpResponse:
    """Ask for and take one step with a draft; a step that this seat does not have does not exist for it."""
    page = STEPS.get(action)
    if page is None or reviewing.STEPS[action].role != seat.role:
        raise Http404
    if request.method == "GET":
        today = f"{clock.today():%d/%m/%Y}"
        kind = Publication.Kind.AMENDED if draft.based_on_id else Publication.Kind.NEW
        first = {"seen": draft.revision, "effective_from": today, "kind": kind, "issuer": seat.agency.name[:60]}
        first |= {"public_on": _public_elsewhere(draft)}
        return _ask(request, seat, draft, action, page.form(initial=first))
    form = page.form(request.POST)
    if not form.is_valid():
        return _ask(request, seat, draft, action, form, 422)
    try:
        page.service(draft.pk, by=actor_for(request.user, seat), **form.given())
    except NotFound:
        raise
    except DraftStale as stale:
        return _again(request, seat, draft, action, stale)
    except BadContent:
        form.add_error(None, str(_("Bản soạn thảo còn điều phải sửa trước khi gửi duyệt.")))
        return _ask(request, seat, draft, action, form, 409)
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return _ask(request, seat, draft, action, form, 409)
    messages.success(request, page.done)
    return HttpResponseRedirect(reverse("catalogue:list", args=[seat.pk]))


def _public_elsewhere(draft: VersionDraft) -> date | None:
    """The day on which the national database made the text public, as far as an import told it."""
    try:
        return date.fromisoformat(draft.content["source"]["decision"]["public"])
    except (KeyError, TypeError, ValueError):
        return None


def _ask(
    request: HttpRequest, seat: Seat, draft: VersionDraft, action: str, form: forms.StepForm, status: int = 200
) -> HttpResponse:
    page = STEPS[action]
    stops = [one for one in findings_of(seat, draft) if one.finding.level == "error"] if action == "submit" else []
    context = {
        "seat": seat,
        "draft": draft,
        "name": worklist.name_of(draft),
        "action": action,
        "page": page,
        "form": form,
        "stops": stops,
        "consequences": consequences(draft) if action == "publish" else (),
    }
    return render(request, "publisher/catalogue/act.html", context, status=status)


def consequences(draft: VersionDraft) -> list[str]:
    """What publishing will do, in sentences. Four queries."""
    now, felt = in_force(draft), affected(draft.procedure)
    said = []
    if now is None:
        said.append(gettext("Đây là bản đầu tiên: thủ tục xuất hiện trên cổng từ ngày áp dụng."))
    else:
        said.append(
            gettext("Từ ngày áp dụng, bản này thay bản %(number)s; trước ngày đó người dân vẫn thấy bản %(number)s.")
            % {"number": now.number}
        )
        if now.publication.status == Publication.Status.INTAKE_STOPPED:
            said.append(gettext("Thủ tục đang ngừng tiếp nhận. Công bố áp dụng ngay thì tiếp nhận trở lại."))
    counts = {"drafts": felt.drafts, "dossiers": felt.dossiers}
    if felt.drafts or felt.dossiers:
        said.append(
            gettext(
                "%(drafts)s bản nháp và %(dossiers)s hồ sơ đang giải quyết vẫn theo bản cũ. "
                "Người có bản nháp được báo và chuyển câu trả lời sang bản mới được."
            )
            % counts
        )
    if felt.agencies:
        named = ", ".join(felt.named[:NAMED])
        more = gettext(" và %(n)s cơ quan khác") % {"n": felt.agencies - NAMED} if felt.agencies > NAMED else ""
        said.append(gettext("Áp dụng tại %(agencies)s%(more)s.") % {"agencies": named, "more": more})
    else:
        said.append(gettext("Chưa cơ quan nào được giao thực hiện thủ tục này, nên chưa ai nộp được."))
    return said


def _again(request: HttpRequest, seat: Seat, draft: VersionDraft, action: str, stale: DraftStale) -> HttpResponse:
    """Somebody changed it first: what was typed stays, to be sent again after looking."""
    fresh = draft_for(seat, draft.pk)
    values = request.POST.copy()
    values["seen"] = str(fresh.revision)
    form = STEPS[action].form(values)
    form.is_valid()
    form.add_error(None, str(stale.message))
    return _ask(request, seat, fresh, action, form, 409)

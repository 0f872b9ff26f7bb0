"""One view for every step of the review: GET says what it means and asks, POST does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.errors import DomainError, NotFound
from dossiers.models import Draft
from portal.web.publisher.catalogue import forms
from portal.web.publisher.catalogue.problems import problems
from portal.web.publisher.gate import reading
from procedures.access import draft_for
from procedures.content import BadContent
from procedures.models import VersionDraft
from procedures.services import reviewing
from procedures.services.changes import DraftStale


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
        reviewing.send_back,
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
        _("Bản này thay bản đang áp dụng. Hồ sơ và bản nháp đã có vẫn theo bản cũ. Nội dung đã công bố không sửa được nữa."),
        _("Đã công bố. Người dân thấy bản mới ngay."),
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
        first = {"seen": draft.revision, "effective_from": f"{clock.today():%d/%m/%Y}"}
        return _ask(request, seat, draft, page, page.form(initial=first))
    form = page.form(request.POST)
    if not form.is_valid():
        return _ask(request, seat, draft, page, form, 422)
    try:
        page.service(draft.pk, by=actor_for(request.user, seat), **form.given())
    except NotFound:
        raise
    except DraftStale as stale:
        return _again(request, seat, draft, page, stale)
    except BadContent:
        form.add_error(None, str(_("Bản soạn thảo còn điều phải sửa trước khi gửi duyệt.")))
        return _ask(request, seat, draft, page, form, 409)
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return _ask(request, seat, draft, page, form, 409)
    messages.success(request, page.done)
    return HttpResponseRedirect(reverse("catalogue:list", args=[seat.pk]))


def _ask(
    request: HttpRequest, seat: Seat, draft: VersionDraft, page: StepPage, form: forms.StepForm, status: int = 200
) -> HttpResponse:
    context = {
        "seat": seat,
        "draft": draft,
        "name": draft.content["names"]["vi"],
        "page": page,
        "form": form,
        "problems": problems(draft) if page.service is reviewing.submit else (),
        "waiting": drafts_on_older_versions(draft) if page.service is reviewing.publish_draft else 0,
    }
    return render(request, "publisher/catalogue/act.html", context, status=status)


def drafts_on_older_versions(draft: VersionDraft) -> int:
    """How many people are in the middle of filling in this procedure: they stay on their version. One query."""
    return Draft.objects.filter(version__procedure=draft.procedure, submitted_at__isnull=True).count()


def _again(request: HttpRequest, seat: Seat, draft: VersionDraft, page: StepPage, stale: DraftStale) -> HttpResponse:
    """Somebody changed it first: what was typed stays, to be sent again after looking."""
    fresh = draft_for(seat, draft.pk)
    values = request.POST.copy()
    values["seen"] = str(fresh.revision)
    form = page.form(values)
    form.is_valid()
    form.add_error(None, str(stale.message))
    return _ask(request, seat, fresh, page, form, 409)

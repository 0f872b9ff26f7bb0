"""One view for every act: GET asks what the act needs, POST does it. A conflict keeps what was typed (fault F9)."""

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

from agencies.models import Seat
from common.errors import DomainError, NotFound, Stale
from dossiers import access
from dossiers.models import Dossier
from dossiers.services import consult, decide, handle, issue, receive, supplement
from portal.web.desk.dossier import forms
from portal.web.desk.dossier.views import workspace_context
from portal.web.desk.seat import with_seat


@dataclass(frozen=True)
class ActPage:
    """How an act looks and which service does it; ``asks`` is False when a button is all it needs."""

    title: str | Promise
    button: str | Promise
    done: str | Promise
    service: Callable[..., Any]
    form: type[forms.ActForm] = forms.ActForm
    asks: bool = True


ACTS: dict[str, ActPage] = {
    "take": ActPage(_("Nhận hồ sơ"), _("Nhận hồ sơ"), _("Bạn đang giữ hồ sơ này."), handle.take, asks=False),
    "receive": ActPage(_("Tiếp nhận"), _("Tiếp nhận"), _("Đã tiếp nhận và hẹn trả."), receive.receive, asks=False),
    "refuse": ActPage(
        _("Từ chối tiếp nhận"), _("Từ chối tiếp nhận"), _("Đã từ chối và báo người nộp."), receive.refuse, forms.ReasonForm
    ),
    "supplement": ActPage(
        _("Yêu cầu bổ sung"),
        _("Gửi yêu cầu bổ sung"),
        _("Đã gửi yêu cầu; đồng hồ dừng đến khi người nộp bổ sung."),
        supplement.request_supplement,
        forms.SupplementForm,
    ),
    "draft-result": ActPage(
        _("Soạn dự thảo kết quả"), _("Lưu dự thảo"), _("Đã lưu dự thảo kết quả."), handle.draft_results, forms.ResultForm
    ),
    "propose": ActPage(_("Trình lãnh đạo"), _("Trình lãnh đạo"), _("Đã trình lãnh đạo."), handle.propose, forms.OpinionForm),
    "return": ActPage(_("Trả lại"), _("Trả lại"), _("Đã trả lại bước trước."), handle.send_back, forms.ReasonForm),
    "consult": ActPage(_("Hỏi ý kiến"), _("Gửi câu hỏi"), _("Đã gửi câu hỏi."), consult.consult, forms.QuestionForm),
    "answer-consultation": ActPage(
        _("Trả lời ý kiến"), _("Gửi trả lời"), _("Đã gửi trả lời."), consult.answer_consultation, forms.AnswerForm
    ),
    "approve": ActPage(_("Duyệt"), _("Duyệt"), _("Đã duyệt."), decide.approve, forms.ApproveForm),
    "reject": ActPage(
        _("Từ chối giải quyết"), _("Từ chối giải quyết"), _("Đã từ chối giải quyết."), decide.reject, forms.ReasonForm
    ),
    "number": ActPage(_("Cấp số"), _("Cấp số"), _("Đã cấp số và ngày."), issue.number, asks=False),
    "sign": ActPage(_("Ký số"), _("Ký số"), _("Đã ký số."), issue.sign, asks=False),
    "stamp": ActPage(_("Đóng dấu và phát hành"), _("Đóng dấu và phát hành"), _("Đã phát hành kết quả."), issue.stamp, asks=False),
    "hand-over": ActPage(_("Trả kết quả"), _("Trả kết quả"), _("Đã trả kết quả."), issue.hand_over, forms.HandOverForm),
}


@require_http_methods(["GET", "POST"])
@with_seat()
def act(request: HttpRequest, seat: Seat, dossier: Any, action: str) -> HttpResponse:
    """Ask for and do one act on a dossier."""
    page = ACTS.get(action)
    if page is None:
        raise Http404
    found = access.dossier_for_seat(seat, dossier)
    if request.method == "GET":
        form = page.form(dossier=found)
        return _ask(request, seat, found, page, form)
    form = page.form(request.POST, dossier=found)
    if not form.is_valid():
        return _ask(request, seat, found, page, form, status=422)
    return _do(request, seat, found, page, form)


def _do(request: HttpRequest, seat: Seat, dossier: Dossier, page: ActPage, form: forms.ActForm) -> HttpResponse:
    try:
        page.service(dossier.pk, by=request.user, seat=seat, seen=form.cleaned_data["seen"], **form.given())
    except NotFound:
        raise
    except Stale as stale:
        return _conflict(request, seat, page, form, stale)
    except DomainError as refusal:
        # A failed signing leaves the dossier changed (its number is void): the page shows it so, ready to sign again.
        form = _again(seat, page, form)
        form.add_error(None, refusal.message)
        return _ask(request, seat, form.dossier, page, form, status=409)
    messages.success(request, page.done)
    return HttpResponseRedirect(reverse("desk_dossier:workspace", args=[seat.pk, dossier.pk]))


def _ask(
    request: HttpRequest, seat: Seat, dossier: Dossier, page: ActPage, form: forms.ActForm, status: int = 200
) -> HttpResponse:
    context = workspace_context(dossier, seat, request.user) | {"page": page, "form": form}
    return render(request, "desk/dossier/act.html", context, status=status)


def _conflict(request: HttpRequest, seat: Seat, page: ActPage, form: forms.ActForm, stale: Stale) -> HttpResponse:
    """Someone was first: show the dossier as it is now and the text as it was typed, ready to be sent again."""
    again = _again(seat, page, form)
    context = workspace_context(again.dossier, seat, request.user) | {"page": page, "form": again, "conflict": stale.message}
    return render(request, "desk/dossier/act.html", context, status=409)


def _again(seat: Seat, page: ActPage, form: forms.ActForm) -> forms.ActForm:
    """What was typed, over the dossier as it is now."""
    fresh = access.dossier_for_seat(seat, form.dossier.pk)
    values = form.data.copy()
    values["seen"] = str(fresh.lock_version)
    again = page.form(values, dossier=fresh)
    again.is_valid()
    return again

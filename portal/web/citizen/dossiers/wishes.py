"""What one may wish of a filed dossier: withdraw it, take it back to correct it, ask, complain, name who collects.

Each is a page with a form that says what will happen; what was typed stays when something is wrong with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from dossiers import terms
from dossiers.loaded import load
from dossiers.models import Dossier
from dossiers.services import collectors, complain, questions, take_back, withdraw
from dossiers.states import State
from portal.web.citizen.dossiers.forms import AskForm, CollectorForm, ComplainForm, WithdrawForm
from portal.web.citizen.dossiers.views import own

PUT_BACK, END = "nop-lai", "thoi"


@dataclass(frozen=True)
class Wish:
    """One page: its words, its form, the service that does it and what is said afterwards."""

    title: str | Promise
    told: tuple[str | Promise, ...]
    button: str | Promise
    done: str | Promise
    form: type[forms.Form]
    service: Callable[..., Any]
    cancel: str | Promise = gettext_lazy("Hủy")
    warning: bool = False


WITHDRAW = Wish(
    gettext_lazy("Rút hồ sơ"),
    (
        gettext_lazy(
            "Cơ quan sẽ không giải quyết hồ sơ này nữa. Việc này không hoàn lại được; muốn làm tiếp, bạn nộp hồ sơ mới."
        ),
        gettext_lazy("Phí đã nộp được xử lý theo quy định của thủ tục. Bản chính bạn để lại được trả tại nơi tiếp nhận."),
    ),
    gettext_lazy("Rút hồ sơ"),
    gettext_lazy("Đã rút hồ sơ."),
    WithdrawForm,
    withdraw.withdraw,
    cancel=gettext_lazy("Giữ nguyên hồ sơ"),
    warning=True,
)
ASK = Wish(
    gettext_lazy("Hỏi về hồ sơ"),
    (gettext_lazy("Cơ quan giải quyết trả lời trong 2 ngày làm việc. Câu hỏi và trả lời được lưu cùng hồ sơ."),),
    gettext_lazy("Gửi câu hỏi"),
    gettext_lazy("Đã gửi câu hỏi. Bạn nhận được tin khi có trả lời."),
    AskForm,
    questions.ask,
)
COMPLAIN = Wish(
    gettext_lazy("Phản ánh, khiếu nại về hồ sơ"),
    (
        gettext_lazy("Lãnh đạo cơ quan giải quyết đọc và trả lời. Bạn không bị ảnh hưởng vì đã phản ánh, khiếu nại."),
        gettext_lazy("Chỉ muốn biết hồ sơ đến đâu, hãy dùng “Hỏi về hồ sơ”: nhanh hơn."),
    ),
    gettext_lazy("Gửi phản ánh, khiếu nại"),
    gettext_lazy("Đã gửi. Bạn nhận được tin khi có trả lời."),
    ComplainForm,
    complain.complain,
)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def wish(request: HttpRequest, dossier: Any, what: Wish) -> HttpResponse:
    """Show the page of one wish, or do it."""
    found = own(request.user, dossier)
    form = what.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _done(found, what, form, request):
        messages.success(request, what.done)
        return HttpResponseRedirect(reverse("citizen_dossiers:detail", args=[found.pk]))
    return render(request, "citizen/dossiers/wish.html", _context(found, what, form), status=422 if form.is_bound else 200)


def _done(found: Dossier, what: Wish, form: forms.Form, request: HttpRequest) -> bool:
    try:
        what.service(found.pk, by=request.user, **form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


def _context(found: Dossier, what: Wish, form: forms.Form) -> dict[str, Any]:
    return {"dossier": found, "procedure_name": load(found.version_id, found.case).title, "wish": what, "form": form}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def collector(request: HttpRequest, dossier: Any) -> HttpResponse:
    """Who may collect now, and a form to name another one or nobody."""
    found = own(request.user, dossier)
    place = HttpResponseRedirect(reverse("citizen_dossiers:detail", args=[found.pk]))
    if END in request.POST:
        collectors.end_collector(found.pk, by=request.user)
        messages.success(request, _("Không còn ai nhận thay bạn."))
        return place
    form = CollectorForm(request.POST if request.method == "POST" else None)
    what = Wish(
        _("Cử người nhận thay"), (), _("Cử người này"), _("Đã ghi người nhận thay."), CollectorForm, collectors.name_collector
    )
    if request.method == "POST" and form.is_valid() and _done(found, what, form, request):
        messages.success(request, what.done)
        return place
    context = _context(found, what, form) | {"now": collectors.collector_of(found), "end": END}
    return render(request, "citizen/dossiers/collector.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, dossier: Any) -> HttpResponse:
    """Take the dossier back and go on in its draft, or hand it in again as it was."""
    found = own(request.user, dossier)
    place = reverse("citizen_dossiers:detail", args=[found.pk])
    held = found.taken_back.filter(ended_at__isnull=True).first()
    if request.method == "POST":
        try:
            if PUT_BACK in request.POST:
                take_back.put_back(found.pk, by=request.user)
                messages.success(request, _("Hồ sơ đã nộp lại như trước khi bạn lấy về."))
                return HttpResponseRedirect(place)
            draft = take_back.take_back(found.pk, by=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal.message))
            return HttpResponseRedirect(place)
        return HttpResponseRedirect(reverse("wizard:tasks", args=[draft.pk]))
    if found.state != State.TAKEN_BACK and not take_back.may_take_back(found):
        return HttpResponseRedirect(place)
    context = {"dossier": found, "procedure_name": load(found.version_id, found.case).title, "held": held, "put_back": PUT_BACK}
    context |= {"term": terms.words("taken-back"), "reply": terms.words("reply")}
    return render(request, "citizen/dossiers/take_back.html", context)

"""The standing of one procedure: take a scheduled version back, abolish it, let a provincial copy replace a national one."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.actors import Actor
from common.errors import DomainError
from common.text import tidy
from portal.web.ops.dates import DayField
from portal.web.publisher.gate import publisher
from procedures import access
from procedures.affected import affected
from procedures.models import Procedure, Publication
from procedures.selectors import SHOWN
from procedures.services import replace, schedule
from procedures.services.publish import Decision, abolish


class AbolishForm(forms.Form):
    """By which decision it ends."""

    number = forms.CharField(
        label=_("Số quyết định bãi bỏ"),
        max_length=50,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": _("Nhập số quyết định bãi bỏ")},
    )
    day: Any = DayField(label=_("Ngày quyết định"), required_message=_("Nhập ngày của quyết định"))

    def clean_day(self) -> date:
        """A decision is not of tomorrow."""
        day: date = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("Ngày quyết định phải từ hôm nay trở về trước"))
        return day

    @property
    def decision(self) -> Decision:
        """What ``abolish`` takes."""
        number, day = tidy(self.cleaned_data["number"]), self.cleaned_data["day"]
        text = gettext("Quyết định %(number)s ngày %(day)s") % {"number": number, "day": f"{day.day}/{day.month}/{day.year}"}
        return Decision(text, number, day)


class ReplaceForm(forms.Form):
    """Which national procedure, and from when."""

    old = forms.CharField(
        label=_("Mã thủ tục quốc gia được thay"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": _("Nhập mã thủ tục được thay")},
    )
    since: Any = DayField(label=_("Thay từ ngày"), required_message=_("Nhập ngày bắt đầu thay"))

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat

    def clean_old(self) -> str:
        """One that this seat may write."""
        code = str(self.cleaned_data["old"]).strip()
        if not access.procedures_within(self.seat).filter(code=code).exists():
            raise forms.ValidationError(_("Không có thủ tục mang mã này trong phạm vi của bạn"))
        return code


@require_http_methods(["GET", "POST"])
@publisher
def standing(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """What may be done with the procedure as a whole now; each act is a form of its own, told apart by ``act``."""
    procedure = access.procedure_for(seat, code)
    standing_now = Publication.objects.filter(procedure=procedure, status__in=(*SHOWN, Publication.Status.SCHEDULED))
    rows = {row.status: row for row in standing_now.select_related("version").defer("version__content")}
    act = request.POST.get("act", "")
    asked = {
        "abolish": AbolishForm(request.POST if act == "abolish" else None, prefix="bai-bo"),
        "replace": ReplaceForm(request.POST if act == "replace" else None, prefix="thay", seat=seat),
    }
    context = {
        "seat": seat,
        "procedure": procedure,
        "shown": next((rows[status] for status in SHOWN if status in rows), None),
        "waiting": rows.get(Publication.Status.SCHEDULED),
        "approves": seat.role == Seat.Role.APPROVER,
        "abolishing": asked["abolish"],
        "replacing": asked["replace"],
        "wrong": asked.get(act),
        "affected": affected(procedure),
    }
    form = asked.get(act)
    if act not in ACTS or (form is not None and not form.is_valid()):
        return render(request, "publisher/registry/standing.html", context, status=422 if request.method == "POST" else 200)
    do, done = ACTS[act]
    try:
        do(procedure, form, actor_for(request.user, seat))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, str(done))
    return HttpResponseRedirect(reverse("registry:standing", args=[seat.pk, code]))


def _abolish(procedure: Procedure, form: Any, by: Actor) -> None:
    abolish(procedure.code, by=by, decision=form.decision)


def _withdraw(procedure: Procedure, form: Any, by: Actor) -> None:
    schedule.withdraw_scheduled(procedure.code, by=by)


def _replace(procedure: Procedure, form: Any, by: Actor) -> None:
    replace.take_place(procedure.code, form.cleaned_data["old"], form.cleaned_data["since"], by=by)


def _give_back(procedure: Procedure, form: Any, by: Actor) -> None:
    replace.give_back(procedure.code, by=by)


ACTS: dict[str, tuple[Callable[[Procedure, Any, Actor], None], str | Promise]] = {
    "abolish": (_abolish, _("Đã bãi bỏ. Trang thủ tục còn đó và nói rõ, không ai nộp được nữa.")),
    "withdraw": (_withdraw, _("Đã rút bản chờ áp dụng. Bản đang áp dụng giữ nguyên.")),
    "replace": (_replace, _("Đã ghi thủ tục được thay. Từ ngày đó người dân tìm thấy thủ tục của tỉnh.")),
    "give-back": (_give_back, _("Đã bỏ việc thay. Hai thủ tục lại cùng có trong danh mục.")),
}

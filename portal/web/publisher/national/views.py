"""Switching online filing to the national portal and back: what holds now, what held before, the form."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError, NotFound
from dossiers.models import NationalIntake
from dossiers.services import national_intake
from portal.web.publisher.gate import publisher

EARLIER = 20


class SwitchForm(forms.Form):
    """Which procedure, what the public reads, where it leads, on what ground."""

    code = forms.CharField(
        label=gettext_lazy("Mã thủ tục"),
        help_text=gettext_lazy("Để trống để chuyển mọi thủ tục."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
    )
    notice = forms.CharField(
        label=gettext_lazy("Thông báo người dân đọc"),
        initial=gettext_lazy("Thủ tục này nộp trực tuyến trên Cổng Dịch vụ công quốc gia. Nộp tại quầy vẫn như cũ."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Nhập thông báo mà người dân sẽ đọc.")},
    )
    address = forms.URLField(
        label=gettext_lazy("Địa chỉ trên Cổng quốc gia"),
        initial="https://dichvucong.gov.vn/",
        assume_scheme="https",
        error_messages={
            "required": gettext_lazy("Nhập địa chỉ của Cổng quốc gia."),
            "invalid": gettext_lazy("Nhập địa chỉ bắt đầu bằng https://"),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Ví dụ: Công văn 4725/VPCP-KSTT ngày 28/5/2025"),
        max_length=300,
        error_messages={"required": gettext_lazy("Nhập căn cứ chuyển, ví dụ số công văn.")},
    )


@require_http_methods(["GET", "POST"])
@publisher
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is switched now and was before; an approver switches from here on."""
    form = SwitchForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            national_intake.switch(**form.cleaned_data, by=actor_for(request.user, seat))
        except NotFound:
            form.add_error("code", _("Không có thủ tục mang mã này."))
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Đã chuyển. Trang thủ tục dẫn đến Cổng quốc gia ngay bây giờ."))
            return HttpResponseRedirect(reverse("national:page", args=[seat.pk]))
    rows = NationalIntake.objects.select_related("procedure")
    context = {
        "seat": seat,
        "form": form,
        "now": rows.filter(until__isnull=True),
        "earlier": rows.filter(until__isnull=False)[:EARLIER],
        "may": seat.role in national_intake.SWITCHING,
    }
    return render(request, "publisher/national/page.html", context, status=422 if form.is_bound else 200)


@require_POST
@publisher
def back(request: HttpRequest, seat: Seat, row: Any) -> HttpResponse:
    """People file here again."""
    try:
        national_intake.switch_back(row, by=actor_for(request.user, seat))
    except NotFound:
        raise Http404 from None
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Đã chuyển lại: người dân nộp trực tuyến ở đây."))
    return HttpResponseRedirect(reverse("national:page", args=[seat.pk]))

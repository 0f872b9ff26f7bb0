"""Requests of data subjects at the agency that runs the portal: answered within two working days."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from agencies.models import Seat
from common.errors import DomainError, NotFound
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from portal.web.ops.dates import DayField
from vault.models import DataRequest
from vault.services import requests as services

ROLES = frozenset({Seat.Role.SYSADMIN})


class AnswerForm(forms.Form):
    """What happens with the request, in words for the person."""

    state = forms.ChoiceField(
        label=gettext_lazy("Kết luận"),
        choices=[
            (DataRequest.State.ANSWERED, gettext_lazy("Sẽ thực hiện, có thời hạn")),
            (DataRequest.State.DONE, gettext_lazy("Đã thực hiện")),
            (DataRequest.State.REFUSED, gettext_lazy("Không thực hiện được")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn kết luận")},
    )
    done_by = DayField(label=gettext_lazy("Thực hiện xong trước ngày"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Trả lời cho người yêu cầu"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Viết câu trả lời")},
    )

    def clean(self) -> dict[str, Any]:
        """A promise has its day."""
        cleaned = super().clean() or {}
        if cleaned.get("state") == DataRequest.State.ANSWERED and not cleaned.get("done_by"):
            self.add_error("done_by", _("Nhập ngày thực hiện xong"))
        return cleaned


@require_GET
@with_seat(roles=ROLES)
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What waits, the most urgent first. One query beside the side column's."""
    context = navigation(seat, request.user) | {"seat": seat, "rows": services.waiting_for(seat)}
    return render(request, "desk/copies/requests.html", context)


@require_http_methods(["GET", "POST"])
@with_seat(roles=ROLES)
def one(request: HttpRequest, seat: Seat, asked: Any) -> HttpResponse:
    """One request, and the answer to it."""
    row = services.of_seat(seat, asked)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(row.pk, by=request.user, seat=seat, **form.cleaned_data)
        except NotFound:
            raise
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Đã trả lời."))
            return redirect("desk-vault:requests", seat.pk)
    context = navigation(seat, request.user) | {"seat": seat, "row": row, "form": form}
    return render(request, "desk/copies/request.html", context, status=422 if form.errors else 200)

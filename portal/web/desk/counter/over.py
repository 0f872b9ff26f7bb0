"""Going on with a reception that a colleague of the unit began: whose it is, since when, and why one takes it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from dossiers import counter
from dossiers.services import counter_over
from portal.web.desk.counter.frame import frame
from portal.web.desk.seat import with_seat


class OverForm(forms.Form):
    """Why one takes it over."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do làm thay"),
        help_text=gettext_lazy("Lưu cùng lượt tiếp nhận, ví dụ: đồng nghiệp được gọi đi họp."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Nhập lý do làm thay, ví dụ: đồng nghiệp được gọi đi họp.")},
    )


@require_http_methods(["GET", "POST"])
@with_seat(roles=counter.ROLES)
def take_over(request: HttpRequest, seat: Seat, filing: object) -> HttpResponse:
    """GET says whose it is; POST makes it one's own and goes on where they stopped."""
    found = counter.of_colleague(request.user, seat, filing)
    form = OverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        taken = counter_over.take_over(found.pk, by=request.user, seat=seat, reason=form.cleaned_data["reason"])
        messages.success(request, gettext("Lượt tiếp nhận này là của bạn từ bây giờ."))
        page = "counter:form" if taken.draft_id else "counter:who"
        return HttpResponseRedirect(reverse(page, args=[seat.pk, taken.pk]), status=303)
    context = frame(request, seat) | {"form": form, "found": found}
    return render(request, "desk/counter/over.html", context, status=422 if form.is_bound else 200)

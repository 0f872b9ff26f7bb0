"""Who acts for an organisation: its representatives let others in by a written authorisation, and out again."""

import uuid

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import representation
from accounts.models import Organisation, Representation
from accounts.services import acting_for
from common.errors import DomainError, NotFound
from portal.web.citizen.vault.who import user_of
from portal.web.ops.dates import DayField


class StaffForm(forms.Form):
    """Whom, as what, by which paper, until when."""

    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử của tài khoản"),
        error_messages={
            "required": gettext_lazy("Nhập thư điện tử"),
            "invalid": gettext_lazy("Nhập thư điện tử, ví dụ ten@congty.vn"),
        },
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Được làm gì"),
        choices=[
            (Representation.Role.STAFF, gettext_lazy("Nhân viên: chỉ xem giấy tờ được chia sẻ đích danh")),
            (Representation.Role.FULL, gettext_lazy("Đại diện: xem mọi giấy tờ, nộp hồ sơ thay tổ chức")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn người này được làm gì")},
    )
    basis = forms.CharField(
        label=gettext_lazy("Số, ngày văn bản ủy quyền"),
        max_length=200,
        error_messages={"required": gettext_lazy("Nhập số, ngày của văn bản ủy quyền")},
    )
    until = DayField(label=gettext_lazy("Đến hết ngày"), required=False)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Everyone who acts for it today; POST adds one, or with ``thoi`` ends one."""
    user = user_of(request)
    try:
        organisation = representation(user, organisation_id).organisation
    except NotFound:
        raise Http404 from None
    ended = request.POST.get("thoi", "")
    form = StaffForm(request.POST if request.method == "POST" and not ended else None)
    if request.method == "POST":
        answer = _end(request, organisation, ended) if ended else _add(request, organisation, form)
        if answer is not None:
            return answer
    context = {"organisation": organisation, "rows": acting_for.staff(organisation), "form": form}
    return render(request, "citizen/vault/staff.html", context, status=422 if form.errors else 200)


def _add(request: HttpRequest, organisation: Organisation, form: StaffForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        acting_for.authorise(organisation, by=user_of(request), **form.cleaned_data)
    except NotFound:
        raise Http404 from None
    except DomainError as refusal:
        form.add_error("email", str(refusal.message))
        return None
    messages.success(request, _("Đã thêm người làm việc cho tổ chức."))
    return redirect("vault:staff", organisation.pk)


def _end(request: HttpRequest, organisation: Organisation, ended: str) -> HttpResponse:
    try:
        acting_for.end(organisation, int(ended) if ended.isascii() and ended.isdecimal() else 0, by=user_of(request))
        messages.success(request, _("Người này không còn làm việc cho tổ chức ở đây."))
    except DomainError:
        raise Http404 from None
    return redirect("vault:staff", organisation.pk)

"""At the counter: a clerk saw whose parent or guardian somebody is, so that they can see and file for the child."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts import rules
from accounts.selectors import actor_for, person_by_identity
from accounts.services import acting_for
from accounts.services.people import VerifiedFacts
from agencies.models import Seat
from common.errors import DomainError
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from portal.web.ops.dates import DayField

ROLES = frozenset({Seat.Role.CLERK, Seat.Role.CENTRE_HEAD})
NUMBER = {"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-20"}


class GuardianForm(forms.Form):
    """Parent by number, child by what the birth certificate says, and the paper itself."""

    parent = forms.CharField(
        label=gettext_lazy("Số định danh của cha, mẹ hoặc người giám hộ"),
        max_length=20,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"required": gettext_lazy("Nhập số định danh của cha, mẹ hoặc người giám hộ")},
    )
    child = forms.CharField(
        label=gettext_lazy("Số định danh của con"),
        max_length=20,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"required": gettext_lazy("Nhập số định danh của con")},
    )
    name = forms.CharField(
        label=gettext_lazy("Họ, chữ đệm và tên của con"),
        max_length=150,
        error_messages={"required": gettext_lazy("Nhập họ, chữ đệm và tên của con")},
    )
    born = DayField(label=gettext_lazy("Ngày sinh của con"), required_message=gettext_lazy("Nhập ngày sinh của con"))
    basis = forms.CharField(
        label=gettext_lazy("Giấy khai sinh hoặc quyết định giám hộ đã đối chiếu: số, ngày, nơi cấp"),
        max_length=200,
        error_messages={"required": gettext_lazy("Nhập số giấy khai sinh hoặc quyết định giám hộ")},
    )

    def _number(self, name: str) -> str:
        try:
            return rules.identity_number(self.cleaned_data[name])
        except rules.BadIdentityNumber as refusal:
            raise forms.ValidationError(str(refusal.message)) from None

    def clean_parent(self) -> Any:
        """The person whom the portal knows by this number."""
        person = person_by_identity(self._number("parent"))
        if person is None:
            raise forms.ValidationError(_("Chưa có ai với số này. Gắn số định danh vào tài khoản trước."))
        return person

    def clean_child(self) -> str:
        """Twelve digits."""
        return self._number("child")


@require_http_methods(["GET", "POST"])
@with_seat(roles=ROLES)
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Confirm one; the parent sees the child's vault from then on."""
    form = GuardianForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        child = VerifiedFacts(said["child"], said["name"], said["born"])
        try:
            acting_for.confirm_child(said["parent"], child, basis=said["basis"], by=actor_for(request.user, seat))
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            done = _("Đã xác nhận. Người này xem kho giấy tờ của con và nộp hồ sơ thay con đến khi con đủ 18 tuổi.")
            messages.success(request, done)
            return redirect("desk-vault:guardians", seat.pk)
    context = navigation(seat, request.user) | {"seat": seat, "form": form}
    return render(request, "desk/copies/guardians.html", context, status=422 if form.errors else 200)

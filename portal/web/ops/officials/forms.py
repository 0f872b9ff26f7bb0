"""Forms of the officials' pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from portal.web.account.forms import name_field


class OfficialForm(forms.Form):
    """A new official's account."""

    full_name = name_field()
    email = forms.EmailField(
        label=_("Thư điện tử công vụ"),
        error_messages={"required": _("Nhập thư điện tử công vụ"), "invalid": _("Nhập thư điện tử theo dạng ten@noi-gui.vn")},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ReasonForm(forms.Form):
    """An act with its reason."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Số quyết định hoặc lý do, được ghi vào nhật ký."),
        error_messages={"required": _("Nhập lý do hoặc số quyết định"), "max_length": _("Lý do dài nhất 300 ký tự")},
    )


class AssignForm(ReasonForm):
    """A seat and the reason for giving it."""

    seat = forms.ModelChoiceField(
        label=_("Vị trí"),
        queryset=Seat.objects.none(),
        empty_label=_("Chọn vị trí"),
        error_messages={"required": _("Chọn vị trí"), "invalid_choice": _("Chọn vị trí trong danh sách")},
    )
    field_order = ["seat", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = (
            Seat.objects.filter(active=True).select_related("agency").order_by("agency__path", "role", "id")
        )

"""The form of an agency's facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.services.registry import AgencyFacts
from portal.web.ops.dates import DayField
from portal.web.ops.officials.forms import ReasonForm


class AgencyForm(ReasonForm):
    """What an administrator may change of an agency, with the reason."""

    name = forms.CharField(
        label=_("Tên cơ quan"),
        max_length=200,
        error_messages={"required": _("Nhập tên cơ quan"), "max_length": _("Tên cơ quan dài nhất 200 ký tự")},
    )
    short_name = forms.CharField(
        label=_("Tên gọn"),
        max_length=100,
        required=False,
        help_text=_("Dùng trong danh sách, ví dụ UBND phường Phú Cường."),
        error_messages={"max_length": _("Tên gọn dài nhất 100 ký tự")},
    )
    address = forms.CharField(
        label=_("Địa chỉ"), max_length=300, required=False, error_messages={"max_length": _("Địa chỉ dài nhất 300 ký tự")}
    )
    phone = forms.RegexField(
        r"^[0-9 +().-]{3,30}$",
        label=_("Điện thoại"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        error_messages={"invalid": _("Nhập số điện thoại bằng chữ số, ví dụ 0274 3822 825 hoặc 1022")},
    )
    valid_from = DayField(label=_("Hiệu lực từ ngày"), required_message=_("Nhập ngày bắt đầu hiệu lực"))
    valid_to = DayField(
        label=_("Hết hiệu lực từ ngày"),
        required=False,
        help_text=_("Để trống khi cơ quan đang hoạt động. Từ ngày này cơ quan không nhận hồ sơ mới."),
    )
    field_order = ["name", "short_name", "address", "phone", "valid_from", "valid_to", "reason"]

    @staticmethod
    def initial_of(agency: Agency) -> dict[str, Any]:
        """The form's first values."""
        names = ("name", "short_name", "address", "phone", "valid_from", "valid_to")
        return {name: getattr(agency, name) for name in names}

    def facts(self) -> AgencyFacts:
        """The cleaned values as the service takes them."""
        return AgencyFacts(**{name: value for name, value in self.cleaned_data.items() if name != "reason"})

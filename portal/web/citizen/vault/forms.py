"""What an owner says of a paper of their own, to whom they give one, and what they ask about their data."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common import clock
from portal.web.ops.dates import DayField
from vault.models import DataRequest, Share

LONGEST_DAYS = 365
KINDS = (Agency.Kind.AUTHORITY, Agency.Kind.DEPARTMENT, Agency.Kind.VERTICAL)


class UploadForm(forms.Form):
    """One file and what it is."""

    file = forms.FileField(
        label=_("Tệp giấy tờ"),
        help_text=_("Ảnh JPG, PNG, HEIC hoặc PDF, nhỏ hơn 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.heic,application/pdf,image/*"}),
        error_messages={"required": _("Chọn tệp giấy tờ"), "empty": _("Tệp trống. Chọn tệp khác.")},
    )
    title = forms.CharField(
        label=_("Tên giấy tờ"),
        help_text=_("Ví dụ: Hợp đồng thuê nhà, Bằng tốt nghiệp đại học"),
        max_length=200,
        error_messages={"required": _("Nhập tên giấy tờ")},
    )
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    issuer_name = forms.CharField(label=_("Nơi cấp"), max_length=200, required=False)
    issued_on = DayField(label=_("Ngày cấp"), required=False)
    valid_until = DayField(
        label=_("Có giá trị đến ngày"), required=False, help_text=_("Để trống nếu không có hạn. Hệ thống nhắc bạn trước 30 ngày.")
    )

    def clean_issued_on(self) -> date | None:
        """Not of tomorrow."""
        day: date | None = self.cleaned_data["issued_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("Ngày cấp không thể sau hôm nay"))
        return day

    def clean(self) -> dict[str, Any]:
        """A paper does not end before it begins."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("issued_on"), cleaned.get("valid_until")
        if since and until and until < since:
            self.add_error("valid_until", _("Ngày hết hạn phải sau ngày cấp"))
        return cleaned


class ShareForm(forms.Form):
    """To whom, for what, until when."""

    to = forms.ChoiceField(
        label=_("Chia sẻ cho ai"),
        choices=[
            (Share.To.AGENCY, _("Một cơ quan nhà nước")),
            (Share.To.PERSON, _("Một người, theo thư điện tử hoặc số định danh")),
            (Share.To.LINK, _("Bất kỳ ai có đường dẫn")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn chia sẻ cho ai")},
    )
    agency = forms.ModelChoiceField(
        label=_("Cơ quan nhận"),
        help_text=_("Điền khi chia sẻ cho một cơ quan."),
        queryset=Agency.objects.none(),
        empty_label=_("Chưa chọn"),
        widget=forms.Select(attrs={"data-pick": ""}),
        error_messages={"required": _("Chọn cơ quan nhận")},
    )
    receiver = forms.CharField(
        label=_("Thư điện tử hoặc số định danh của người nhận"),
        help_text=_("Điền khi chia sẻ cho một người. Họ xem ở mục “Được chia sẻ với tôi” khi đăng nhập cổng này."),
        max_length=120,
        error_messages={"required": _("Nhập thư điện tử hoặc số định danh của người nhận")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    purpose = forms.CharField(
        label=_("Mục đích"),
        help_text=_("Người nhận đọc được dòng này. Ví dụ: vay vốn tại ngân hàng"),
        max_length=300,
        error_messages={"required": _("Nhập mục đích chia sẻ")},
    )
    until = DayField(label=_("Cho xem đến hết ngày"), required_message=_("Nhập ngày cuối được xem"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.in_force(clock.today()).filter(kind__in=KINDS).order_by("path")
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        if self.is_bound:  # only what the chosen way needs
            way = self.data.get("to", "")
            self.fields["agency"].required, self.fields["receiver"].required = way == Share.To.AGENCY, way == Share.To.PERSON

    def clean_until(self) -> datetime:
        """The last minute of that day in Vietnam."""
        day: date = self.cleaned_data["until"]
        today = clock.today()
        if not today <= day <= today + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(_("Chọn một ngày từ hôm nay đến một năm tới"))
        return datetime.combine(day, time(23, 59, 59), clock.VIETNAM)


class RequestForm(forms.Form):
    """What a person asks about their data."""

    kind = forms.ChoiceField(
        label=_("Bạn yêu cầu gì"),
        choices=DataRequest.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn điều bạn yêu cầu")},
    )
    text = forms.CharField(
        label=_("Dữ liệu nào, vì sao"),
        help_text=_("Ví dụ: số nhà trong hồ sơ nộp ngày 3/11 ghi nhầm, số đúng là 12B."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Viết rõ dữ liệu nào")},
    )

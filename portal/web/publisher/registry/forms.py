"""What the registry's pages ask: terms of an offering, all communes at once, a notice."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, AgencyLevel
from common import clock
from portal.web.ops.dates import DayField
from procedures.content.shape import LEVELS_OF_SERVICE
from procedures.models import Offering
from procedures.terms import Terms, highest

CHANNELS = (("online", _("Trực tuyến")), ("counter", _("Tại quầy")), ("post", _("Qua bưu chính")))
UNITS = (("wd", _("ngày làm việc")), ("h", _("giờ làm việc")), ("d", _("ngày")))
_OWN = re.compile(r"^([\d.]+)(wd|h|d)$")
POINTS = 10


class TermsForm(forms.Form):
    """The terms on which a place offers a procedure; what the version does not let vary is not asked."""

    service_level = forms.ChoiceField(
        label=_("Mức độ dịch vụ ở đây"), widget=forms.RadioSelect, error_messages={"required": _("Chọn mức độ dịch vụ")}
    )
    channels = forms.MultipleChoiceField(
        label=_("Người dân nộp bằng cách nào"),
        choices=CHANNELS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một cách nộp")},
    )
    receiving_points = forms.CharField(
        label=_("Điểm tiếp nhận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một địa chỉ. Để trống thì dùng địa chỉ của cơ quan tiếp nhận."),
    )
    fee_account = forms.CharField(
        label=_("Tài khoản thu phí, lệ phí"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Số tài khoản và kho bạc, ví dụ 3511.0.1234567 tại Kho bạc Nhà nước khu vực II."),
    )
    limit = forms.RegexField(
        r"^\d{1,4}(?:[.,]\d{1,2})?$",
        label=_("Thời hạn riêng, ngắn hơn thời hạn chung"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal", "class": "govuk-input--width-5"}),
        help_text=_("Một số, đơn vị chọn ở dưới. Để trống thì theo thời hạn chung."),
        error_messages={"invalid": _("Thời hạn riêng là một số, ví dụ 2 hoặc 0,5")},
    )
    limit_unit = forms.ChoiceField(label=_("Đơn vị của thời hạn riêng"), choices=UNITS, required=False)
    limit_text = forms.CharField(
        label=_("Thời hạn riêng bằng chữ"),
        required=False,
        max_length=300,
        help_text=_("Câu mà người dân đọc, ví dụ: 2 ngày làm việc từ khi nhận đủ hồ sơ."),
    )
    valid_from: Any = DayField(label=_("Cung cấp từ ngày"), required_message=_("Nhập ngày bắt đầu"))
    valid_to: Any = DayField(label=_("Ngừng cung cấp từ ngày"), required=False, help_text=_("Để trống khi chưa định ngày ngừng."))

    def __init__(self, *args: Any, content: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = LEVELS_OF_SERVICE[LEVELS_OF_SERVICE.index(highest(content)) :]
        labels = dict(Offering.ServiceLevel.choices)
        self.fields["service_level"].choices = [(level, labels[level]) for level in allowed]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(row: Offering) -> dict[str, Any]:
        """The form's first values for an offering."""
        own = row.overrides.get("limit") or {}
        read = _OWN.match(str(own.get("value", "")))
        return {
            "service_level": row.service_level,
            "channels": row.channels or (["online", "counter", "post"] if row.online else ["counter", "post"]),
            "receiving_points": "\n".join(row.receiving_points),
            "fee_account": row.fee_account,
            "limit": read[1].replace(".", ",") if read else "",
            "limit_unit": read[2] if read else "wd",
            "limit_text": own.get("text", ""),
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }

    @staticmethod
    def first(content: Mapping[str, Any]) -> dict[str, Any]:
        """The first values of a new offering: the version's own level and channels, from today."""
        channels = [str(method.get("channel")) for method in content.get("methods", ())]
        return {"service_level": highest(content), "channels": channels or ["counter"], "valid_from": f"{clock.today():%d/%m/%Y}"}

    def clean(self) -> dict[str, Any]:
        """A limit of one's own needs its words, and the other way round."""
        given = super().clean() or {}
        if bool(given.get("limit")) != bool(given.get("limit_text")) and "limit" in given:
            missing = "limit_text" if given.get("limit") else "limit"
            self.add_error(missing, gettext("Thời hạn riêng cần cả giá trị và câu bằng chữ"))
        return given

    def terms(self, kept: Mapping[str, Any]) -> Terms:
        """The cleaned values as the service takes them; ``kept``: overrides that this form does not ask for."""
        given = self.cleaned_data
        overrides = {name: value for name, value in kept.items() if name != "limit"}
        if given["limit"]:
            value = given["limit"].replace(",", ".") + (given["limit_unit"] or "wd")
            overrides["limit"] = {"value": value, "text": given["limit_text"]}
        points = [line.strip()[:300] for line in given["receiving_points"].splitlines() if line.strip()]
        return Terms(
            service_level=given["service_level"],
            channels=tuple(given["channels"]),
            receiving_points=tuple(points[:POINTS]),
            fee_account=given["fee_account"],
            overrides=overrides,
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
        )


class OfferForm(TermsForm):
    """A new place: which agency handles, which one receives, on which terms."""

    handling = forms.CharField(
        label=_("Mã cơ quan giải quyết"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-10"}),
        help_text=_("Ví dụ H09.21.23. Tìm mã ở mục Theo cơ quan."),
        error_messages={"required": _("Nhập mã cơ quan giải quyết")},
    )
    receiving = forms.CharField(
        label=_("Mã nơi tiếp nhận"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-10"}),
        help_text=_("Để trống thì nhận tại Bộ phận Một cửa của cơ quan giải quyết."),
    )
    field_order = ["handling", "receiving"]


class EverywhereForm(forms.Form):
    """All agencies of a level below one, on the same terms."""

    level = forms.ChoiceField(label=_("Cấp cơ quan"), error_messages={"required": _("Chọn cấp cơ quan")})
    under = forms.ChoiceField(label=_("Thuộc"), error_messages={"required": _("Chọn cơ quan cấp trên")})
    service_level = forms.ChoiceField(
        label=_("Mức độ dịch vụ"), widget=forms.RadioSelect, error_messages={"required": _("Chọn mức độ dịch vụ")}
    )
    channels = forms.MultipleChoiceField(
        label=_("Người dân nộp bằng cách nào"),
        choices=CHANNELS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một cách nộp")},
    )
    valid_from: Any = DayField(label=_("Cung cấp từ ngày"), required_message=_("Nhập ngày bắt đầu"))

    def __init__(self, *args: Any, content: Mapping[str, Any], own: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = LEVELS_OF_SERVICE[LEVELS_OF_SERVICE.index(highest(content)) :]
        labels = dict(Offering.ServiceLevel.choices)
        today = clock.today()
        below = Agency.objects.in_force(today).under(own)
        levels = AgencyLevel.objects.filter(agency__in=below.filter(kind=Agency.Kind.AUTHORITY)).distinct().order_by("-rank")
        upper = below.filter(kind=Agency.Kind.AUTHORITY, children__kind=Agency.Kind.AUTHORITY).distinct().order_by("path")
        choices = {
            "service_level": [(level, labels[level]) for level in allowed],
            "level": [(level.code, level.name) for level in levels],
            "under": [(agency.code, agency.name) for agency in upper] or [(own.code, own.name)],
        }
        for name, held in choices.items():
            self.fields[name].choices = held  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        """The cleaned values as the service takes them."""
        given = self.cleaned_data
        return Terms(service_level=given["service_level"], channels=tuple(given["channels"]), valid_from=given["valid_from"])


class WithdrawForm(forms.Form):
    """From when a place takes no more dossiers."""

    on: Any = DayField(label=_("Ngừng nhận từ ngày"), required_message=_("Nhập ngày ngừng nhận"))

    def clean_on(self) -> date:
        """Not in the past: what was taken meanwhile was taken rightly."""
        day: date = self.cleaned_data["on"]
        if day < clock.today():
            raise forms.ValidationError(gettext("Ngày ngừng nhận phải từ hôm nay trở đi"))
        return day


class NoticeForm(forms.Form):
    """Why nobody can file now, in the words that the public reads."""

    notice = forms.CharField(
        label=_("Thông báo cho người dân"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Vì sao ngừng, đến khi nào, làm gì thay. Câu này hiện trên trang thủ tục ngay khi ngừng."),
        error_messages={"required": _("Nhập thông báo để người dân biết vì sao ngừng và đến khi nào")},
    )

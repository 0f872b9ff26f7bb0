"""The place, a kind of matter, a window, a day of rest. The rules stay in reception/services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.web.ops.dates import DayField
from reception.models import Place, Service, Window


class PlaceForm(forms.Form):
    """What holds for the whole hall."""

    active = forms.BooleanField(label=_("Đang cấp số và nhận đặt lịch"), required=False)
    any_hour = forms.BooleanField(
        label=_("Cấp số cả ngoài giờ làm việc"), required=False, help_text=_("Dùng cho ngày trực, ngày làm thêm.")
    )
    prints = forms.BooleanField(
        label=_("Máy lấy số tự in phiếu"), required=False, help_text=_("Máy ở sảnh có máy in khổ 80 mm đặt làm máy in mặc định.")
    )
    bound = forms.BooleanField(
        label=_("Chỉ máy đã đăng ký cấp số"),
        required=False,
        help_text=_("Trang lấy số mở ở máy khác thì không cấp số. Đăng ký máy trước khi chọn mục này."),
    )
    days_ahead = forms.IntegerField(
        label=_("Đặt lịch trước nhiều nhất mấy ngày"),
        min_value=1,
        max_value=90,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={
            "required": _("Nhập số ngày."),
            "invalid": _("Nhập số ngày bằng chữ số."),
            "min_value": _("Nhập từ 1 đến 90 ngày."),
            "max_value": _("Nhập từ 1 đến 90 ngày."),
        },
    )
    notice = forms.CharField(
        label=_("Lời nhắn trên bảng gọi số và máy lấy số"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Lời nhắn dài nhất 200 ký tự.")},
    )

    @classmethod
    def of(cls, place: Place, data: Any = None) -> "PlaceForm":
        """The form with what holds now."""
        return cls(data, initial={name: getattr(place, name) for name in cls.base_fields})


def codes(text: str) -> list[str]:
    """Codes of the catalogue as people list them: parted by blanks, commas or lines, each once."""
    return list(dict.fromkeys(text.replace(",", " ").split()))


class MatterForm(forms.Form):
    """A kind of matter. Fields and procedures are written as codes, parted by commas."""

    letter = forms.RegexField(
        "^[A-Za-z]$",
        label=_("Chữ đầu của số"),
        help_text=_("Một chữ cái, ví dụ A cho số A012"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "autocomplete": "off"}),
        error_messages={"required": _("Nhập một chữ cái."), "invalid": _("Nhập một chữ cái từ A đến Z.")},
    )
    name = forms.CharField(
        label=_("Tên nhóm việc"),
        max_length=80,
        error_messages={"required": _("Nhập tên nhóm việc."), "max_length": _("Tên dài nhất 80 ký tự.")},
    )
    fields_ = forms.MultipleChoiceField(
        label=_("Lĩnh vực"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Để trống cả lĩnh vực và thủ tục: nhận mọi việc."),
    )
    procedures = forms.CharField(
        label=_("Mã thủ tục riêng"),
        required=False,
        max_length=1000,
        help_text=_("Cách nhau bằng dấu phẩy, ví dụ 1.013225, 2.000635"),
    )
    minutes = forms.IntegerField(
        label=_("Số phút mỗi lượt"),
        min_value=5,
        max_value=120,
        help_text=_("Cũng là độ dài một khung giờ hẹn."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={
            "required": _("Nhập số phút."),
            "invalid": _("Nhập số phút bằng chữ số."),
            "min_value": _("Nhập từ 5 đến 120 phút."),
            "max_value": _("Nhập từ 5 đến 120 phút."),
        },
    )
    capacity = forms.IntegerField(
        label=_("Số người hẹn mỗi khung giờ"),
        min_value=0,
        max_value=50,
        help_text=_("0: không nhận đặt lịch."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={
            "required": _("Nhập số người."),
            "invalid": _("Nhập số người bằng chữ số."),
            "min_value": _("Nhập từ 0 đến 50 người."),
            "max_value": _("Nhập từ 0 đến 50 người."),
        },
    )
    active = forms.BooleanField(label=_("Đang dùng"), required=False)

    def __init__(self, *args: Any, names: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields_"].choices = names  # type: ignore[attr-defined]

    @classmethod
    def of(cls, service: Service | None, names: list[tuple[str, str]], data: Any = None) -> "MatterForm":
        """The form with what holds now, or with usual values. Codes that the catalogue no longer has stay to choose."""
        if service is None:
            return cls(data, names=names, initial={"minutes": 15, "capacity": 1, "active": True})
        known = {code for code, _name in names}
        names = [*names, *((code, code) for code in service.fields if code not in known)]
        initial = {name: getattr(service, name) for name in ("letter", "name", "minutes", "capacity", "active")}
        initial |= {"fields_": service.fields, "procedures": ", ".join(service.procedures)}
        return cls(data, names=names, initial=initial)

    def given(self) -> dict[str, Any]:
        """The service's arguments."""
        typed = dict(self.cleaned_data)
        fields, procedures = typed.pop("fields_"), codes(typed.pop("procedures"))
        return typed | {"letter": typed["letter"].upper(), "fields": fields, "procedures": procedures}


class BoothForm(forms.Form):
    """A window with what is done at it."""

    number = forms.IntegerField(
        label=_("Số quầy"),
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        error_messages={
            "required": _("Nhập số quầy."),
            "invalid": _("Nhập số quầy bằng chữ số."),
            "min_value": _("Nhập số quầy từ 1 đến 99."),
            "max_value": _("Nhập số quầy từ 1 đến 99."),
        },
    )
    name = forms.CharField(
        label=_("Tên quầy"), max_length=80, required=False, error_messages={"max_length": _("Tên dài nhất 80 ký tự.")}
    )
    services = forms.ModelMultipleChoiceField(
        label=_("Nhóm việc làm ở quầy"),
        queryset=Service.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một nhóm việc.")},
    )
    active = forms.BooleanField(label=_("Đang dùng"), required=False)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].queryset = Service.objects.filter(place=place, active=True)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, window: Window | None, place: Place, data: Any = None) -> "BoothForm":
        """The form with what holds now; a new window is in use."""
        if window is None:
            return cls(data, place=place, initial={"active": True})
        initial = {name: getattr(window, name) for name in ("number", "name", "active")}
        return cls(data, place=place, initial=initial | {"services": list(window.services.all())})


class CloseForm(forms.Form):
    """A day of rest."""

    day = DayField(label=_("Ngày nghỉ"), required_message=_("Nhập ngày nghỉ"))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=200,
        help_text=_("Người có hẹn đọc câu này, ví dụ: mất điện cả khu phố."),
        error_messages={"required": _("Nhập lý do để người có hẹn hiểu vì sao."), "max_length": _("Lý do dài nhất 200 ký tự.")},
    )

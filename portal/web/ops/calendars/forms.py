"""The form of a special day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies import selectors
from agencies.models import Agency, CalendarDay
from agencies.services.special_days import DayFacts
from common.errors import NotFound
from portal.web.ops.dates import DayField


class AgencyCodeField(forms.CharField):
    """An agency by its identifier; empty means the whole province."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mã cơ quan"))
        kwargs.setdefault(
            "help_text", _("Để trống khi áp dụng cho toàn tỉnh. Có mã thì áp dụng cho cơ quan đó và đơn vị trực thuộc.")
        )
        super().__init__(required=False, max_length=40, **kwargs)

    def clean(self, value: Any) -> Agency | None:
        """The agency, or ``None``."""
        code = super().clean(value)
        try:
            return selectors.find(code) if code else None
        except NotFound as error:
            raise forms.ValidationError(str(error.message), code="not-found") from None


class SessionsField(forms.CharField):
    """Sessions as people write them: 07:30-11:30, 13:00-17:00."""

    def clean(self, value: Any) -> list[list[str]]:
        """Pairs of HH:MM; empty when nothing was written."""
        text = super().clean(value).replace("–", "-")
        pairs = [[part.strip() for part in session.split("-")] for session in text.split(",") if session.strip()]
        if any(len(pair) != 2 for pair in pairs):
            raise forms.ValidationError(
                _("Nhập buổi làm việc theo thứ tự trong ngày, ví dụ 07:30-11:30, 13:00-17:00"), code="invalid"
            )
        return [[opening.zfill(5), close.zfill(5)] for opening, close in pairs]


class SessionsForm(forms.Form):
    """Working sessions from a date on."""

    since = DayField(label=_("Áp dụng từ ngày"), required_message=_("Nhập ngày bắt đầu áp dụng"))
    sessions = SessionsField(
        label=_("Buổi làm việc từ Thứ Hai đến Thứ Sáu"),
        help_text=_("Ví dụ 07:30-11:30, 13:00-17:00"),
        error_messages={"required": _("Nhập buổi làm việc")},
    )
    saturday = SessionsField(label=_("Buổi làm việc Thứ Bảy"), required=False, help_text=_("Để trống khi nghỉ Thứ Bảy."))
    agency = AgencyCodeField()
    provenance = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số quyết định về giờ làm việc."),
        error_messages={"required": _("Nhập căn cứ của buổi làm việc"), "max_length": _("Căn cứ dài nhất 300 ký tự")},
    )


class DayForm(forms.Form):
    """A day off or a swapped working day, with its source."""

    day = DayField(label=_("Ngày"))
    kind = forms.ChoiceField(
        label=_("Loại ngày"),
        choices=CalendarDay.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn ngày nghỉ hoặc ngày làm bù")},
    )
    reason = forms.CharField(
        label=_("Tên ngày hoặc lý do"),
        max_length=200,
        help_text=_("Được in trên phiếu hẹn, ví dụ Quốc khánh hoặc làm bù cho Thứ Hai 31/8/2026."),
        error_messages={"required": _("Nhập tên ngày hoặc lý do"), "max_length": _("Lý do dài nhất 200 ký tự")},
    )
    provenance = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số văn bản, ví dụ Công văn 12729/VPCP-KGVX."),
        error_messages={"required": _("Nhập căn cứ của ngày này"), "max_length": _("Căn cứ dài nhất 300 ký tự")},
    )
    confidence = forms.ChoiceField(
        label=_("Độ chắc chắn"),
        choices=CalendarDay.Confidence.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn độ chắc chắn")},
    )

    agency = AgencyCodeField()

    def __init__(self, data: Any = None, *, row: CalendarDay | None = None) -> None:
        super().__init__(data, initial=self.initial_of(row) if row else None)
        if row is not None:
            del self.fields["agency"]

    @staticmethod
    def initial_of(row: CalendarDay) -> dict[str, Any]:
        """The form's first values."""
        return {name: getattr(row, name) for name in ("day", "kind", "reason", "provenance", "confidence")}

    def facts(self) -> DayFacts:
        """The cleaned values as the service takes them."""
        return DayFacts(**{name: value for name, value in self.cleaned_data.items() if name != "agency"})

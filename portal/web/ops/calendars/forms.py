"""The form of a special day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import CalendarDay
from agencies.services.special_days import DayFacts
from portal.web.ops.dates import DayField


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

    @staticmethod
    def initial_of(row: CalendarDay) -> dict[str, Any]:
        """The form's first values."""
        return {name: getattr(row, name) for name in ("day", "kind", "reason", "provenance", "confidence")}

    def facts(self) -> DayFacts:
        """The cleaned values as the service takes them."""
        return DayFacts(**self.cleaned_data)

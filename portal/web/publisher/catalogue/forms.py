"""What each step of the review asks."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.web.ops.dates import DayField


class StepForm(forms.Form):
    """Every step carries the revision of the draft that the person saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)


class ReturnForm(StepForm):
    """Return to the authors: why."""

    reason = forms.CharField(
        label=_("Cần sửa gì"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        help_text=_("Người soạn đọc đúng những lời này."),
        error_messages={"required": _("Nhập lý do để người soạn biết phải sửa gì.")},
    )


class PublishForm(StepForm):
    """Bring into force: from when, by which decision."""

    effective_from: Any = DayField(label=_("Áp dụng từ ngày"), required_message=_("Nhập ngày áp dụng"))
    decision = forms.CharField(
        label=_("Quyết định công bố"),
        max_length=150,
        help_text=_("Số, ngày và cơ quan ban hành, ví dụ: Quyết định 163/QĐ-UBND ngày 16/1/2026"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Nhập số và ngày của quyết định công bố"), "max_length": _("Viết gọn trong 150 ký tự")},
    )

    def given(self) -> dict[str, Any]:
        day: date = self.cleaned_data["effective_from"]
        return super().given() | {"effective_from": day}

from django import forms
from django.utils.translation import gettext_lazy as _


class CloseCaseForm(forms.Form):
    """How the money was placed; kept with the case for ever."""

    note = forms.CharField(
        label=_("Cách xử lý"),
        help_text=_("Ví dụ: đã hoàn 16.000 đ cho người nộp ngày 24/11/2026, số giao dịch của ngân hàng"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Nhập cách xử lý"), "max_length": _("Cách xử lý tối đa 500 ký tự")},
    )

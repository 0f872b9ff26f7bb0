"""A date as people write it: 24/11/2026."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """One box for a date, day first; ISO is understood too."""

    def __init__(self, *, required_message: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Ví dụ 24/11/2026"))
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"}
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        messages = {
            "required": required_message or _("Nhập ngày"),
            "invalid": _("Nhập ngày theo dạng ngày/tháng/năm, ví dụ 24/11/2026"),
        }
        super().__init__(input_formats=["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"], error_messages=messages, **kwargs)

    def clean(self, value: Any) -> date | None:
        """The date; years outside 1900-2100 are a slip of the finger."""
        day = super().clean(value)
        if day is not None and not 1900 <= day.year <= 2100:
            raise forms.ValidationError(_("Kiểm tra lại năm"), code="invalid")
        return day

"""Whole numbers as an office worker types them: 1.200, 20.000 đ. A browser's own number box would take 20.000 for twenty."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_FILLER = re.compile(r"[\s.]|đ(ồng)?$", re.IGNORECASE)


class CountField(forms.IntegerField):
    """A whole number with dots between the thousands or without."""

    widget = forms.TextInput

    def __init__(self, *, most: int, least: int = 0, wide: str = "govuk-input--width-10", **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": wide}
        messages = {"invalid": _("Nhập một số nguyên, ví dụ 1.200"), **kwargs.pop("error_messages", {})}
        kwargs |= {"min_value": least, "max_value": most, "error_messages": messages}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """With its dots."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) and not isinstance(value, bool) else value

    def to_python(self, value: Any) -> int | None:
        """Without them."""
        return super().to_python(_FILLER.sub("", value.strip()) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No bounds for the browser: what is wrong is said by us, in words."""
        return {}

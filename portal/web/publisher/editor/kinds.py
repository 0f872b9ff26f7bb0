"""The boxes of the editor: lines, whole numbers, money, time limits and JSON as an office worker types them."""

import json
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.text import fold, nfc, tidy
from workflow import limits

MOST_LINES = 200
MOST_NUMBER = 1_000_000_000_000
_UNITS = (
    ("wd", _("ngày làm việc"), ("ngay lam viec", "nlv", "ngay lv", "working day", "working days")),
    ("h", _("giờ làm việc"), ("gio lam viec", "gio", "working hour", "working hours", "hour", "hours")),
    ("mo", _("tháng"), ("thang", "month", "months")),
    ("d", _("ngày"), ("ngay", "ngay lich", "day", "days")),
)
_SAME_DAY = ("trong ngay", "same day", "same-day", "on the same day", "the same day")
_COUNTED = re.compile(r"^(\d+(?:[.,]\d+)?)\s*(.+)$")
_CLOCK = re.compile(r"(\d{1,2})\s*(?:gio|h|:)\s*(\d{2})?")


class LineField(forms.CharField):
    """One line of text, tidied; empty is nothing."""

    def __init__(self, *, most: int = 500, wide: str = "", **kwargs: Any) -> None:
        attrs = {"autocomplete": "off"} | ({"class": wide} if wide else {})
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        messages = {"max_length": _("Viết ngắn hơn %(limit_value)s ký tự")}
        super().__init__(required=False, max_length=most, error_messages=messages, **kwargs)

    def clean(self, value: Any) -> str | None:
        return tidy(super().clean(value) or "") or None


class TextField(forms.CharField):
    """Several lines of text; empty is nothing."""

    def __init__(self, *, rows: int = 3, most: int = 20_000, **kwargs: Any) -> None:
        messages = {"max_length": _("Viết ngắn hơn %(limit_value)s ký tự")}
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=False, max_length=most, widget=widget, error_messages=messages, **kwargs)

    def clean(self, value: Any) -> str | None:
        return nfc((super().clean(value) or "").replace("\r\n", "\n").strip()) or None


class LinesField(TextField):
    """One entry a line ↔ a list of texts."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [tidy(line) for line in (super().clean(value) or "").splitlines()]
        return list(dict.fromkeys(line for line in lines if line))[:MOST_LINES] or None


class WholeField(forms.CharField):
    """A whole number from nought; "1.250.000" is understood."""

    def __init__(self, *, most: int = MOST_NUMBER, **kwargs: Any) -> None:
        self.most = most
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) and not isinstance(value, bool) else value

    def clean(self, value: Any) -> Any:
        text = re.sub(r"[\s.]|đ(ồng)?$", "", (super().clean(value) or "").strip().lower())
        if not text:
            return None
        if not (text.isascii() and text.isdecimal()) or int(text) > self.most:
            raise forms.ValidationError(_("Nhập một số nguyên từ 0, ví dụ 8.000"))
        return int(text)


class PickField(forms.ChoiceField):
    """One of few (radios) or of many (a list); empty is nothing."""

    def __init__(self, *, choices: Sequence[tuple[str, Any]], radios: bool = False, **kwargs: Any) -> None:
        widget = forms.RadioSelect if radios else forms.Select
        messages = {"invalid_choice": _("Chọn một mục trong danh sách")}
        super().__init__(required=False, choices=choices, widget=widget, error_messages=messages, **kwargs)

    def clean(self, value: Any) -> str | None:
        return super().clean(value) or None


class PicksField(forms.MultipleChoiceField):
    """Several of a list ↔ a list of their values, in the list's order."""

    def __init__(self, *, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        messages = {"invalid_choice": _("Chọn các mục trong danh sách")}
        widget = forms.CheckboxSelectMultiple
        super().__init__(required=False, choices=choices, widget=widget, error_messages=messages, **kwargs)

    def clean(self, value: Any) -> Any:
        chosen = set(super().clean(value) or ())
        return [key for key, _words in self.choices if key in chosen] or None


class YesField(forms.BooleanField):
    """A box to tick; not ticked is nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> bool | None:
        return bool(super().clean(value)) or None


class SureField(YesField):
    """A box to tick that is kept as no, too: papers say ``required: false``."""

    def clean(self, value: Any) -> bool:
        return bool(super().clean(value))


class LimitField(LineField):
    """A time limit in words ("7 ngày làm việc", "trong ngày, nhận trước 15 giờ") ↔ the grammar of workflow/limits.py."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", _("Ví dụ: 7 ngày làm việc, 8 giờ làm việc, 20 ngày, 2 tháng, trong ngày nhận trước 15 giờ")
        )
        super().__init__(most=80, wide="govuk-input--width-20", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return limit_words(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str | None:
        text = super().clean(value)
        if text is None:
            return None
        read = limit_of(text)
        if read is None:
            raise forms.ValidationError(_("Viết thời hạn bằng số và đơn vị, ví dụ 7 ngày làm việc"))
        return read


class JsonField(TextField):
    """JSON as text; empty is nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"spellcheck": "false", "class": "code-box"}

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value or ""
        return json.dumps(value, ensure_ascii=False, indent=2)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text is None:
            return None
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("JSON viết chưa đúng cú pháp. Kiểm tra dấu ngoặc và dấu phẩy.")) from None


def limit_words(value: str) -> str:
    """A limit of the grammar in words; what is no limit stays as it is."""
    try:
        size = limits.parse(value)
    except limits.BadLimit:
        return value
    if size.unit == "same-day":
        return gettext("trong ngày, nhận trước %(hour)s") % {"hour": value.partition("@")[2]}
    count = f"{float(size.count):g}".replace(".", ",")
    return f"{count} {next(words for unit, words, _read in _UNITS if unit == size.unit)}"


def limit_of(text: str) -> str | None:
    """Words (or the grammar itself) as a limit; ``None`` when they are none."""
    if _parses(text):
        return text
    plain = fold(text)
    if plain.startswith(_SAME_DAY):
        clock = _CLOCK.search(plain)
        hour, minute = (int(clock[1]), int(clock[2] or 0)) if clock else (15, 0)
        made = f"same-day@{hour:02d}:{minute:02d}"
        return made if _parses(made) else None
    counted = _COUNTED.match(plain)
    if counted is None:
        return None
    rest = counted[2].strip()
    unit = next((unit for unit, _words, known in _UNITS if rest in known), None)
    made = f"{counted[1].replace(',', '.')}{unit}"
    return made if unit and _parses(made) else None


def _parses(text: str) -> bool:
    try:
        limits.parse(text)
    except limits.BadLimit:
        return False
    return True

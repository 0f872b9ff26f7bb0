from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.money import vnd
from payments.books import Part
from payments.models import Kind
from payments.services.close_till import NOTES


class CountForm(forms.Form):
    """What lies in the drawer, note by note, and what the card terminal summed up; ``seen_*``: the sums as shown."""

    card = forms.IntegerField(
        label=_("Tổng thẻ theo máy thẻ"),
        help_text=_("Số tổng kết mà máy thẻ in ra, bằng đồng"),
        min_value=0,
        max_value=10**12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}),
        error_messages={"invalid": _("Nhập tổng thẻ bằng chữ số, ví dụ 160000")},
    )
    reason = forms.CharField(
        label=_("Lý do chênh lệch"),
        help_text=_("Chỉ cần khi số đếm được khác số theo sổ"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Lý do tối đa 500 ký tự")},
    )
    seen_cash = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    seen_card = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for note in NOTES:
            self.fields[f"to_{note}"] = forms.IntegerField(
                label=vnd(note),
                min_value=0,
                max_value=100_000,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
                error_messages={"invalid": _("Nhập số tờ bằng chữ số, ví dụ 12")},
            )

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields of the notes, largest first."""
        return [self[f"to_{note}"] for note in NOTES]

    @property
    def notes(self) -> dict[int, int]:
        """How many of each note."""
        return {note: self.cleaned_data.get(f"to_{note}") or 0 for note in NOTES}


class StatementForm(forms.Form):
    """A bank's statement."""

    file = forms.FileField(
        label=_("Tệp sao kê"),
        help_text=_("CSV hoặc camt.053.001.08 (XML) của ngân hàng, tối đa 20 MB"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xml"}),
        error_messages={"required": _("Chọn tệp sao kê"), "empty": _("Tệp này không có nội dung")},
    )


class ReplaceForm(forms.Form):
    """What the new receipt says in place of the old one."""

    payer_name = forms.CharField(label=_("Người nộp tiền"), max_length=250, required=False)
    payer_address = forms.CharField(label=_("Địa chỉ"), max_length=500, required=False)
    reason = forms.CharField(
        label=_("Lý do thay thế"),
        help_text=_("Ví dụ: sai tên người nộp. Lý do được in trên biên lai mới."),
        max_length=400,
        error_messages={"required": _("Nhập lý do thay thế biên lai")},
    )


class RefundForm(forms.Form):
    """What goes back, how, and why."""

    part = forms.ChoiceField(
        label=_("Hoàn từ khoản"), widget=forms.RadioSelect, error_messages={"required": _("Chọn khoản được hoàn")}
    )
    amount = forms.IntegerField(
        label=_("Số tiền hoàn"),
        help_text=_("Bằng đồng, ví dụ 8000"),
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}),
        error_messages={
            "required": _("Nhập số tiền hoàn"),
            "invalid": _("Nhập số tiền bằng chữ số, ví dụ 8000"),
            "min_value": _("Số tiền hoàn phải lớn hơn 0 đồng"),
        },
    )
    way = forms.ChoiceField(label=_("Cách hoàn"), widget=forms.RadioSelect, error_messages={"required": _("Chọn cách hoàn")})
    payee = forms.CharField(
        label=_("Tài khoản nhận"),
        help_text=_("Ngân hàng, số tài khoản, tên người nhận. Chỉ cần khi chuyển khoản."),
        max_length=300,
        required=False,
    )
    reason = forms.CharField(
        label=_("Lý do hoàn"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Nhập lý do hoàn tiền"), "max_length": _("Lý do tối đa 400 ký tự")},
    )

    def __init__(self, *args: Any, parts: list[Part], ways: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {part.key: part for part in parts}
        self.fields["part"].choices = [(part.key, _said(part)) for part in parts]  # type: ignore[attr-defined]
        self.fields["way"].choices = ways  # type: ignore[attr-defined]
        if len(parts) == 1:
            self.fields["part"].initial = parts[0].key


def _said(part: Part) -> str:
    """Lệ phí đã nộp: còn 16.000 đ."""
    what = _("Tiền chờ xử lý") if part.source == "waiting" else _("%(kind)s đã nộp") % {"kind": Kind(part.kind).label}
    return gettext("%(what)s, hoàn được %(left)s") % {"what": what, "left": vnd(part.left)}


class DecideForm(forms.Form):
    """The second person's word, or the number of the voucher: the page's button says which act it is for."""

    note = forms.CharField(label=_("Lý do không duyệt"), max_length=400, required=False)
    provider_ref = forms.CharField(label=_("Số chứng từ chi hoặc số giao dịch"), max_length=60, required=False)


class PlaceForm(forms.Form):
    """How the money of a case is placed; kept with the case for ever."""

    act = forms.ChoiceField(
        label=_("Xử lý khoản tiền"), widget=forms.RadioSelect, error_messages={"required": _("Chọn cách xử lý")}
    )
    reference = forms.CharField(
        label=_("Mã hồ sơ"), help_text=_("Chỉ cần khi ghi nhận cho một hồ sơ"), max_length=60, required=False
    )
    note = forms.CharField(
        label=_("Giải trình"),
        help_text=_("Ví dụ: người nộp xác nhận qua điện thoại, đúng số tiền và ngày chuyển"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Nhập giải trình"), "max_length": _("Giải trình tối đa 500 ký tự")},
    )

    def __init__(self, *args: Any, acts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = acts  # type: ignore[attr-defined]
        self.fields["act"].initial = acts[0][0]
        self.fields["act"].required = len(acts) > 1

"""Who comes, and the two proofs by which an appointment is found again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.web.account.forms import PhoneField, name_field


class HolderForm(forms.Form):
    """Name, telephone, and an address for the confirmation where somebody has no account."""

    name = name_field()
    phone = PhoneField(help_text=_("4 số cuối dùng để mở lại lịch hẹn."))
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Để nhận xác nhận và lời nhắc trước một ngày."),
        error_messages={"invalid": _("Nhập thư điện tử theo dạng ten@example.vn")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, with_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if with_account:
            del self.fields["email"]


def proof_field() -> forms.CharField:
    """The last four digits of the telephone number given with the booking."""
    return forms.CharField(
        label=_("4 số cuối của số điện thoại đã đặt lịch"),
        max_length=4,
        min_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-4"}),
        error_messages={"required": _("Nhập 4 số cuối."), "min_length": _("Nhập đủ 4 số."), "max_length": _("Nhập đủ 4 số.")},
    )


class FindForm(forms.Form):
    """Code and proof."""

    code = forms.CharField(
        label=_("Mã hẹn"),
        max_length=20,
        help_text=_("8 chữ số, ví dụ 4821 7730"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"}),
        error_messages={"required": _("Nhập mã hẹn.")},
    )
    proof = proof_field()

    def clean_code(self) -> str:
        """The digits alone."""
        return "".join(letter for letter in self.cleaned_data["code"] if letter.isdecimal())


class ProofForm(forms.Form):
    """The proof alone, where this browser has not given it yet."""

    proof = proof_field()

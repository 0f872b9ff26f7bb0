"""One everyday phrase, and a query to try it with."""

from django import forms
from django.utils.translation import gettext_lazy as _

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class PhraseForm(forms.Form):
    """What people say, what the catalogue says; ``seen`` is the meaning that the person saw before changing it."""

    phrase = forms.CharField(
        label=_("Người dân nói"),
        max_length=100,
        widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("Ví dụ: sổ đỏ, mất bằng lái, lltp. Không phân biệt chữ hoa; gõ đủ dấu."),
        error_messages={"required": _("Nhập từ người dân nói"), "max_length": _("Viết gọn trong 100 ký tự")},
    )
    means = forms.CharField(
        label=_("Danh mục ghi"),
        max_length=200,
        widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("Dùng chữ có trong tên thủ tục. Nhiều cách hiểu thì ngăn bằng dấu chấm phẩy."),
        error_messages={"required": _("Nhập từ danh mục ghi"), "max_length": _("Viết gọn trong 200 ký tự")},
    )
    query = forms.CharField(
        label=_("Câu tìm để thử"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("Để trống thì thử với chính từ người dân nói."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

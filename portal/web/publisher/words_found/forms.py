"""One everyday phrase, and a query to try it with."""

from typing import Any

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
        required=False,
        widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("Dùng chữ có trong tên thủ tục. Nhiều cách hiểu thì ngăn bằng dấu chấm phẩy."),
        error_messages={"max_length": _("Viết gọn trong 200 ký tự")},
    )
    elsewhere = forms.CharField(
        label=_("Làm ở đâu, nếu danh mục không có"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Người dân chỉ thấy câu này khi không tìm được thủ tục nào. Nói cơ quan nào làm và nộp ở đâu."),
        error_messages={"max_length": _("Viết gọn trong 300 ký tự")},
    )
    query = forms.CharField(
        label=_("Câu tìm để thử"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("Để trống thì thử với chính từ người dân nói."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """What the catalogue says or where else it is done: one of them at least."""
        given = super().clean() or {}
        if not given.get("means") and not given.get("elsewhere") and not self.errors:
            self.add_error("means", _("Nhập từ danh mục ghi, hoặc nơi làm việc này"))
        return given

"""What a checker gives: a second proof, or the file itself."""

from typing import Any

import magic
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.uploads.checks import MAX_BYTES, PDF
from common.uploads.errors import MESSAGES


class ProofForm(forms.Form):
    """The paper's number, or four digits that its holder knows."""

    proof = forms.CharField(
        label=_("Số ghi trên giấy tờ, hoặc 4 số cuối của số định danh (mã số thuế) của chủ giấy tờ"),
        help_text=_("Ví dụ 07/GPXD, hoặc 4 chữ số"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Nhập số ghi trên giấy tờ hoặc 4 số cuối")},
    )


class FileForm(forms.Form):
    """One PDF of at most 10 MB; only its outside is looked at here."""

    file = forms.FileField(
        label=_("Tệp PDF cần kiểm tra"),
        help_text=_("Nhỏ hơn 10 MB. Tệp chỉ dùng để kiểm tra, không được lưu lại."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": _("Chọn tệp PDF cần kiểm tra"),
            "empty": MESSAGES["empty"],
            "invalid": _("Chọn tệp PDF cần kiểm tra"),
        },
    )

    def clean_file(self) -> bytes:
        """The bytes, if they can be a PDF at all."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is None or file.size > MAX_BYTES:
            raise forms.ValidationError(MESSAGES["too-big"])
        data = file.read()
        if magic.from_buffer(data[:8192], mime=True) != PDF:
            raise forms.ValidationError(_("Tệp phải là PDF"))
        return data

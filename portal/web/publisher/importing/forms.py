"""What is asked for a file in and for files out."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.web.ops.dates import DayField
from procedures.exporting import annex
from procedures.importing import runs

MOST_CODES = 200
FORMATS = (("json", _("JSON, nhập lại được")), ("xlsx", _("Excel, theo mẫu")), ("pdf", _("Phụ lục quyết định công bố (PDF)")))
_CODE = re.compile(r"[^\s,;]+")


class UploadForm(forms.Form):
    """A file to import."""

    file = forms.FileField(
        label=_("Tệp thủ tục"),
        help_text=_("Tệp JSON của cơ sở dữ liệu quốc gia (cũ hoặc mới) hay Excel theo mẫu; nén .gz cũng được. Tối đa 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,.jsonl,.xlsx,.gz"}),
        error_messages={"required": _("Chọn tệp"), "empty": _("Tệp không có nội dung")},
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is kept."""
        file = self.cleaned_data["file"]
        if file.size > runs.MOST_BYTES:
            raise forms.ValidationError(runs.TooLarge.default_message)
        return file


class ExportForm(forms.Form):
    """Which procedures, as what; a decision for the annex."""

    codes = forms.CharField(
        label=_("Mã thủ tục"),
        help_text=_("Mỗi dòng một mã, hoặc ngăn bằng dấu phẩy."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "class": "code-box"}),
        error_messages={"required": _("Nhập ít nhất một mã thủ tục")},
    )
    kind = forms.ChoiceField(label=_("Dạng tệp"), choices=FORMATS, widget=forms.RadioSelect, initial="json")
    number = forms.CharField(
        label=_("Số quyết định"), required=False, max_length=60, help_text=_("Chỉ cho phụ lục; để trống thì chừa chỗ điền.")
    )
    day = DayField(label=_("Ngày quyết định"), required=False)
    agency = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=200)

    def clean_codes(self) -> list[str]:
        """The codes, each once."""
        codes = list(dict.fromkeys(_CODE.findall(self.cleaned_data["codes"])))
        if not codes:
            raise forms.ValidationError(gettext("Nhập ít nhất một mã thủ tục"))
        if len(codes) > MOST_CODES:
            raise forms.ValidationError(gettext("Chọn nhiều nhất %(n)s thủ tục một lần") % {"n": MOST_CODES})
        return codes

    def clean(self) -> dict[str, Any]:
        """An annex is rendered in one go, within bounds: it has room for fewer."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == "pdf" and len(cleaned.get("codes", ())) > annex.MOST:
            self.add_error("codes", gettext("Một phụ lục nhiều nhất %(n)s thủ tục") % {"n": annex.MOST})
        return cleaned

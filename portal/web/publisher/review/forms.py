"""What a remark asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures import sections
from procedures.services.comments import LONGEST


class RemarkForm(forms.Form):
    """What is said, and about which section."""

    section = forms.ChoiceField(label=_("Về phần nào"), required=False)
    text = forms.CharField(
        label=_("Góp ý"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Nhập lời góp ý"), "max_length": _("Viết ngắn hơn 4.000 ký tự")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(one.key, one.title) for one in sections.SECTIONS]
        self.fields["section"].choices = [("", _("Cả bản soạn thảo")), *rows]

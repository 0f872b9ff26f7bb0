"""What signing and revoking ask of the official."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.models import IssuedResult
from portal.web.desk.dossier.forms_time import TimeForm, reason_field
from vault.models import Document


class RevokeForm(TimeForm):
    """One issued result, the decision that revokes it, and why."""

    decision = forms.CharField(
        label=gettext_lazy("Số, ngày quyết định thu hồi"),
        max_length=120,
        error_messages={"required": gettext_lazy("Nhập số, ngày quyết định thu hồi.")},
    )
    reason = reason_field(
        gettext_lazy("Căn cứ thu hồi"),
        gettext_lazy("Nhập căn cứ thu hồi."),
        gettext_lazy("Người nộp và bất kỳ ai kiểm tra mã QR của giấy này sẽ đọc những lời này."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.dossier.results.filter(
            state=IssuedResult.State.ISSUED, document__status=Document.Status.IN_FORCE
        ).select_related("document")
        choices = [(row.result_key, f"{row.document.title}, {row.document.number}") for row in rows if row.document]
        self.fields["key"] = forms.ChoiceField(
            label=gettext_lazy("Kết quả cần thu hồi"),
            choices=choices,
            widget=forms.RadioSelect,
            initial=choices[0][0] if len(choices) == 1 else None,
            error_messages={"required": gettext_lazy("Chọn kết quả cần thu hồi.")},
        )
        self.order_fields(["seen", "key", "decision", "reason"])

    def told(self) -> Any:
        yield _("Thu hồi không lấy lại được. Nếu chỉ sai nội dung, hãy đính chính kết quả.")

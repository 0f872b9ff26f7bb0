"""Rating and answering a supplement."""

from django import forms
from django.utils.translation import gettext_lazy as _

SCORES = [
    ("5", _("Rất hài lòng")),
    ("4", _("Hài lòng")),
    ("3", _("Bình thường")),
    ("2", _("Không hài lòng")),
    ("1", _("Rất không hài lòng")),
]
REASONS = [
    ("fast", _("Giải quyết nhanh")),
    ("clear", _("Hướng dẫn rõ ràng")),
    ("late", _("Trễ hẹn")),
    ("unclear", _("Hướng dẫn khó hiểu")),
    ("papers", _("Đòi giấy tờ không cần")),
]


class RatingForm(forms.Form):
    """Five levels, reasons, a few words."""

    score = forms.TypedChoiceField(
        label=_("Bạn thấy việc giải quyết hồ sơ thế nào?"),
        choices=SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một mức.")},
    )
    reasons = forms.MultipleChoiceField(label=_("Vì sao?"), choices=REASONS, required=False, widget=forms.CheckboxSelectMultiple)
    comment = forms.CharField(
        label=_("Bạn muốn nói thêm điều gì?"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )

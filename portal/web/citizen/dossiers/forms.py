"""Rating, and what one may wish of a filed dossier: withdraw, ask, complain, name who collects."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from dossiers import terms
from portal.web.ops.dates import DayField

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


LONG = forms.Textarea(attrs={"rows": 6})


class WithdrawForm(forms.Form):
    """Why the dossier is no longer wanted."""

    reason = forms.CharField(
        label=_("Vì sao bạn rút hồ sơ?"),
        help_text=_("Một hai câu là đủ, ví dụ: tôi nộp nhầm thủ tục."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Nhập lý do rút hồ sơ.")},
    )


class AskForm(forms.Form):
    """A question about the dossier."""

    text = forms.CharField(
        label=_("Bạn muốn hỏi gì?"),
        help_text=_("Không cần ghi lại mã hồ sơ, họ tên."),
        widget=LONG,
        max_length=4000,
        error_messages={"required": _("Nhập điều bạn muốn hỏi.")},
    )


class ComplainForm(forms.Form):
    """A complaint about how the dossier is handled."""

    text = forms.CharField(
        label=_("Bạn chưa đồng ý điều gì, và đề nghị gì?"),
        help_text=_("Nêu việc đã xảy ra, khi nào, và bạn muốn cơ quan làm gì."),
        widget=LONG,
        max_length=4000,
        error_messages={"required": _("Nhập điều bạn chưa đồng ý và bạn đề nghị gì.")},
    )


class CollectorForm(forms.Form):
    """Who collects the result."""

    name = forms.CharField(
        label=_("Họ, chữ đệm và tên người nhận thay"),
        max_length=150,
        error_messages={"required": _("Nhập họ, chữ đệm và tên người nhận thay.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    identity_number = forms.CharField(
        label=_("Số định danh cá nhân của người đó"),
        help_text=_("12 chữ số trên thẻ căn cước. Người đó mang thẻ này khi đến nhận."),
        max_length=20,
        error_messages={"required": _("Nhập số định danh cá nhân.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-20"}),
    )
    until = DayField(label=_("Được nhận đến hết ngày"), required_message=_("Nhập ngày cuối được nhận thay."))

    def clean_identity_number(self) -> str:
        """Twelve digits, however they were grouped."""
        digits = "".join(self.cleaned_data["identity_number"].split())
        if not (digits.isdigit() and len(digits) == 12):
            raise forms.ValidationError(_("Số định danh cá nhân có 12 chữ số."))
        return digits

    def clean_until(self) -> date:
        """From today on, half a year at most."""
        until: date = self.cleaned_data["until"]
        longest = terms.span("collector")
        if not clock.today() <= until <= clock.today() + longest:
            raise forms.ValidationError(_("Chọn một ngày từ hôm nay đến %(days)s ngày tới.") % {"days": longest.days})
        return until

"""What each act asks of the official. Labels and errors are what a clerk reads; the rules stay in the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from dossiers.loaded import Loaded, load
from dossiers.models import Dossier

LONG = forms.Textarea(attrs={"rows": 6})
CARRIED = ("seen", "task", "choice")


class ActForm(forms.Form):
    """Every act carries the version of the dossier that the official saw; ``seat`` is the one acted from, for its choices.

    ``task`` names one of several open tasks of the seat, ``choice`` one of several actions that mean the same.
    """

    previews = False
    """Whether the page can show first what the applicant would read."""
    seen = forms.IntegerField(widget=forms.HiddenInput)
    task = forms.UUIDField(required=False, widget=forms.HiddenInput)
    choice = forms.SlugField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, dossier: Dossier, seat: Seat | None = None, **kwargs: Any) -> None:
        self.dossier = dossier
        self.seat = seat
        self.loaded: Loaded = load(dossier.version_id, dossier.case)
        kwargs.setdefault("initial", {}).setdefault("seen", dossier.lock_version)
        super().__init__(*args, **kwargs)

    def given(self) -> dict[str, Any]:
        """The service's arguments beside who and what was seen."""
        named = {name: self.cleaned_data[name] for name in ("task", "choice") if self.cleaned_data.get(name)}
        return {name: value for name, value in self.cleaned_data.items() if name not in CARRIED} | named


class ReasonForm(ActForm):
    """Refuse, return, reject: a reason that someone will read."""

    reason = forms.CharField(
        label=_("Lý do"),
        widget=LONG,
        max_length=4000,
        error_messages={"required": _("Nhập lý do để người nhận hiểu phải làm gì.")},
    )


class OpinionForm(ActForm):
    """Propose: the handler's opinion."""

    opinion = forms.CharField(
        label=_("Ý kiến thẩm định"), widget=LONG, max_length=8000, error_messages={"required": _("Nhập ý kiến thẩm định.")}
    )


class ApproveForm(ActForm):
    """Approve: an opinion is welcome, not required."""

    opinion = forms.CharField(label=_("Ý kiến"), widget=LONG, max_length=8000, required=False)


class QuestionForm(ActForm):
    """Consult another unit."""

    question = forms.CharField(
        label=_("Nội dung hỏi"), widget=LONG, max_length=8000, error_messages={"required": _("Nhập nội dung cần hỏi.")}
    )


class AnswerForm(ActForm):
    """Answer a consultation; disagreement needs its reason."""

    agree = forms.TypedChoiceField(
        label=_("Ý kiến của đơn vị"),
        choices=[("1", _("Đồng ý")), ("0", _("Không đồng ý"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn đồng ý hoặc không đồng ý.")},
    )
    answer = forms.CharField(label=_("Nội dung trả lời"), widget=LONG, max_length=8000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("agree") is False and not cleaned.get("answer", "").strip():
            self.add_error("answer", _("Nhập lý do không đồng ý."))
        return cleaned


class HandOverForm(ActForm):
    """Hand over: who took the paper, when it was not the applicant online."""

    recipient = forms.CharField(
        label=_("Người nhận, giấy tờ đã đối chiếu"),
        help_text=_("Để trống nếu kết quả trả trực tuyến trong kho giấy tờ."),
        required=False,
        max_length=300,
    )

"""What the acts on time, ends, paper and questions ask of the official; the rules stay in the services."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import clock
from dossiers import results
from dossiers.models import Correction, IssuedResult, Question
from dossiers.services.supplement import Item
from portal.web.desk.dossier.forms import LONG, ActForm
from portal.web.desk.dossier.forms_results import ResultForm
from portal.web.desk.dossier.forms_supplement import SupplementForm
from portal.web.ops.dates import DayField

SHORT = forms.Textarea(attrs={"rows": 3})
CARRIED = ("task", "choice")


def reason_field(label: Any, missing: Any, hint: Any = "") -> forms.CharField:
    """A reason that somebody will read."""
    return forms.CharField(label=label, help_text=hint, widget=LONG, max_length=4000, error_messages={"required": missing})


class TimeForm(ActForm):
    """An act outside the process: it names no task and no action. ``told`` is what the official reads before deciding."""

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in super().given().items() if name not in CARRIED}

    def told(self) -> Iterator[str]:
        """Sentences above the boxes."""
        yield from ()


class ExtendForm(TimeForm):
    """Apologise and extend; begins with what the system drafted when the promise came near (deadlines' sweep)."""

    reason = reason_field(
        _("Lý do chậm"), _("Nhập lý do chậm; người nộp đọc đúng những lời này."), _("In trên văn bản xin lỗi gửi người nộp.")
    )
    until = DayField(label=_("Hẹn lại ngày trả"), required_message=_("Nhập ngày hẹn trả mới."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        draft = None if self.is_bound else self.dossier.apology_drafts.filter(due_at=self.dossier.due_at).last()
        if draft is not None:
            self.initial |= {"reason": draft.reason, "until": clock.local(draft.until).date()}

    def told(self) -> Iterator[str]:
        yield gettext("Đã hẹn trả %(due)s. Mỗi hồ sơ chỉ gia hạn một lần và vẫn tính là quá hạn trong báo cáo.") % {
            "due": clock.at(self.dossier.due_at)
        }


class StopForm(TimeForm):
    """Stop, or ask to: the ground."""

    reason = reason_field(
        _("Căn cứ và lý do dừng"),
        _("Nhập căn cứ dừng; người nộp đọc đúng những lời này."),
        _("In trên thông báo dừng giải quyết (mẫu 05)."),
    )


class SecondSupplementForm(SupplementForm):
    """The items as for a first request, and why they were not asked for then."""

    reason = reason_field(
        _("Vì sao phải yêu cầu lần nữa"),
        _("Nhập lý do vì sao phải yêu cầu bổ sung lần nữa."),
        _("Lãnh đạo đọc. Yêu cầu lần thứ hai làm hồ sơ bị tính quá hạn."),
    )

    def given(self) -> dict[str, Any]:
        asked = {name: value for name, value in super().given().items() if name not in CARRIED}
        return asked | {"reason": self.cleaned_data["reason"]}


class DecideForm(TimeForm):
    """The leader's word on the open request."""

    granted = forms.TypedChoiceField(
        label=_("Quyết định"),
        choices=[("1", _("Đồng ý, thực hiện ngay")), ("0", _("Không đồng ý"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn đồng ý hoặc không đồng ý.")},
    )
    decision = forms.CharField(label=_("Ý kiến"), widget=SHORT, max_length=4000, required=False)

    def told(self) -> Iterator[str]:
        request = self.dossier.leader_requests.filter(decided_at__isnull=True).select_related("asked_by").first()
        if request is None:
            return
        words = {"what": request.get_kind_display(), "who": request.asked_by.title, "at": clock.at(request.asked_at)}
        yield gettext("%(who)s đề nghị: %(what)s, lúc %(at)s.") % words
        yield gettext("Lý do: %(reason)s") % {"reason": request.reason}
        if "until" in request.given:
            day = datetime.fromisoformat(request.given["until"]).date()
            yield gettext("Hẹn lại ngày trả: %(day)s") % {"day": clock.long_date(day)}
        for item in request.given.get("items", ()):
            named = Item(**item)
            yield f"{named.label}: {named.reason}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("granted") is False and not cleaned.get("decision", "").strip():
            self.add_error("decision", _("Nhập lý do không đồng ý để người đề nghị biết phải làm gì."))
        return cleaned


class CorrectForm(ResultForm):
    """One issued result with its values to be mended or changed, or the same again; of several, which one, and why."""

    several = False
    ground = forms.ChoiceField(
        label=_("Vì sao cấp bản mới"),
        choices=Correction.Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn vì sao cấp bản mới.")},
    )
    reason = reason_field(
        _("Lý do và căn cứ"),
        _("Nhập lý do và căn cứ cấp bản mới."),
        _("Ghi vào bản cũ: “Thay thế bởi…”. Bản mới có số mới và phải được lãnh đạo duyệt, ký lại."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issued = set(self.dossier.results.filter(state=IssuedResult.State.ISSUED).values_list("result_key", flat=True))
        choices = [(item.key, f"{item.position}. {self._title(item)}") for item in self.asked if item.key in issued]
        self.fields["key"] = forms.ChoiceField(
            label=_("Kết quả cần cấp bản mới"),
            choices=choices,
            initial=choices[0][0] if len(choices) == 1 else None,
            widget=forms.HiddenInput if len(choices) == 1 else forms.RadioSelect,
            error_messages={"required": _("Chọn kết quả cần cấp bản mới.")},
        )
        first = ("seen", "key", "ground")
        self.order_fields([*first, *(name for name in self.fields if name not in (*first, "reason")), "reason"])

    def _title(self, item: results.Asked) -> str:
        return results.title(item, self.start[item.key], self.facts)

    def _name(self, item: results.Asked, key: str) -> str:
        return f"{item.position}-{key}"

    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        item = next(item for item in self.asked if item.key == typed["key"])
        values = {field["key"]: typed[self._name(item, field["key"])] for field in self._editable(item)}
        return {"key": item.key, "values": values, "reason": typed["reason"], "ground": typed["ground"]}


class ReopenForm(TimeForm):
    """Open again by a written decision; what had been accepted needs a new promise."""

    decision = forms.CharField(
        label=_("Quyết định"),
        help_text=_("Số và ngày, ví dụ: QĐ 12/QĐ-UBND ngày 20/11/2026"),
        max_length=150,
        error_messages={"required": _("Nhập số và ngày của quyết định.")},
    )
    reason = reason_field(_("Lý do mở lại"), _("Nhập lý do mở lại hồ sơ."))
    until = DayField(label=_("Hẹn trả mới"), required_message=_("Chọn ngày hẹn trả mới."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.dossier.accepted_at is None:
            del self.fields["until"]


class LateEntryForm(TimeForm):
    """A slip that was written while the system was away."""

    slip = forms.CharField(label=_("Số phiếu giấy"), max_length=60, error_messages={"required": _("Nhập số phiếu giấy.")})
    day = DayField(label=_("Ngày tiếp nhận ghi trên phiếu"), required_message=_("Nhập ngày ghi trên phiếu."))
    hour = forms.TimeField(
        label=_("Giờ tiếp nhận ghi trên phiếu"),
        help_text=_("Ví dụ 09:15"),
        input_formats=["%H:%M", "%H.%M", "%Hh%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={"required": _("Nhập giờ ghi trên phiếu."), "invalid": _("Nhập giờ theo dạng giờ:phút, ví dụ 09:15.")},
    )
    reason = reason_field(_("Vì sao nhập sau"), _("Nhập lý do nhập sau, ví dụ: mất điện, hệ thống ngừng."))

    def told(self) -> Iterator[str]:
        yield gettext("Thời hạn tính từ giờ ghi trên phiếu, không từ lúc nhập. Số phiếu và giờ nhập được ghi vào nhật ký.")

    def given(self) -> dict[str, Any]:
        typed = super().given()
        day, hour = typed.pop("day"), typed.pop("hour")
        moment = datetime.combine(day, time(hour.hour, hour.minute), tzinfo=clock.VIETNAM)
        return typed | {"received_at": moment}


class ReplyForm(TimeForm):
    """Answer a question or a complaint of the applicant; the kind is the subclass's."""

    kind = Question.Kind.ASK
    question = forms.ChoiceField(
        label=_("Câu hỏi"), widget=forms.RadioSelect, error_messages={"required": _("Chọn câu hỏi cần trả lời.")}
    )
    answer = forms.CharField(
        label=_("Trả lời"),
        help_text=_("Người nộp đọc đúng những lời này; câu trả lời được lưu cùng hồ sơ."),
        widget=LONG,
        max_length=8000,
        error_messages={"required": _("Nhập nội dung trả lời.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(self.dossier.questions.filter(kind=self.kind, answered_at__isnull=True))
        field = self.fields["question"]
        field.choices = [(str(row.pk), f"{clock.at(row.asked_at)}: {row.text}") for row in rows]
        if len(rows) == 1:
            field.initial = str(rows[0].pk)


class ComplaintForm(ReplyForm):
    """The leader answers a complaint."""

    kind = Question.Kind.COMPLAIN

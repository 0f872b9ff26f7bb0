"""What the acts that move work between people and units ask of the official; the rules stay in the services."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import colleagues
from common import clock
from dossiers.models import SiteMinutes, Task
from dossiers.resolving import resolve
from dossiers.services import second_look, transferring
from dossiers.services.verifying import Participant
from portal.web.desk.dossier.forms import LONG, ActForm, AnswerForm, QuestionForm, ReasonForm
from portal.web.ops.dates import DayField

NOTE = forms.Textarea(attrs={"rows": 3})
PAPERS = "application/pdf,image/jpeg,image/png"
Choices = list[tuple[str, str]]


def read(file: UploadedFile | None) -> tuple[str, bytes] | None:
    """An uploaded file as services take it: its name and its bytes."""
    return (file.name or "tep", file.read()) if file else None


class NoteForm(ActForm):
    """Recall: a word on why is welcome, not required."""

    reason = forms.CharField(label=_("Lý do"), widget=NOTE, max_length=4000, required=False)


class TakeOverForm(ReasonForm):
    """Take what a colleague holds."""

    def told(self) -> Iterator[str]:
        """Sentences above the boxes."""
        yield gettext("Bạn sẽ giữ việc này thay đồng nghiệp đang giữ. Lý do được lưu trong hồ sơ.")


class AssignForm(ActForm):
    """Give the work to a person; with several pieces of work they are chosen together with who does them."""

    to = forms.ChoiceField(label=_("Giao cho"), error_messages={"required": _("Chọn người nhận việc.")})
    note = forms.CharField(label=_("Lời dặn"), widget=NOTE, max_length=4000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, tuple[User, Task | None]] = {}
        groups = [(name, list(self._people(task, agency, role))) for name, task, agency, role in self._work()]
        shown: list[Any] = [("", gettext("Chọn một người"))]
        shown += groups if len(groups) > 1 else [choice for _name, choices in groups for choice in choices]
        self.fields["to"].choices = shown  # type: ignore[attr-defined]

    def _work(self) -> Iterator[tuple[str, Task | None, int, str]]:
        """What there is to give: the step behind one's own step of assigning, else open work of the unit and below."""
        assert self.seat is not None
        tasks = list(self.dossier.tasks.filter(done_at__isnull=True).exclude(role="").select_related("agency"))
        for task in tasks:
            step = self.loaded.process.by_key.get(task.step)
            own = (task.agency_id, task.role) == (self.seat.agency_id, self.seat.role)
            for action in step.actions if step and own else ():
                if action.effect == "assign" and not action.ends:
                    then = self.loaded.process.step(action.to)
                    yield then.name, None, resolve(self.dossier, then.agency), then.role
                    return
        for task in tasks:
            if task.agency.path.startswith(self.seat.agency.path):
                yield f"{task.step_name} ({task.agency.name})", task, task.agency_id, task.role

    def _people(self, task: Task | None, agency_id: int, role: str) -> Iterator[tuple[str, str]]:
        for user in colleagues(agency_id, role):
            key = f"{task.pk if task else ''}:{user.pk}"
            self.people[key] = user, task
            holds = task is not None and task.assignee_id == user.pk
            yield key, gettext("%(name)s, đang giữ") % {"name": user} if holds else str(user)

    def given(self) -> dict[str, Any]:
        user, task = self.people[self.cleaned_data["to"]]
        named = {"task": task.pk} if task else {}
        return {"to": user, "note": self.cleaned_data["note"], **named}


class TransferForm(ReasonForm):
    """Another agency is competent."""

    to = forms.TypedChoiceField(
        label=_("Cơ quan có thẩm quyền"),
        coerce=int,
        help_text=_("Chỉ gồm những cơ quan giải quyết thủ tục này."),
        error_messages={"required": _("Chọn cơ quan có thẩm quyền.")},
    )
    field_order = ("seen", "to", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Choices = [(str(agency.pk), agency.name) for agency in transferring.targets(self.dossier)]
        self.fields["to"].choices = [("", gettext("Chọn một cơ quan")), *found]  # type: ignore[attr-defined]

    def told(self) -> Iterator[str]:
        """Sentences above the boxes."""
        yield gettext("Nơi tiếp nhận, nơi trả kết quả và hẹn trả giữ nguyên; cơ quan nhận làm tiếp từ bước này.")


class RecallQuestionForm(NoteForm):
    """Take back a question; of several the one is chosen."""

    consultation = forms.ChoiceField(
        label=_("Câu hỏi cần thu hồi"), widget=forms.RadioSelect, error_messages={"required": _("Chọn câu hỏi cần thu hồi.")}
    )
    field_order = ("seen", "consultation", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.seat is not None
        rows = self.dossier.consultations.filter(answered_at__isnull=True, asked_by__agency_id=self.seat.agency_id)
        self.asked = {str(row.pk): row for row in rows.select_related("agency")}
        choices = [(key, f"{row.agency.name}: {row.question[:80]}") for key, row in self.asked.items()]
        self.fields["consultation"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["consultation"].initial = choices[0][0]

    def given(self) -> dict[str, Any]:
        return {"consultation": self.asked[self.cleaned_data["consultation"]].pk, "reason": self.cleaned_data["reason"]}


class UnitsForm(QuestionForm):
    """Ask other units; where the step names several, those to ask now are ticked."""

    units = forms.MultipleChoiceField(
        label=_("Đơn vị được hỏi"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một đơn vị.")},
    )
    field_order = ("seen", "units", "question")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self._units()
        if len(found) < 2:
            del self.fields["units"]
            return
        self.fields["units"].choices = found  # type: ignore[attr-defined]
        self.fields["units"].initial = [key for key, _name in found]

    def _units(self) -> Choices:
        assert self.seat is not None
        rows = self.dossier.tasks.filter(agency_id=self.seat.agency_id, role=self.seat.role, done_at__isnull=True)
        steps = {step for step in rows.values_list("step", flat=True) if step in self.loaded.process.by_key}
        return [
            (one.key, one.name or gettext("Cho ý kiến phối hợp"))
            for key in sorted(steps)
            for one in self.loaded.process.step(key).consults
        ]


class AnswerWithFileForm(AnswerForm):
    """The answer to a question, with the signed paper where there is one."""

    file = forms.FileField(label=_("Văn bản trả lời"), required=False, widget=forms.ClearableFileInput(attrs={"accept": PAPERS}))

    def given(self) -> dict[str, Any]:
        return super().given() | {"file": read(self.cleaned_data.get("file"))}


class SecondLookForm(ActForm):
    """What somebody else shall look at again."""

    question = forms.CharField(
        label=_("Điều cần thẩm định lại"),
        widget=LONG,
        max_length=8000,
        error_messages={"required": _("Nhập điều cần thẩm định lại.")},
    )
    to = forms.ChoiceField(label=_("Người thẩm định lại"), error_messages={"required": _("Chọn người thẩm định lại.")})
    field_order = ("seen", "to", "question")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in second_look.others(self.dossier)}
        found: Choices = [(key, str(user)) for key, user in self.people.items()]
        self.fields["to"].choices = [("", gettext("Chọn một người")), *found]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return {"question": self.cleaned_data["question"], "to": self.people[self.cleaned_data["to"]]}

    def told(self) -> Iterator[str]:
        """Sentences above the boxes."""
        yield gettext("Người được chọn trả lời trong 1 ngày làm việc; chưa có trả lời thì chưa duyệt được.")


class VerifyForm(ActForm):
    """Minutes of a verification on site."""

    day = DayField(label=_("Ngày xác minh"), required_message=_("Nhập ngày xác minh"))
    hour = forms.TimeField(
        label=_("Giờ"),
        input_formats=["%H:%M", "%Hh%M", "%H"],
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off", "class": "govuk-input--width-5"}),
        help_text=_("Ví dụ 14:30"),
        error_messages={"required": _("Nhập giờ xác minh"), "invalid": _("Nhập giờ theo dạng giờ:phút, ví dụ 14:30")},
    )
    place = forms.CharField(label=_("Nơi xác minh"), max_length=300, error_messages={"required": _("Nhập nơi xác minh")})
    participants = forms.CharField(
        label=_("Người có mặt"),
        help_text=_("Mỗi người một dòng: họ và tên, rồi dấu phẩy và tư cách, ví dụ “Nguyễn Văn An, chủ hồ sơ”."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Nhập ít nhất một người có mặt")},
    )
    findings = forms.CharField(
        label=_("Nội dung xác minh"), widget=LONG, max_length=8000, error_messages={"required": _("Nhập nội dung xác minh")}
    )
    conclusion = forms.ChoiceField(
        label=_("Kết luận"),
        choices=SiteMinutes.Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn kết luận")},
    )
    file = forms.FileField(
        label=_("Biên bản đã ký (PDF hoặc ảnh)"), required=False, widget=forms.ClearableFileInput(attrs={"accept": PAPERS})
    )

    def clean_participants(self) -> list[Participant]:
        """One participant a line."""
        lines = (line.partition(",") for line in self.cleaned_data["participants"].splitlines() if line.strip())
        return [Participant(name.strip(), role.strip()) for name, _comma, role in lines]

    def given(self) -> dict[str, Any]:
        typed = super().given()
        day, hour = typed.pop("day"), typed.pop("hour")
        typed.pop("choice", None)
        return typed | {"visited_at": _moment(day, hour), "file": read(self.cleaned_data.get("file"))}


class ForwardForm(ActForm):
    """Go on to the next step; the service asks for the opinion where the process requires one."""

    opinion = forms.CharField(label=_("Ý kiến"), widget=LONG, max_length=8000, required=False)


def _moment(day: Any, hour: time) -> datetime:
    return datetime.combine(day, hour, clock.VIETNAM)

"""What each act asks of the official. Labels and errors are what a clerk reads; the rules stay in the services."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from dossiers import checklist
from dossiers.loaded import Loaded, load
from dossiers.models import Dossier
from dossiers.services.supplement import Item
from dossiers.states import RULE_CHANNEL
from eforms.display import review

LONG = forms.Textarea(attrs={"rows": 6})
CARRIED = ("seen", "task", "choice")


class ActForm(forms.Form):
    """Every act carries the version of the dossier that the official saw; ``seat`` is the one acted from, for its choices.

    ``task`` names one of several open tasks of the seat, ``choice`` one of several actions that mean the same.
    """

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


@dataclass(frozen=True)
class Target:
    """What may be asked for anew: a paper, or an answer; ``key`` is the paper's, or the answer's path."""

    kind: str
    key: str
    section: str
    label: str

    @property
    def named(self) -> str:
        """As the applicant reads it, away from the form."""
        return self.label if self.kind == "paper" else f"{self.section}: {self.label}"


class SupplementForm(ActForm):
    """Tick each faulty item and say why; the applicant reads exactly this (form 02).

    Answers that the applicant does not give (calculated, known to the State) cannot be asked for. It begins with what the
    checklist found wrong.
    """

    note = forms.CharField(label=_("Hướng dẫn thêm"), widget=LONG, max_length=4000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = list(self._targets())
        faults = {} if self.is_bound else checklist.faults(self.dossier)
        for index, target in enumerate(self.targets):
            fault = faults.get(target.key, "") if target.kind == "paper" else ""
            self.fields[f"pick_{index}"] = forms.BooleanField(label=target.label, required=False, initial=bool(fault))
            self.fields[f"reason_{index}"] = forms.CharField(
                label=_("Lý do: %(label)s") % {"label": target.label},
                required=False,
                initial=fault,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def _targets(self) -> Iterator[Target]:
        for paper in self.loaded.papers(self.dossier.answers, RULE_CHANNEL[self.dossier.channel]):
            yield Target("paper", paper.key, gettext("Giấy tờ"), paper.name)
        for section in review(self.loaded.form, self.dossier.answers, official=True):
            for row in section.rows:
                node = self.loaded.form.field(row.path)
                if node is None or not node.protected:
                    yield Target("field", row.path, section.title, row.label)

    def groups(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]], bool]]:
        """(title, (tick, reason) of each item, whether it is open) of the papers and of each page of the form."""
        found: list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]], bool]] = []
        for title, members in groupby(enumerate(self.targets), key=lambda item: item[1].section):
            rows = [(self[f"pick_{index}"], self[f"reason_{index}"]) for index, _target in members]
            touched = any(pick.value() or pick.errors or reason.errors for pick, reason in rows)
            found.append((title, rows, touched or not found))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        picked = [index for index in range(len(self.targets)) if cleaned.get(f"pick_{index}")]
        if not picked:
            # At the first box, so that the summary's link leads to where one chooses.
            self.add_error("pick_0" if self.targets else None, _("Chọn ít nhất một mục cần bổ sung."))
        for index in picked:
            if not cleaned.get(f"reason_{index}", "").strip():
                self.add_error(f"reason_{index}", _("Nhập lý do cho mục “%(label)s”.") % {"label": self.targets[index].named})
        return cleaned

    def given(self) -> dict[str, Any]:
        items = []
        for index, target in enumerate(self.targets):
            if self.cleaned_data.get(f"pick_{index}"):
                named = {"paper_key": target.key} if target.kind == "paper" else {"field_path": target.key}
                items.append(Item(label=target.named, reason=self.cleaned_data[f"reason_{index}"], **named))
        carried = {name: value for name, value in super().given().items() if name in CARRIED}
        return {"items": items, "note": self.cleaned_data["note"], **carried}

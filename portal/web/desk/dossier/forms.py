"""What each act asks of the official. Labels and errors are what a clerk reads; the rules stay in the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers import printing, results
from dossiers.loaded import Loaded, load
from dossiers.models import Dossier
from dossiers.services.supplement import Item
from eforms.display import review
from procedures.rules import papers_required
from vault.results import template as vault_template

LONG = forms.Textarea(attrs={"rows": 6})


class ActForm(forms.Form):
    """Every act carries the version of the dossier that the official saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        self.dossier = dossier
        self.loaded: Loaded = load(dossier.version_id)
        kwargs.setdefault("initial", {}).setdefault("seen", dossier.lock_version)
        super().__init__(*args, **kwargs)

    def given(self) -> dict[str, Any]:
        """The service's arguments beside who and what was seen."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


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


class SupplementForm(ActForm):
    """Tick each faulty item and say why; the applicant reads exactly this (form 02)."""

    note = forms.CharField(label=_("Hướng dẫn thêm"), widget=LONG, max_length=4000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = list(self._targets())
        for index, (_kind, _key, label) in enumerate(self.targets):
            self.fields[f"pick_{index}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"reason_{index}"] = forms.CharField(
                label=_("Lý do: %(label)s") % {"label": label},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def _targets(self) -> Any:
        for paper in papers_required(self.loaded.content, self.dossier.answers):
            yield "paper", paper.key, paper.name
        for section in review(self.loaded.form, self.dossier.answers):
            for row in section.rows:
                yield "field", row.path, f"{section.title}: {row.label}"

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """(tick, reason) of each item, for the template."""
        return [(self[f"pick_{index}"], self[f"reason_{index}"]) for index in range(len(self.targets))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        picked = [index for index in range(len(self.targets)) if cleaned.get(f"pick_{index}")]
        if not picked:
            raise forms.ValidationError(_("Chọn ít nhất một mục cần bổ sung."))
        for index in picked:
            if not cleaned.get(f"reason_{index}", "").strip():
                label = self.targets[index][2]
                self.add_error(f"reason_{index}", _("Nhập lý do cho mục “%(label)s”.") % {"label": label})
        return cleaned

    def given(self) -> dict[str, Any]:
        items = []
        for index, (kind, key, label) in enumerate(self.targets):
            if self.cleaned_data.get(f"pick_{index}"):
                target = {"paper_key": key} if kind == "paper" else {"field_path": key}
                items.append(Item(label=label, reason=self.cleaned_data[f"reason_{index}"], **target))
        return {"items": items, "note": self.cleaned_data["note"]}


class ResultForm(ActForm):
    """The handler's draft of the result: the template's fields, filled from the submitted answers at first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.described = results.template(self.loaded, self.loaded.content["results"][0]["key"])
        kept = self.dossier.results.filter(result_key=self.described["key"]).first()
        start = kept.values if kept else results.first_values(self.described, printing.result_facts(self.dossier))
        needed = vault_template(self.described["template"]).required
        for field in self.described["fields"]:
            if field.get("kind") == results.FIXED:
                continue
            widget = forms.Textarea(attrs={"rows": 3}) if field.get("kind") == "textarea" else forms.TextInput()
            # Field names may hold dots, which HTML allows and Django passes through unchanged.
            self.fields[field["key"]] = forms.CharField(
                label=field["label"], required=field["key"] in needed, widget=widget, initial=start.get(field["key"], "")
            )

    def given(self) -> dict[str, Any]:
        return {"key": self.described["key"], "values": super().given()}

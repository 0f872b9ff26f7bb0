"""What must be supplemented: each faulty item with its reason, a usual one or the clerk's own, and how the applicant reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import clock
from dossiers import checklist, usual_reasons
from dossiers.services.supplement import Item, answer_until
from dossiers.states import RULE_CHANNEL
from eforms.display import review
from portal.web.desk.dossier.forms import CARRIED, LONG, ActForm

USUAL = {"paper": usual_reasons.OF_A_PAPER, "field": usual_reasons.OF_AN_ANSWER}


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


@dataclass(frozen=True)
class Row:
    """The boxes of one item that may be asked for."""

    pick: forms.BoundField
    usual: forms.BoundField
    reason: forms.BoundField

    @property
    def touched(self) -> bool:
        """Whether it was ticked, or something about it is wrong."""
        return bool(self.pick.value() or self.pick.errors or self.usual.errors or self.reason.errors)


class SupplementForm(ActForm):
    """Tick each faulty item and say why; the applicant reads exactly this (form 02).

    Answers that the applicant does not give (calculated, known to the State) cannot be asked for. It begins with what the
    checklist found wrong.
    """

    previews = True

    note = forms.CharField(label=_("Hướng dẫn thêm"), widget=LONG, max_length=4000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = list(self._targets())
        faults = {} if self.is_bound else checklist.faults(self.dossier)
        for index, target in enumerate(self.targets):
            fault = faults.get(target.key, "") if target.kind == "paper" else ""
            self.fields[f"pick_{index}"] = forms.BooleanField(label=target.label, required=False, initial=bool(fault))
            self.fields[f"usual_{index}"] = forms.ChoiceField(
                label=_("Lý do thường gặp: %(label)s") % {"label": target.label},
                required=False,
                choices=[("", _("Chọn lý do, hoặc tự viết ở dưới")), *((said, said) for said in USUAL[target.kind])],
                error_messages={"invalid_choice": _("Chọn một lý do trong danh sách.")},
            )
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

    def groups(self) -> list[tuple[str, list[Row], bool]]:
        """(title, the boxes of each item, whether it is open) of the papers and of each page of the form."""
        found: list[tuple[str, list[Row], bool]] = []
        for title, members in groupby(enumerate(self.targets), key=lambda item: item[1].section):
            rows = [Row(*(self[f"{name}_{index}"] for name in ("pick", "usual", "reason"))) for index, _target in members]
            touched = any(row.touched for row in rows)
            found.append((title, rows, touched or not found))
        return found

    def _reason(self, index: int) -> str:
        return usual_reasons.joined(self.cleaned_data.get(f"usual_{index}", ""), self.cleaned_data.get(f"reason_{index}", ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        picked = [index for index in range(len(self.targets)) if cleaned.get(f"pick_{index}")]
        if not picked:
            # At the first box, so that the summary's link leads to where one chooses.
            self.add_error("pick_0" if self.targets else None, _("Chọn ít nhất một mục cần bổ sung."))
        for index in picked:
            if f"usual_{index}" not in self.errors and not self._reason(index):
                self.add_error(f"reason_{index}", _("Nhập lý do cho mục “%(label)s”.") % {"label": self.targets[index].named})
        return cleaned

    @property
    def items(self) -> list[Item]:
        """What is asked for, of a form that is valid."""
        return [
            Item(
                label=target.named,
                reason=self._reason(index),
                paper_key=target.key if target.kind == "paper" else "",
                field_path=target.key if target.kind == "field" else "",
            )
            for index, target in enumerate(self.targets)
            if self.cleaned_data.get(f"pick_{index}")
        ]

    @property
    def until(self) -> datetime:
        """The term that the applicant would get if it were sent now."""
        return answer_until(self.dossier, clock.now())

    def given(self) -> dict[str, Any]:
        carried = {name: value for name, value in super().given().items() if name in CARRIED}
        return {"items": self.items, "note": self.cleaned_data["note"], **carried}

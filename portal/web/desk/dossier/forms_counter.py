"""A supplement brought to the counter: the papers asked for as a list to tick, the questions asked with what stands there now."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import clock
from dossiers import corrections
from dossiers.files import ports
from dossiers.known import known
from dossiers.models import SupplementItem
from dossiers.services import answering, counter_answer
from dossiers.services.counter_answer import Brought
from eforms import html
from eforms.intake import fact_of
from eforms.nodes import Field, FieldError, Page
from portal.web.desk.dossier.forms import ActForm

COUNT = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-2"}


class TakeSupplementForm(ActForm):
    """What lies on the counter; ``body`` are the questions asked, drawn by the e-form."""

    note = forms.CharField(label=_("Lời người nộp"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.supplement = counter_answer.open_request(self.dossier)
        self.items: list[SupplementItem] = list(self.supplement.items.all()) if self.supplement else []
        self.scanned = counter_answer.scanned_since(self.dossier, self.supplement) if self.supplement else frozenset()
        asked = self._asked() if self.supplement else ()
        self.page = Page(key="bo-sung", title="", fields=asked) if asked else None
        self.papers = [item for item in self.items if item.paper_key]
        self.wrong: tuple[FieldError, ...] = ()
        self.kept: MultiValueDict[str, str] | None = None
        for item in self.papers:
            self._ask_for(item)
        names = [name for item in self.papers for name in self._names(item)]
        self.order_fields(["seen", "task", "choice", *names, "note"])

    def _asked(self) -> tuple[Field, ...]:
        """The questions asked; what the card said is not typed."""
        assert self.supplement is not None
        draft = answering.blank(self.dossier, self.supplement, self.dossier.applicant)
        facts, stored = known(draft), ports(draft)
        found = corrections.questions(self.loaded.form, self.items)
        return tuple(node for node in found if fact_of(node, facts, stored) is None)

    def _names(self, item: SupplementItem) -> tuple[str, str, str]:
        return f"co-{item.paper_key}", f"chinh-{item.paper_key}", f"sao-{item.paper_key}"

    def _ask_for(self, item: SupplementItem) -> None:
        got, originals, copies = self._names(item)
        there = item.paper_key in self.scanned
        self.fields[got] = forms.BooleanField(
            label=gettext("Đã nhận: %(paper)s") % {"paper": item.label},
            help_text=gettext("Đã quét vào hồ sơ.") if there else item.reason,
            required=not there,
            initial=there,
            error_messages={"required": gettext("Đánh dấu khi đã nhận: %(paper)s") % {"paper": item.label}},
        )
        for name, label in ((originals, gettext("Số bản chính")), (copies, gettext("Số bản sao"))):
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=99,
                required=False,
                widget=forms.TextInput(attrs=COUNT),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), gettext("Nhập số bản từ 0 đến 99.")),
            )

    def told(self) -> Iterator[str]:
        """Sentences above the boxes."""
        if self.supplement is not None:
            until = {"until": clock.at(self.supplement.answer_until)}
            yield gettext("Nộp bổ sung đến hết %(until)s. Ghi nhận xong, đồng hồ của hồ sơ chạy tiếp.") % until
        for item in self.items:
            if item.field_path:
                yield f"{item.label}: {item.reason}"

    @property
    def typed(self) -> dict[str, Any]:
        """The answers that the page sent, or that were typed on it and not sent."""
        boxes = self.data if self.is_bound else self.kept
        return html.parse(self.loaded.form, self.page, boxes) if self.page and boxes else {}

    def restore(self, boxes: Mapping[str, list[str]]) -> None:
        """Show the questions with what stood in their boxes when the page was left: name of the box → its texts."""
        self.kept = MultiValueDict({name: list(texts) for name, texts in boxes.items()})

    @property
    def body(self) -> SafeString | str:
        """The questions asked, with what was typed over what was submitted."""
        if self.page is None or self.supplement is None:
            return ""
        draft = answering.blank(self.dossier, self.supplement, self.dossier.applicant)
        shown = corrections.merged(self.dossier.answers, self.typed, self.page.fields)
        addresses = html.Addresses(
            units=reverse("wizard:units"), places=reverse("wizard:places"), options=reverse("wizard:options")
        )
        facts, stored = known(draft), ports(draft)
        return html.page(self.loaded.form, self.page, shown, self.wrong, prefill=facts, ports=stored, addresses=addresses)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.page is None or self.supplement is None:
            return cleaned
        if html.action(self.data):
            raise forms.ValidationError(gettext("Đã thêm hoặc bớt dòng. Điền tiếp rồi ghi nhận."))
        draft = answering.blank(self.dossier, self.supplement, self.dossier.applicant)
        self.wrong = corrections.judge(self.dossier, self.items, self.typed, draft=draft).errors
        for error in self.wrong:
            self.add_error(None, error.message)
        return cleaned

    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        papers = [
            Brought(item.paper_key, int(typed.get(originals) or 0), int(typed.get(copies) or 0))
            for item in self.papers
            for got, originals, copies in [self._names(item)]
            if typed.get(got)
        ]
        return {"papers": papers, "answers": self.typed, "note": typed.get("note", "")}

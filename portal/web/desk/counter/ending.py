"""The end of a reception: fee, promise, what is lacking; receive, ask for a supplement (form 02) or refuse (form 03)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import rules as people
from agencies.models import Seat
from common import clock
from common.errors import DomainError
from dossiers import clocks, counter
from dossiers.models import CounterFiling
from dossiers.services import counter_end
from dossiers.services.counter_end import Collecting, Ending, Slip
from dossiers.services.supplement import Item
from eforms.display import review
from eforms.intake import fact_of
from portal.web.desk.counter import ticket
from portal.web.desk.counter.answers import Answers
from portal.web.desk.counter.frame import frame, with_form
from portal.web.ops.dates import DayField
from procedures import terms

RECEIVE, LATER, SUPPLEMENT, REFUSE = "nhan", "nop-sau", "bo-sung", "tu-choi"
LONGEST = timedelta(days=180)


class EndForm(forms.Form):
    """What the end asks; which part counts is said by the button that was pressed (``do``)."""

    received = forms.CharField(
        label=_("Khách đưa (đồng)"),
        required=False,
        max_length=15,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"}),
    )
    collector_name = forms.CharField(label=_("Họ tên người nhận thay"), required=False, max_length=150)
    collector_number = forms.CharField(label=_("Số định danh người nhận thay"), required=False, max_length=20)
    collector_until = DayField(label=_("Được nhận đến hết ngày"), required=False)
    slip_number = forms.CharField(label=_("Số phiếu giấy"), required=False, max_length=60)
    slip_at = forms.DateTimeField(
        label=_("Thời gian ghi trên phiếu"),
        required=False,
        help_text=_("Ví dụ 23/11/2026 08:15"),
        input_formats=["%d/%m/%Y %H:%M", "%d/%m/%Y %Hh%M", "%H:%M %d/%m/%Y"],
        error_messages={"invalid": _("Nhập ngày, giờ theo dạng 23/11/2026 08:15")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    slip_reason = forms.CharField(label=_("Lý do nhập sau"), required=False, max_length=300)
    note = forms.CharField(label=_("Hướng dẫn thêm"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(
        label=_("Lý do từ chối"),
        help_text=_("Người nộp đọc đúng những lời này trên phiếu."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, page: Answers, do: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.page, self.do = page, do
        fee = page.fee
        self.due = fee.total if fee else 0
        self.papers = list(page.lines)
        for line in self.papers:
            self.fields[f"thieu-{line.paper.key}"] = forms.CharField(
                label=line.paper.name,
                required=False,
                max_length=500,
                initial=gettext("Chưa có") if line.lacks else "",
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        self.answers = list(self._answers())
        for number, (label, _path, said) in enumerate(self.answers):
            self.fields[f"sai-{number}"] = forms.CharField(
                label=label, required=False, max_length=500, initial=said, widget=forms.TextInput(attrs={"autocomplete": "off"})
            )
        if self.due:
            self.fields["received"].initial = self.due

    def _answers(self) -> Iterator[tuple[str, str, str]]:
        """(label, path, what is wrong) of each question that the person answers; what the State or the card says is not."""
        found = [(error.path, error.message) for error in self.page.found]
        for section in review(self.page.form, self.page.draft.answers, official=True):
            for row in section.rows:
                node = self.page.form.field(row.path)
                if node is None or not (node.protected or fact_of(node, self.page.known, self.page.ports)):
                    within = (f"{row.path}.", f"{row.path}[")
                    said = next((words for path, words in found if path == row.path or path.startswith(within)), "")
                    yield f"{section.title}: {row.label}" if section.title else row.label, row.path, said

    @property
    def reasons(self) -> list[forms.BoundField]:
        """One box for each paper, and for each answer that is wrong: what is wrong with it."""
        wrong = [self[f"sai-{number}"] for number, (_label, _path, said) in enumerate(self.answers) if said]
        return [self[f"thieu-{line.paper.key}"] for line in self.papers] + wrong

    @property
    def other_reasons(self) -> list[forms.BoundField]:
        """One box for each other answer; shown when it is asked for."""
        return [self[f"sai-{number}"] for number, (_label, _path, said) in enumerate(self.answers) if not said]

    @property
    def other_said(self) -> bool:
        """Whether something stands in one of them."""
        return any(box.value() for box in self.other_reasons)

    def clean_received(self) -> int | None:
        digits = "".join(c for c in self.cleaned_data["received"] if c.isdecimal())
        if self.do == RECEIVE and self.due and not digits:
            raise forms.ValidationError(gettext("Nhập số tiền khách đưa, hoặc chọn “Nộp phí sau”"))
        return int(digits) if digits and self.due and self.do == RECEIVE else None

    def clean_collector_number(self) -> str:
        number = str(self.cleaned_data["collector_number"])
        try:
            return people.identity_number(number) if number else ""
        except DomainError as error:
            raise forms.ValidationError(str(error.message)) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.do == REFUSE and not cleaned.get("reason", "").strip():
            self.add_error("reason", gettext("Nhập lý do từ chối để người nộp hiểu phải làm gì."))
        if self.do == SUPPLEMENT and not self._items(cleaned):
            self.add_error(None, gettext("Ghi ít nhất một giấy tờ hoặc câu trả lời còn thiếu, chưa đạt."))
        if any(cleaned.get(f"collector_{name}") for name in ("name", "number", "until")):
            self._collector(cleaned)
        if any(cleaned.get(f"slip_{name}") for name in ("number", "at", "reason")):
            for name, said in (("number", _("Nhập số phiếu giấy.")), ("at", _("Nhập thời gian ghi trên phiếu"))):
                if not cleaned.get(f"slip_{name}") and f"slip_{name}" not in self.errors:
                    self.add_error(f"slip_{name}", said)
            if not cleaned.get("slip_reason"):
                self.add_error("slip_reason", gettext("Nhập lý do nhập sau, ví dụ: mất điện, hệ thống ngừng."))
        return cleaned

    def _collector(self, cleaned: Mapping[str, Any]) -> None:
        if not cleaned.get("collector_name"):
            self.add_error("collector_name", gettext("Nhập họ, chữ đệm và tên người nhận thay."))
        if not cleaned.get("collector_number") and "collector_number" not in self.errors:
            self.add_error("collector_number", gettext("Nhập số định danh người nhận thay"))
        until = cleaned.get("collector_until") or clock.today() + LONGEST
        if not clock.today() <= until <= clock.today() + LONGEST:
            self.add_error("collector_until", gettext("Chọn một ngày từ hôm nay đến 180 ngày tới."))

    def _items(self, cleaned: Mapping[str, Any]) -> list[Item]:
        found = []
        for line in self.papers:
            reason = str(cleaned.get(f"thieu-{line.paper.key}") or "").strip()
            if reason:
                found.append(Item(label=line.paper.name, reason=reason, paper_key=line.paper.key))
        for number, (label, path, _said) in enumerate(self.answers):
            if reason := str(cleaned.get(f"sai-{number}") or "").strip():
                found.append(Item(label=label, reason=reason, field_path=path))
        return found

    def ending(self) -> Ending:
        """What the clerk decided."""
        cleaned = self.cleaned_data
        collecting = slip = None
        if cleaned["collector_name"]:
            until: date = cleaned["collector_until"] or clock.today() + LONGEST
            collecting = Collecting(cleaned["collector_name"], cleaned["collector_number"], until)
        if cleaned["slip_number"]:
            at: datetime = cleaned["slip_at"]
            slip = Slip(cleaned["slip_number"], at, cleaned["slip_reason"])
        return Ending(
            received=cleaned["received"],
            items=self._items(cleaned) if self.do == SUPPLEMENT else (),
            note=cleaned["note"] if self.do == SUPPLEMENT else "",
            reason=cleaned["reason"].strip() if self.do == REFUSE else "",
            slip=slip,
            collecting=collecting,
        )


@with_form
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, seat: Seat, filing: CounterFiling) -> HttpResponse:
    """What it will be: the fee, the promise, what is lacking. POST ends the reception the way its button says."""
    page = Answers(seat, filing)
    if request.method == "POST":
        form = EndForm(request.POST, page=page, do=request.POST.get("do", ""))
        if form.do in (RECEIVE, LATER, SUPPLEMENT, REFUSE) and form.is_valid():
            try:
                counter_end.finish(filing.pk, by=request.user, seat=seat, ending=form.ending())
                ticket.ended(request.user, seat)
                return HttpResponseRedirect(reverse("counter:done", args=[seat.pk, filing.pk]), status=303)
            except DomainError as refusal:
                form.add_error(None, str(refusal.message))
        return render(request, "desk/counter/decide.html", _context(request, page, form), status=422)
    return render(request, "desk/counter/decide.html", _context(request, page, EndForm(page=page)))


def _context(request: HttpRequest, page: Answers, form: EndForm) -> dict[str, Any]:
    draft = page.draft
    limit = terms.shorter(draft.offering.overrides.get("limit", {}).get("value"), page.loaded.limit)
    due = clocks.promise(draft.offering.handling_id, clock.now(), limit, page.loaded.policy)
    wrong = [(f"{reverse('counter:form', args=[page.seat.pk, page.filing.pk])}?loi=1#{at}", said) for at, said in page.summary]
    lacking = [line for line in form.papers if line.lacks]
    return frame(request, page.seat, page.filing) | {
        "draft": draft,
        "loaded": page.loaded,
        "form": form,
        "fee": page.fee,
        "due": due,
        "wrong": wrong,
        "lacking": lacking,
        "ready": not wrong and not lacking,
        "beside": counter.beside(page.filing, draft.version.procedure_id),
        "open": form.do,
    }

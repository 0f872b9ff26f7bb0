"""One result's own words: the boxes with the list of places, and the paper with sample values."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Seat
from common import clock, placeholders
from common.errors import DomainError
from dossiers import results
from eforms import schema
from eforms.nodes import Form
from portal.web.files import private_bytes
from portal.web.publisher.editor.work import Work, begin
from portal.web.publisher.gate import writing
from procedures import issued
from procedures.models import VersionDraft
from procedures.services.sections import SectionConflict
from vault import documents
from vault.papers import ResultPaper
from vault.results import OWN_WORDS

SECTION = "results"


class WordsForm(forms.Form):
    """What the publisher writes; places are checked against what the form and the fields give."""

    heading = forms.CharField(
        label=gettext_lazy("Tên loại văn bản"),
        help_text=gettext_lazy("In giữa trang, ví dụ: Giấy xác nhận"),
        max_length=200,
        error_messages={"required": gettext_lazy("Nhập tên loại văn bản.")},
    )
    about = forms.CharField(label=gettext_lazy("Trích yếu (nếu có)"), max_length=500, required=False)
    text = forms.CharField(
        label=gettext_lazy("Lời của văn bản"),
        help_text=gettext_lazy(
            "Dòng trống ngăn các đoạn. Dòng bắt đầu bằng “# ” in đậm giữa trang, bằng “- ” là gạch đầu dòng. "
            "Chỗ trống viết trong hai ngoặc vuông, chọn ở danh sách dưới đây."
        ),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={"required": gettext_lazy("Soạn lời của văn bản.")},
    )
    symbol = forms.CharField(
        label=gettext_lazy("Ký hiệu sổ cấp số"),
        help_text=gettext_lazy("Ví dụ XN-UBND; để trống là KQ"),
        max_length=40,
        required=False,
    )

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("text", "about"):
            for place in placeholders.names(given.get(name) or ""):
                if place not in self.places:
                    self.add_error(name, _("Không có chỗ trống “[[%s]]”. Chọn tên ở danh sách chỗ trống.") % place)
        return given


@require_http_methods(["GET", "POST"])
@writing
def words(request: HttpRequest, seat: Seat, draft: VersionDraft, number: int) -> HttpResponse:
    """Show and save the words of the result ``number`` (from 1)."""
    work, row, places = _begin(request, seat, draft, number)
    if request.method == "GET":
        return _show(work, number, row, WordsForm(initial=dict(row.get("own") or {}), places=places))
    form = WordsForm(request.POST, places=places)
    if not form.is_valid():
        return _show(work, number, row, form, 422)
    own = {name: value for name, value in form.cleaned_data.items() if value}
    try:
        work.save(work.with_row(number, row | {"template": OWN_WORDS, "own": own}))
    except SectionConflict:
        form.add_error(None, _("Người khác vừa sửa phần Kết quả. Những gì bạn nhập vẫn ở đây; xem lại rồi lưu lần nữa."))
        return _show(work, number, row, form, 409)
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _show(work, number, row, form, 409)
    messages.success(request, _("Đã lưu lời của văn bản."))
    return HttpResponseRedirect(reverse("result-words:words", args=[seat.pk, draft.pk, number]))


@require_POST
@writing
def preview(request: HttpRequest, seat: Seat, draft: VersionDraft, number: int) -> HttpResponse:
    """The paper as PDF with what is in the boxes now; each place shows its own name as sample."""
    work, row, places = _begin(request, seat, draft, number)
    form = WordsForm(request.POST, places=places)
    if not form.is_valid():
        return _show(work, number, row, form, 422)
    sample = {"heading": form.cleaned_data["heading"], "about": _sampled(form, "about"), "blocks": _blocks(form)}
    paper = ResultPaper(
        public_id="", dossier_code="H09.00-000000-0000", procedure_code=draft.procedure.code, agency=seat.agency.name,
        parent_agency=seat.agency.parent.name if seat.agency.parent else "", place="…", number=f"00/{_symbol(form)}",
        issued_on=clock.today(), signer_name=_("Họ và tên người ký"), signer_title=_("Chức vụ"),
    )  # fmt: skip
    body = documents.render_result(OWN_WORDS, paper, {"own": sample})
    return private_bytes(body, "application/pdf", "xem-truoc.pdf")


def _begin(request: HttpRequest, seat: Seat, draft: VersionDraft, number: int) -> tuple[Work, dict[str, Any], dict[str, str]]:
    work = begin(request, seat, draft, SECTION)
    row = work.row(number)
    return work, row, issued.places(row, _form(draft))


def _form(draft: VersionDraft) -> Form | None:
    """The draft's e-form; one that does not compile yet gives no places."""
    try:
        return schema.load(draft.content["form"])
    except (KeyError, ValueError):
        return None


def _blocks(form: WordsForm) -> list[dict[str, str]]:
    made = placeholders.fill(form.cleaned_data["text"], lambda name: f"‹{form.places[name]}›")
    return [{"kind": block.kind, "text": block.text} for block in made]


def _sampled(form: WordsForm, name: str) -> str:
    made = placeholders.fill(form.cleaned_data[name], lambda place: f"‹{form.places[place]}›")
    return made[0].text if made else ""


def _symbol(form: WordsForm) -> str:
    return form.cleaned_data["symbol"] or "KQ"


def _show(work: Work, number: int, row: Mapping[str, Any], form: WordsForm, status: int = 200) -> HttpResponse:
    fields = {key: label for key, label in form.places.items() if not key.startswith(results.FORM)}
    asked = {key: label for key, label in form.places.items() if key.startswith(results.FORM)}
    context = {
        "seat": work.seat, "draft": work.draft, "number": number, "row": row, "form": form, "seen": work.draft.revision,
        "fields": fields.items(), "asked": asked.items(), "prints_otherwise": row.get("template") not in (None, "", OWN_WORDS),
    }  # fmt: skip
    return render(work.request, "publisher/results/words.html", context, status=status)

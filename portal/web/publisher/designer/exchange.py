"""BPMN 2.0 in and out: what would be taken over and what not, element by element, before anything is replaced."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from agencies.models import Seat
from common.errors import DomainError, NotFound
from portal.web.files import private_bytes
from portal.web.publisher.designer.bench import Bench, Clash, begin, names_in
from portal.web.publisher.designer.steps import picture
from portal.web.publisher.designer.words import lane_words
from portal.web.publisher.gate import reading
from procedures import worklist
from procedures.models import VersionDraft
from workflow import bpmn, language
from workflow.bpmn.mapping import Taken, taken
from workflow.bpmn.reader import as_text
from workflow.bpmn.writer import write

MOST_BYTES = 2_000_000


class ImportForm(forms.Form):
    """A file; after it was looked at, its text travels in the page until the button to take it over is pressed."""

    file = forms.FileField(
        label=_("Tệp BPMN 2.0 (.bpmn, .xml), nhỏ hơn 2 MB"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".bpmn,.xml,application/xml"}),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_BYTES, strip=False)

    def clean(self) -> dict[str, Any]:
        """``taken``: the process that was read; ``text``: the file to carry on."""
        cleaned = super().clean() or {}
        held = cleaned.get("file")
        if held is not None and held.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp phải nhỏ hơn 2 MB"))
        data = held.read() if held is not None else cleaned.get("text", "").encode()
        if not data.strip():
            self.add_error("file", _("Chọn một tệp BPMN"))
            return cleaned
        try:
            cleaned["taken"] = taken(data)
            cleaned["text"] = as_text(data)
        except bpmn.BadDiagram as bad:
            self.add_error("file", str(bad))
        return cleaned


@require_http_methods(["GET", "POST"])
@reading
def exchange(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Show what a file would bring, then put it in the place of the process; the export is a link beside."""
    bench = begin(request, seat, draft)
    if request.method == "POST" and not bench.writes:
        raise NotFound
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    found: Taken | None = form.cleaned_data.get("taken") if form.is_bound and form.is_valid() else None
    if found is not None and request.POST.get("viec") == "replace" and _replaced(bench, found, form):
        return bench.go(bench.address("steps"))
    context = bench.context(form=form, problems=_problems(bench.doc), editing=True)
    if found is not None:
        doc = found.process
        context |= {
            "found": found,
            "text": form.cleaned_data["text"],
            "count": len(doc["steps"]),
            "left": found.left,
            "runs": bpmn.check(found.diagram),
            "wrong": _problems(doc),
            "picture": picture(bench, names_in([doc], draft.content), doc),
        }
    return render(request, "publisher/designer/exchange.html", context, status=422 if form.errors else 200)


def _problems(doc: Any) -> tuple[language.Problem, ...]:
    """Why a document cannot be read, () when it can."""
    try:
        language.load(doc)
    except language.BadProcess as bad:
        return bad.problems
    return ()


def _replaced(bench: Bench, found: Taken, form: ImportForm) -> bool:
    process = found.process | {"name": found.process.get("name") or worklist.name_of(bench.draft)}
    try:
        bench.save(process)
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return False
    except Clash:
        form.add_error(None, gettext("Người khác vừa sửa quy trình này. Đọc lại tệp rồi thay lần nữa nếu vẫn muốn."))
        return False
    messages.success(bench.request, gettext("Đã thay quy trình. Xem lại từng bước; bấm Hoàn tác nếu nhầm."))
    return True


@require_GET
@reading
def download(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """The process as BPMN 2.0 with its drawing; one that cannot be read is no file (the page says why)."""
    bench = begin(request, seat, draft)
    if _problems(bench.doc):
        raise NotFound
    names = names_in([bench.doc], draft.content)
    code = draft.procedure.code
    data = write(bench.doc, lane=lambda lane: lane_words(lane, names), limit=bench.limit, code=code)
    return private_bytes(data, "application/xml", f"quy-trinh-{code}.bpmn", download=True)

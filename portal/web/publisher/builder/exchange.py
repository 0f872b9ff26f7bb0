"""Form.io JSON in, with a report before anything changes, and out."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError, NotFound
from eforms import building
from portal.web.files import private_bytes
from portal.web.publisher.builder.bench import Bench
from portal.web.publisher.builder.forms import SeenForm
from portal.web.publisher.gate import reading
from procedures.models import VersionDraft
from procedures.services import drafting

MOST_BYTES = 2_000_000


class ImportForm(SeenForm):
    """A file or pasted text; the file wins."""

    file = forms.FileField(
        label=_("Tệp JSON"), required=False, widget=forms.FileInput(attrs={"accept": ".json,application/json"})
    )
    text = forms.CharField(
        label=_("Hoặc dán nội dung JSON"),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "code-box"}),
        error_messages={"max_length": _("Nội dung phải nhỏ hơn 2 MB")},
    )

    def clean(self) -> dict[str, Any]:
        """``document``: what was read out of the file or the text."""
        cleaned = super().clean() or {}
        held = cleaned.get("file")
        if held is not None and held.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp phải nhỏ hơn 2 MB"))
        try:
            text = held.read().decode("utf-8-sig") if held is not None else cleaned.get("text", "")
            if not text.strip():
                raise forms.ValidationError(_("Chọn một tệp hoặc dán nội dung JSON"))
            cleaned["document"], cleaned["text"] = json.loads(text), text
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
            raise forms.ValidationError(
                _("Nội dung không đọc được như JSON. Xuất lại từ chương trình gốc rồi thử lần nữa.")
            ) from None
        return cleaned


@require_http_methods(["GET", "POST"])
@reading
def exchange(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Show what an import would do, then do it; the export is a link beside."""
    bench = Bench(request, seat, draft)
    if request.method == "POST" and not bench.writes:
        raise NotFound
    form = ImportForm(request.POST or None, request.FILES or None, initial={"seen": draft.revision})
    context = bench.context(form=form)
    if request.method == "POST" and form.is_valid():
        found = building.imported(form.cleaned_data["document"])
        if not found.document.get("components"):
            form.add_error(None, gettext("Không đọc được tờ khai nào trong nội dung này."))
            context |= {"report": found.report}
        elif request.POST.get("viec") == "replace":
            if _replaced(bench, found, form):
                return bench.go(bench.outline())
        else:
            rows = building.rows(building.identified(found.document))
            context |= {"report": found.report, "ready": True, "text": form.cleaned_data["text"]}
            context |= {"pages": sum(row.is_page for row in rows), "parts": len(rows)}
    return render(request, "publisher/builder/exchange.html", context, status=422 if form.errors else 200)


def _replaced(bench: Bench, found: building.Import, form: ImportForm) -> bool:
    try:
        by = actor_for(bench.request.user, bench.seat)
        drafting.import_form(bench.draft.pk, found, by=by, seen=form.cleaned_data["seen"], case=bench.case)
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return False
    messages.success(bench.request, gettext("Đã thay tờ khai. Bấm Hoàn tác nếu nhầm."))
    return True


@require_GET
@reading
def download(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """The form as Form.io JSON, as other systems read it."""
    bench = Bench(request, seat, draft)
    body = json.dumps(building.exported(bench.form), ensure_ascii=False, indent=2)
    name = "-".join(filter(None, ("to-khai", draft.procedure.code, bench.case)))
    return private_bytes(body.encode(), "application/json", f"{name}.json", download=True)

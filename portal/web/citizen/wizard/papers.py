"""Papers: what to upload, what was received. Photos and PDF; each wrong file gets its own sentence."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from common.uploads import BadUpload
from dossiers import access
from dossiers.known import known
from dossiers.loaded import Loaded
from dossiers.models import Draft
from dossiers.services import drafting
from eforms import engine
from portal.web.citizen.wizard.draft import with_draft
from portal.web.files import private_file
from procedures.rules import Paper, papers_required


def asked(draft: Draft, loaded: Loaded) -> tuple[Paper, ...]:
    """The papers that these answers call for."""
    outcome = engine.prepare(loaded.form, draft.answers, prefill=known(draft))
    return papers_required(loaded.content, outcome.data)


@with_draft
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """List the papers with their files; POST uploads to one of them (field ``paper``, files ``file``)."""
    errors: dict[str, list[str]] = {}
    if request.method == "POST" and "_next" not in request.POST:
        errors = _upload(request, draft)
        if not errors:
            return HttpResponseRedirect(reverse("wizard:papers", args=[draft.pk]) + f"#giay-{request.POST.get('paper', '')}")
    rows = [{"paper": p, "files": [], "errors": errors.get(p.key, [])} for p in asked(draft, loaded)]
    by_key = {row["paper"].key: row for row in rows}
    for file in draft.files.select_related("blob"):
        if file.paper_key in by_key:
            by_key[file.paper_key]["files"].append(file)
    lacking = [row for row in rows if row["paper"].required and not row["files"]]
    if request.method == "POST" and "_next" in request.POST:
        if not lacking:
            return HttpResponseRedirect(reverse("wizard:check", args=[draft.pk]))
        for row in lacking:
            row["errors"] = [_("Tải lên: %(paper)s") % {"paper": row["paper"].name}]
    failed = any(row["errors"] for row in rows)
    context = {"draft": draft, "loaded": loaded, "paper_rows": rows, "failed": failed}
    return render(request, "citizen/wizard/papers.html", context, status=422 if failed else 200)


def _upload(request: HttpRequest, draft: Draft) -> dict[str, list[str]]:
    key = request.POST.get("paper", "")
    uploads = request.FILES.getlist("file")
    if not uploads:
        return {key: [_("Chọn tệp trước khi tải lên.")]}
    wrong = []
    for upload in uploads:
        try:
            drafting.add_file(draft.pk, request.user, paper_key=key, name=upload.name, data=upload.read())
        except (BadUpload, DomainError) as refusal:
            wrong.append(f"{upload.name}: {refusal.message}")
    return {key: wrong} if wrong else {}


@with_draft
@require_GET
def show(request: HttpRequest, draft: Draft, loaded: Loaded, file: Any) -> HttpResponse:
    """Look at a file of one's draft."""
    found = access.draft_file_of(request.user, file)
    return private_file(found.blob, found.name)


@with_draft
@require_POST
def remove(request: HttpRequest, draft: Draft, loaded: Loaded, file: Any) -> HttpResponse:
    """Take a file off."""
    drafting.remove_file(draft.pk, request.user, file)
    messages.success(request, _("Đã xóa tệp."))
    return HttpResponseRedirect(reverse("wizard:papers", args=[draft.pk]))

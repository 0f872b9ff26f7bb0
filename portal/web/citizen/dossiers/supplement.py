"""Answering a supplement: only what was asked for, each item with its reason beside it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common.errors import DomainError, Incomplete
from common.uploads import BadUpload
from dossiers import corrections
from dossiers.files import ports_of
from dossiers.loaded import load
from dossiers.models import Dossier, SupplementItem
from dossiers.services.supplement import answer_supplement
from dossiers.services.uploads import Upload, keep
from eforms import html
from eforms.nodes import Page
from portal.web.citizen.dossiers.views import own


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, dossier: Any) -> HttpResponse:
    """Show what is asked; POST sends the answer."""
    found = own(request.user, dossier)
    supplement = found.supplements.filter(answered_at__isnull=True).prefetch_related("items").first()
    if supplement is None:
        return HttpResponseRedirect(reverse("citizen_dossiers:detail", args=[found.pk]))
    loaded = load(found.version_id)
    items = list(supplement.items.all())
    asked = corrections.questions(loaded.form, items)
    page = Page(key="bo-sung", title=_("Sửa câu trả lời"), fields=asked) if asked else None
    answers, errors, wrong = found.answers, [], ()
    if request.method == "POST":
        given = html.parse(loaded.form, page, request.POST) if page else {}
        answers = corrections.merged(found.answers, given, asked)
        if html.action(request.POST) is None:  # a button inside the form adds a row or fills a list, and sends nothing
            wrong = corrections.judge(found, items, given).errors if page else ()
            errors = [(html.field_id(error.path), error.message) for error in wrong] or _send(request, found, items, given)
            if not errors:
                messages.success(request, _("Đã gửi phần bổ sung."))
                return HttpResponseRedirect(reverse("citizen_dossiers:detail", args=[found.pk]))
    context = {
        "dossier": found,
        "procedure_name": loaded.name,
        "supplement": supplement,
        "papers": [item for item in items if item.paper_key],
        "fields": html.page(loaded.form, page, answers, wrong, ports=ports_of(found)) if page else "",
        "field_items": [item for item in items if item.field_path],
        "errors": errors,
        "note": request.POST.get("note", ""),
    }
    return render(request, "citizen/dossiers/supplement.html", context, status=422 if errors else 200)


def _send(request: HttpRequest, dossier: Dossier, items: list[SupplementItem], given: dict[str, Any]) -> list[tuple[str, str]]:
    """Keep the files and answer; returns (id of the box, sentence) of what is wrong."""
    uploads: list[Upload] = []
    errors: list[tuple[str, str]] = []
    for item in items:
        box = f"file_{item.paper_key}"
        sent = request.FILES.getlist(box) if item.paper_key else []
        if item.paper_key and not sent:
            errors.append((box, _("Tải lên: %(paper)s") % {"paper": item.label}))
        for file in sent:
            try:
                uploads.append(keep(item.paper_key, file.name, file.read()))
            except BadUpload as refusal:
                errors.append((box, f"{file.name}: {refusal.message}"))
    if errors:
        return errors
    try:
        answer_supplement(dossier.pk, by=request.user, answers=given, uploads=uploads, note=request.POST.get("note", ""))
    except Incomplete as refusal:
        return [("", sentence) for sentence in refusal.items]
    except DomainError as refusal:
        return [("", str(refusal.message))]
    return []

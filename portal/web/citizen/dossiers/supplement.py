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
from dossiers.loaded import Loaded, load
from dossiers.models import Dossier, Supplement
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
    page = _asked_page(loaded, supplement)
    answers, errors = found.answers, []
    if request.method == "POST":
        answers = found.answers | (html.parse(loaded.form, page, request.POST) if page else {})
        errors = _send(request, found, supplement, answers)
        if not errors:
            messages.success(request, _("Đã gửi phần bổ sung."))
            return HttpResponseRedirect(reverse("citizen_dossiers:detail", args=[found.pk]))
    context = {
        "dossier": found,
        "procedure_name": loaded.name,
        "supplement": supplement,
        "papers": [item for item in supplement.items.all() if item.paper_key],
        "fields": html.page(loaded.form, page, answers, ()) if page else "",
        "field_items": [item for item in supplement.items.all() if item.field_path],
        "errors": errors,
    }
    return render(request, "citizen/dossiers/supplement.html", context, status=422 if errors else 200)


def _asked_page(loaded: Loaded, supplement: Supplement) -> Page | None:
    """A page made of just the fields that were asked for."""
    asked = {item.field_path.split("[")[0] for item in supplement.items.all() if item.field_path}
    fields = tuple(field for page in loaded.form.pages for field in page.fields if field.path in asked)
    return Page(key="bo-sung", title=_("Sửa câu trả lời"), fields=fields) if fields else None


def _send(request: HttpRequest, dossier: Dossier, supplement: Supplement, answers: dict[str, Any]) -> list[str]:
    uploads: list[Upload] = []
    errors: list[str] = []
    for item in supplement.items.all():
        for file in request.FILES.getlist(f"file_{item.paper_key}") if item.paper_key else ():
            try:
                uploads.append(keep(item.paper_key, file.name, file.read()))
            except BadUpload as refusal:
                errors.append(f"{file.name}: {refusal.message}")
    if errors:
        return errors
    try:
        answer_supplement(dossier.pk, by=request.user, answers=answers, uploads=uploads, note=request.POST.get("note", ""))
    except Incomplete as refusal:
        return refusal.items
    except DomainError as refusal:
        return [str(refusal.message)]
    return []

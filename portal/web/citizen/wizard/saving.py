"""Saving beside the buttons: what the script sends while one types, and what was sent while nobody was logged in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common import clock
from dossiers import saves
from dossiers.loaded import Loaded
from dossiers.models import Draft
from dossiers.services import drafting
from eforms import engine
from eforms.nodes import Page
from portal.web.citizen.wizard import kept, tabs
from portal.web.citizen.wizard.draft import with_draft
from portal.web.citizen.wizard.forms import PageForm


@with_draft
@require_POST
def autosave(request: HttpRequest, draft: Draft, loaded: Loaded, step: str) -> HttpResponse:
    """Save a page as it stands; ``{"saved": "Đã lưu lúc 14:32", "seen"}``, or 409 ``{"conflict"}`` when another tab saved it."""
    page = _visible(draft, loaded, step)
    if page is None:
        raise Http404
    form, tab = PageForm(request.POST, draft=draft, loaded=loaded, page=page), tabs.of(request.POST)
    try:
        saved, _outcome = drafting.save_page(draft.pk, request.user, page=step, typed=form.typed, tab=tab, by_itself=True)
    except saves.Overtaken as conflict:
        return JsonResponse({"conflict": str(conflict.message)}, status=409)
    said = _("Đã lưu lúc %(time)s") % {"time": f"{clock.local(saved.saved_at):%H:%M}"}
    return JsonResponse({"saved": said, "seen": saves.number(saved.saves, step)})


def after_login(request: HttpRequest, draft: Draft, loaded: Loaded, step: str) -> HttpResponse | None:
    """Save what waited for the login and lead to the page with it; ``None`` when nothing waited."""
    typed = kept.take(request) if request.method == "GET" else None
    if typed is None:
        return None
    page = _visible(draft, loaded, step)
    if page is not None:
        form = PageForm(typed, draft=draft, loaded=loaded, page=page)
        drafting.save_page(draft.pk, request.user, page=step, typed=form.typed, tab=tabs.of(typed))
        messages.success(request, _("Những gì bạn nhập trước khi phiên hết hạn đã được lưu. Xem lại rồi tiếp tục."))
    return HttpResponseRedirect(request.path)


def _visible(draft: Draft, loaded: Loaded, step: str) -> Page | None:
    return next((page for page in engine.visible_pages(loaded.form, draft.answers) if page.key == step), None)

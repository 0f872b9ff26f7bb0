"""Filling in: choose where, a task list, one page after another. Back always works; wrong input is kept."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from formtools.wizard.views import NamedUrlWizardView

from accounts.access import representation
from accounts.models import Organisation
from accounts.selectors import organisations
from common import clock
from common.errors import NotFound
from dossiers.loaded import Loaded, load
from dossiers.models import Draft
from dossiers.services import drafting
from eforms import engine, html, ports
from portal.web.citizen.wizard import papers
from portal.web.citizen.wizard.draft import with_draft
from portal.web.citizen.wizard.forms import PageForm, StartForm
from procedures import selectors as procedures

LEVELS = frozenset({"tinh", "huyen", "xa"})
MOST_CHARACTERS = 40


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Ask where to file and open a draft; with one place and nobody to act for, a button is all there is."""
    try:
        version = procedures.published(code)
    except NotFound:
        raise Http404 from None
    offerings = [row for row in procedures.offerings(version) if row.online]
    form = StartForm(request.POST or None, offerings=offerings, organisations=organisations(request.user))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data.get("organisation")
        organisation = _organisation(request.user, chosen)
        draft = drafting.start(request.user, version, form.place, organisation)
        first = engine.visible_pages(load(draft.version_id).form, {})[0]
        return HttpResponseRedirect(reverse("wizard:page", args=[draft.pk, first.key]))
    status = 422 if form.is_bound else 200
    return render(request, "citizen/wizard/start.html", {"version": version, "form": form}, status=status)


def _organisation(user: Any, chosen: str | None) -> Organisation | None:
    """The organisation one acts for, if any; choosing one that is not one's own is a 404."""
    try:
        return representation(user, uuid.UUID(chosen)).organisation if chosen else None
    except (NotFound, ValueError):
        raise Http404 from None


@login_required
@require_GET
def units(request: HttpRequest) -> JsonResponse:
    """Administrative units under a parent, for the script that fills a commune's list at once."""
    asked = [request.GET.get(name, "") for name in ("edition", "level", "parent")]
    if asked[1] not in LEVELS or len("".join(asked)) > MOST_CHARACTERS:
        raise Http404
    rows = ports.current().address(*asked) or ()
    return JsonResponse([{"value": row.value, "label": row.label} for row in rows], safe=False)


@with_draft
def tasks(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """The task list: what is done, what is left, where to go on."""
    context = task_context(draft, loaded) | {"file_count": draft.files.count()}
    return render(request, "citizen/wizard/tasks.html", context)


def task_context(draft: Draft, loaded: Loaded) -> dict[str, Any]:
    """The sections of the draft with their state, as the task list and the side column show them."""
    pages = engine.visible_pages(loaded.form, draft.answers)
    rows = [
        {
            "title": page.title,
            "url": reverse("wizard:page", args=[draft.pk, page.key]),
            "done": page.key in draft.pages_done,
            "begun": page.key == draft.page,
        }
        for page in pages
    ]
    return {"draft": draft, "loaded": loaded, "rows": rows, "total": len(pages) + 2}


@with_draft
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """Deleting a draft is asked about on a page of its own."""
    if request.method == "POST":
        drafting.discard(draft.pk, request.user)
        messages.success(request, _("Đã xóa bản nháp."))
        return HttpResponseRedirect(reverse("citizen_dossiers:list"))
    return render(request, "citizen/wizard/discard.html", {"draft": draft, "loaded": loaded})


class DraftWizard(NamedUrlWizardView):
    """django-formtools' wizard over a draft's visible pages; the steps depend on the answers so far."""

    storage_name = "portal.web.citizen.wizard.storage.DraftStorage"
    template_name = "citizen/wizard/page.html"
    request: Any

    @classmethod
    def get_initkwargs(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_initkwargs([("page", PageForm)], url_name="wizard:page", done_step_name="xong")

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return ""

    def get_form_list(self) -> dict[str, type[PageForm]]:
        """One step a visible page."""
        return {page.key: PageForm for page in self.pages}

    @property
    def pages(self) -> tuple[Any, ...]:
        return engine.visible_pages(self.loaded.form, self.request.draft.answers)

    @property
    def loaded(self) -> Loaded:
        return load(self.request.draft.version_id)

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> PageForm:
        step = step or self.steps.current
        page = next((page for page in self.pages if page.key == step), None)
        if page is None:
            raise Http404
        return PageForm(data, files, draft=self.request.draft, loaded=self.loaded, page=page)

    def get_step_url(self, step: str) -> str:
        return reverse("wizard:page", args=[self.request.draft.pk, step])

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the page whatever its state, then go on, stay with the errors, or leave for later."""
        step = kwargs["step"]
        self.storage.current_step = step
        form = self.get_form(step, self.request.POST)
        saved, outcome = drafting.save_page(self.request.draft.pk, self.request.user, page=step, typed=form.typed)
        self.request.draft = saved
        form.saved(outcome)
        pressed = html.action(self.request.POST)
        if pressed:
            return HttpResponseRedirect(f"{self.get_step_url(step)}#{html.field_id(pressed.path)}")
        if "_later" in self.request.POST:
            messages.success(self.request, _("Đã lưu. Bạn quay lại làm tiếp lúc nào cũng được."))
            return HttpResponseRedirect(reverse("wizard:tasks", args=[saved.pk]))
        return self._go_on(step) if outcome.valid else self.render(form)

    def _go_on(self, step: str) -> HttpResponse:
        """The next page, the papers after the last, or straight back to the check page when one came from there."""
        if self.request.GET.get("ve") == "kiem-tra":
            return HttpResponseRedirect(reverse("wizard:check", args=[self.request.draft.pk]))
        following = self.get_next_step(step)
        if following:
            return HttpResponseRedirect(self.get_step_url(following))
        name = "wizard:papers" if papers.asked(self.request.draft, self.loaded) else "wizard:check"
        return HttpResponseRedirect(reverse(name, args=[self.request.draft.pk]))

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        kwargs.setdefault("status", 422 if context["form"].is_bound else 200)
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, form: PageForm, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(form=form, **kwargs)
        keys = [page.key for page in self.pages]
        number = keys.index(form.page.key) + 1
        back = self.get_step_url(keys[number - 2]) if number > 1 else reverse("wizard:tasks", args=[self.request.draft.pk])
        return context | task_context(self.request.draft, self.loaded) | {"page": form.page, "number": number, "back": back}


_wizard = DraftWizard.as_view()


@with_draft
def page(request: HttpRequest, draft: Draft, loaded: Loaded, step: str) -> HttpResponse:
    """One page of the e-form."""
    return _wizard(request, step=step)


@with_draft
@require_POST
def autosave(request: HttpRequest, draft: Draft, loaded: Loaded, step: str) -> HttpResponse:
    """Save a page as it stands, for the script that saves while one types; answers with the time shown."""
    found = next((page for page in engine.visible_pages(loaded.form, draft.answers) if page.key == step), None)
    if found is None:
        raise Http404
    form = PageForm(request.POST, draft=draft, loaded=loaded, page=found)
    saved, _outcome = drafting.save_page(draft.pk, request.user, page=step, typed=form.typed)
    return JsonResponse({"saved": _("Đã lưu lúc %(time)s") % {"time": f"{clock.local(saved.saved_at):%H:%M}"}})

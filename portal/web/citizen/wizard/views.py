"""Filling in: choose where, a task list, one page after another. Back always works; wrong input is kept."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from formtools.wizard.views import NamedUrlWizardView

from dossiers.loaded import Loaded, load
from dossiers.models import Draft
from dossiers.services import carrying, drafting, take_back
from eforms import engine, html, ports
from portal.web.citizen.wizard import papers, place, saving, tabs, uploads
from portal.web.citizen.wizard.again import BACK, CHECK, WRONG, again, with_way_back
from portal.web.citizen.wizard.draft import with_draft
from portal.web.citizen.wizard.forms import PageForm

LEVELS = frozenset({"tinh", "huyen", "xa"})
MOST_CHARACTERS = 40
DONE, BEGUN, TODO, OPTIONAL, NOTHING, LATER = "done", "begun", "todo", "optional", "nothing", "later"


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
    context = task_context(draft, loaded)
    paper_keys = set(draft.files.values_list("paper_key", flat=True))
    wanted = papers.asked(draft, loaded)
    lacking = [paper for paper in wanted if paper.required and paper.key not in paper_keys]
    left = [row for row in context["rows"] if row["status"] != DONE]
    context |= {
        "papers_status": _papers_status(
            bool(wanted), bool(lacking), bool(paper_keys), open_ended=bool(left) and _may_want(loaded)
        ),
        "blocked": bool(left or lacking),
        "finished": len(context["rows"]) - len(left) + bool(paper_keys and not lacking),
        "following": left[0] if left else None,
        "newer": carrying.newer(draft),
        "nearer": place.elsewhere(draft, loaded),
    }
    return render(request, "citizen/wizard/tasks.html", context)


def _papers_status(wanted: bool, lacking: bool, some: bool, *, open_ended: bool) -> str:
    """``open_ended``: what is still to be answered may ask for papers, so nobody knows yet that none is needed."""
    if lacking:
        return BEGUN if some else TODO
    return DONE if some else OPTIONAL if wanted else LATER if open_ended else NOTHING


def _may_want(loaded: Loaded) -> bool:
    return any("when" in paper for paper in loaded.content.get("papers", ()))


def task_context(draft: Draft, loaded: Loaded) -> dict[str, Any]:
    """The sections of the draft with their state, as the task list and the side column show them."""
    pages = engine.visible_pages(loaded.form, draft.answers)
    begun = {draft.page, *(draft.saves or {})}
    rows = [
        {
            "title": page.title,
            "url": reverse("wizard:page", args=[draft.pk, page.key]),
            "done": page.key in draft.pages_done,
            "status": DONE if page.key in draft.pages_done else BEGUN if page.key in begun else TODO,
        }
        for page in pages
    ]
    return {"draft": draft, "loaded": loaded, "rows": rows, "total": len(pages) + 2}


@with_draft
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """Deleting a draft is asked about on a page of its own; one that was filed and taken back is put back instead."""
    if filed := take_back.filed_as(draft):
        return HttpResponseRedirect(reverse("citizen_dossiers:take_back", args=[filed.pk]))
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
        return load(self.request.draft.version_id, self.request.draft.case)

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> PageForm:
        step = step or self.steps.current
        page = next((page for page in self.pages if page.key == step), None)
        if page is None:
            raise Http404
        checked = data is None and WRONG in self.request.GET
        return PageForm(data, files, draft=self.request.draft, loaded=self.loaded, page=page, checked=checked)

    def get_step_url(self, step: str) -> str:
        return reverse("wizard:page", args=[self.request.draft.pk, step])

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the page whatever its state, then go on, come back with the errors, or leave for later; never a page."""
        step = kwargs["step"]
        self.storage.current_step = step
        form = self.get_form(step, self.request.POST)
        typed = uploads.take(self.request, form)
        tab = tabs.of(self.request.POST)
        saved, outcome = drafting.save_page(self.request.draft.pk, self.request.user, page=step, typed=typed, tab=tab)
        self.request.draft = saved
        pressed = html.action(self.request.POST)
        if pressed:
            here = with_way_back(self.request, self.get_step_url(step))
            return HttpResponseRedirect(f"{here}#{html.field_id(pressed.target)}")
        if "_later" in self.request.POST:
            messages.success(self.request, _("Đã lưu. Bạn quay lại làm tiếp lúc nào cũng được."))
            return HttpResponseRedirect(reverse("wizard:tasks", args=[saved.pk]))
        if (saved.replaced or {}).get("page") == step:  # two tabs: the page says what was replaced before one goes on
            return HttpResponseRedirect(with_way_back(self.request, self.get_step_url(step)))
        return self._go_on(step) if outcome.valid else again(self.request)

    def _go_on(self, step: str) -> HttpResponse:
        """The next page, the papers after the last, or straight back to the check page when one came from there."""
        if self.request.GET.get(BACK) == CHECK:
            return HttpResponseRedirect(reverse("wizard:check", args=[self.request.draft.pk]))
        following = self.get_next_step(step)
        if following:
            return HttpResponseRedirect(self.get_step_url(following))
        name = "wizard:papers" if papers.asked(self.request.draft, self.loaded) else "wizard:check"
        return HttpResponseRedirect(reverse(name, args=[self.request.draft.pk]))

    def get_context_data(self, form: PageForm, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(form=form, **kwargs)
        keys = [page.key for page in self.pages]
        number = keys.index(form.page.key) + 1
        back = self.get_step_url(keys[number - 2]) if number > 1 else reverse("wizard:tasks", args=[self.request.draft.pk])
        return (
            context
            | task_context(self.request.draft, self.loaded)
            | {
                "page": form.page,
                "number": number,
                "back": back,
                "tab": tabs.fresh(self.request.draft, form.page.key),
            }
        )


_wizard = DraftWizard.as_view()


@with_draft
def page(request: HttpRequest, draft: Draft, loaded: Loaded, step: str) -> HttpResponse:
    """One page of the e-form; what was sent while nobody was logged in is saved first."""
    return saving.after_login(request, draft, loaded, step) or _wizard(request, step=step)

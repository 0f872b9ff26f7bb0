"""Coming back to a draft whose procedure has a newer version: told what changed, free to stay or to carry the answers over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.loaded import Loaded, load
from dossiers.models import Draft
from dossiers.services import carrying
from eforms import building
from portal.web.citizen.wizard.again import WRONG, again
from portal.web.citizen.wizard.cases import CaseForm
from portal.web.citizen.wizard.draft import with_draft
from procedures import content as contents

MOST_CHANGES = 30
# What a person who fills the form in notices; patterns, names in the data and the like are the publishers' matter.
TOLD = frozenset({"added", "removed", "type", "label", "required", "options", "condition"})


@with_draft
@require_http_methods(["GET", "POST"])
def newer(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """What the newer version asks differently and what would not go over; POST makes the new draft.

    Where the newer version no longer has the draft's case, the page asks for one; it compares with the procedure's own form then.
    """
    version = carrying.newer(draft)
    if version is None:
        return HttpResponseRedirect(reverse("wizard:tasks", args=[draft.pk]))
    case = carrying.case_in(draft, version)
    given = request.POST if request.method == "POST" else request.GET if WRONG in request.GET else None
    form = CaseForm(given, version=version) if not case and contents.needs_choice(version.content) else None
    if request.method == "POST":
        if form and not form.is_valid():
            return again(request)
        carried = carrying.carry_over(draft.pk, request.user, form.cleaned_data["case"] if form else None)
        messages.success(request, _("Đã chuyển câu trả lời sang bản mới. Mở từng mục để xem lại rồi nộp."))
        return HttpResponseRedirect(reverse("wizard:tasks", args=[carried.draft.pk]))
    old, new = loaded.content["form"], load(version.pk, case).content["form"]
    found = building.differences(building.identified(old), building.identified(new))
    changes = [change for change in found if change.what in TOLD]
    context = {
        "draft": draft,
        "loaded": loaded,
        "version": version,
        "form": form,
        "changes": changes[:MOST_CHANGES],
        "more": max(len(changes) - MOST_CHANGES, 0),
        "lost": carrying.look_ahead(draft, version),
    }
    return render(request, "citizen/wizard/newer.html", context)

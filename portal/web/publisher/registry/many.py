"""One step of the review for many drafts at once, with a result for each."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from portal.web.ops.dates import DayField
from portal.web.ops.paging import page_of
from portal.web.publisher.gate import publisher
from procedures import worklist
from procedures.models import VersionDraft
from procedures.services import bulk, reviewing
from procedures.services.publish import Decision

ACTS: dict[str, Any] = {"submit": _("Gửi duyệt"), "approve": _("Duyệt"), "publish": _("Công bố")}
OF_ROLE = {Seat.Role.AUTHOR: ("submit",), Seat.Role.APPROVER: ("approve", "publish")}


class PublishManyForm(forms.Form):
    """One decision and one day for all that are published together."""

    effective_from: Any = DayField(label=_("Áp dụng từ ngày"), required_message=_("Nhập ngày áp dụng"))
    decision = forms.CharField(
        label=_("Quyết định công bố"),
        max_length=150,
        help_text=_("Một quyết định cho tất cả bản được chọn: số, ngày và cơ quan ban hành."),
        error_messages={"required": _("Nhập số và ngày của quyết định công bố")},
    )


@require_http_methods(["GET", "POST"])
@publisher
def drafts(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The drafts that an act of this seat is open for, ticked and done together. Three queries whatever the number."""
    own = OF_ROLE[Seat.Role(seat.role)]
    act = request.POST.get("act") or request.GET.get("viec") or own[0]
    if act not in own:
        raise Http404
    page = page_of(request, worklist.drafts(seat, *sorted(reviewing.STEPS[act].origins)))
    ticked = set(request.POST.getlist("drafts"))
    for one in page:
        one.ticked = f"{one.pk}:{one.revision}" in ticked
    initial = {"effective_from": f"{clock.today():%d/%m/%Y}"}
    form = PublishManyForm(request.POST if request.method == "POST" else None, initial=initial) if act == "publish" else None
    context = {
        "seat": seat,
        "page": page,
        "act": act,
        "title": ACTS[act],
        "acts": [(key, ACTS[key]) for key in own],
        "form": form,
    }
    if request.method == "GET":
        return render(request, "publisher/registry/many.html", context)
    chosen = _chosen(request.POST.getlist("drafts"))
    if not chosen or (form is not None and not form.is_valid()):
        none = [] if chosen else [("drafts", gettext("Chọn ít nhất một bản soạn thảo"))]
        return render(request, "publisher/registry/many.html", {**context, "nothing": none}, status=422)
    given: dict[str, Any] = {}
    if form is not None:
        given = {
            "effective_from": form.cleaned_data["effective_from"],
            "decision": Decision(form.cleaned_data["decision"].strip()),
        }
    outcomes = bulk.act_on_many(act, chosen, seat=seat, by=actor_for(request.user, seat), **given)
    return render(request, "publisher/registry/many_done.html", {**context, **_summed_up(outcomes)})


def _summed_up(outcomes: list[bulk.Outcome]) -> dict[str, Any]:
    rows = sorted(outcomes, key=lambda one: one.done)
    told = [(one, _name(one.draft)) for one in rows]
    return {"rows": told, "done": sum(one.done for one in outcomes), "refused": sum(not one.done for one in outcomes)}


def _name(draft: VersionDraft | None) -> str:
    names = draft.content.get("names") if draft else None
    return str(names.get("vi") or "") if isinstance(names, dict) else ""


def _chosen(values: list[str]) -> list[bulk.Chosen]:
    """``<draft>:<revision>`` of each ticked box; what nobody can read is left out."""
    found = []
    for value in values:
        draft, _colon, seen = value.partition(":")
        try:
            found.append(bulk.Chosen(uuid.UUID(draft), int(seen)))
        except ValueError:
            continue
    return found

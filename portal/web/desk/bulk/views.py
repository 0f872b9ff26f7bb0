"""First the summary of what was chosen, then the act, then an outcome for every dossier: a part may fail, and says why."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from accounts.selectors import members
from agencies.models import Seat
from common.errors import NotFound
from dossiers import queues
from dossiers.services import bulk
from portal.web.desk.bulk import chosen
from portal.web.desk.bulk.acts import LIST, BulkAct, named
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from portal.web.desk.signing import consent, step_up


class SomeoneForm(forms.Form):
    """Who gets the work: someone who sits in the unit."""

    to = forms.ChoiceField(label=gettext_lazy("Giao cho"), error_messages={"required": gettext_lazy("Chọn người nhận việc")})

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = [one for one in members(seat.agency) if one.seat.role in queues.OF_ROLE]
        self.people = {str(one.user_id): one.user for one in here}
        named = {str(one.user_id): f"{one.user}, {one.seat.title}" for one in here}
        self.fields["to"].choices = [("", gettext("Chọn một người")), *named.items()]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """The service's argument."""
        return {"to": self.people[self.cleaned_data["to"]]}


@require_POST
@with_seat()
def begin(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What was ticked, to be looked over before it is done."""
    act = _act(seat, request)
    picked = chosen.read(request.POST)
    if not picked:
        messages.info(request, gettext("Chọn ít nhất một hồ sơ trong bảng."))
        return redirect(_back(request, seat))
    if len(picked) > act.most:
        said = gettext("Mỗi lần %(act)s nhiều nhất %(most)s hồ sơ; bạn đã chọn %(n)s. Bỏ bớt rồi làm lại.")
        messages.info(request, said % {"act": str(act.title).lower(), "most": act.most, "n": len(picked)})
        return redirect(_back(request, seat))
    form = SomeoneForm(seat=seat) if act.names_someone else None
    return _summary(request, seat, act, picked, form)


@require_POST
@with_seat()
def run(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Do it, each dossier in a transaction of its own, and tell what became of each."""
    act = _act(seat, request)
    picked = chosen.read(request.POST)
    form = SomeoneForm(request.POST, seat=seat) if act.names_someone else None
    if act.key == LIST or not picked or len(picked) > act.most:
        raise NotFound
    if form is not None and not form.is_valid():
        return _summary(request, seat, act, picked, form, status=422)
    if act.key in step_up.SIGNING and consent.credential(seat):
        return redirect("desk-signing:queue", seat=seat.pk)  # which asks for what the remote key needs
    if act.key in step_up.SIGNING and step_up.needed(request):
        return step_up.ask(request)
    outcomes = bulk.run(act.key, picked, by=request.user, seat=seat, **(form.given() if form else {}))
    context = navigation(seat, request.user) | {
        "seat": seat,
        "act": act,
        "outcomes": sorted(outcomes, key=lambda one: one.ok),
        "done": sum(one.ok for one in outcomes),
        "failed": sum(not one.ok for one in outcomes),
        "back": _back(request, seat),
    }
    return render(request, "desk/bulk/outcomes.html", context)


def _summary(
    request: HttpRequest, seat: Seat, act: BulkAct, picked: chosen.Picked, form: SomeoneForm | None, status: int = 200
) -> HttpResponse:
    seen = dict(picked)
    rows = queues.chosen(seat, list(seen))
    context = navigation(seat, request.user) | {
        "seat": seat,
        "act": act,
        "form": form,
        "rows": [(row, chosen.written(row.dossier.pk, seen[row.dossier.pk])) for row in rows],
        "address": reverse("desk-bulk:list" if act.key == LIST else "desk-bulk:run", args=[seat.pk]),
        "is_list": act.key == LIST,
        "query": request.POST.get("ve", ""),
        "back": _back(request, seat),
    }
    return render(request, "desk/bulk/summary.html", context, status=status)


def _act(seat: Seat, request: HttpRequest) -> BulkAct:
    act = named(seat, request.POST.get("viec", ""))
    if act is None:
        raise NotFound
    return act


def _back(request: HttpRequest, seat: Seat) -> str:
    """The list that the choice was made in; its query is read anew there."""
    return f"{reverse('queue:list', args=[seat.pk])}?{request.POST.get('ve', '')}"

"""Who stands in for whom in the unit, and two acts: give a seat into other hands, give all held work to a colleague."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import Seat
from common.errors import DomainError, NotAllowed, NotFound
from dossiers.services import leave
from portal.web.desk.leave.forms import GiveForm, HandOverForm, UnitForm
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat


@require_GET
@with_seat()
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The unit's delegations that run or will, and what can be done."""
    heads = leave.manages(seat)
    found = leave.running(seat.agency_id)
    rows = [(row, heads or (row.from_user_id, row.seat_id) == (request.user.pk, seat.pk)) for row in found]
    context = navigation(seat, request.user) | {"seat": seat, "rows": rows}
    return render(request, "desk/leave/page.html", context)


@require_http_methods(["GET", "POST"])
@with_seat()
def give(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Delegate a seat."""
    form = GiveForm(request.POST if request.method == "POST" else None, seat=seat, user=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.people[form.cleaned_data["to"]]
        try:
            row = leave.give(form.chosen.seat, person, by=request.user, acting=seat, **form.given())
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã ủy quyền cho %(name)s.") % {"name": row.to_user})
            return redirect("desk-leave:page", seat.pk)
    return _ask(request, seat, form, _("Ủy quyền vị trí"), _("Ủy quyền"))


@require_POST
@with_seat()
def end(request: HttpRequest, seat: Seat, delegation: int) -> HttpResponse:
    """Take a seat back before its time."""
    try:
        leave.take_back(delegation, by=request.user, acting=seat)
    except NotAllowed:
        raise NotFound from None
    messages.success(request, _("Đã kết thúc ủy quyền."))
    return redirect("desk-leave:page", seat.pk)


@require_http_methods(["GET", "POST"])
@with_seat()
def hand_over(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Give all work that somebody holds to a colleague; what became of each dossier is shown."""
    form = HandOverForm(request.POST if request.method == "POST" else None, seat=seat, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            outcomes = leave.hand_over_all(by=request.user, acting=seat, **form.given())
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return _outcomes(request, seat, outcomes)
    return _ask(request, seat, form, _("Bàn giao toàn bộ việc đang giữ"), _("Bàn giao"))


def _outcomes(request: HttpRequest, seat: Seat, outcomes: list[Any]) -> HttpResponse:
    done = sum(one.ok for one in outcomes)
    context = navigation(seat, request.user) | {"seat": seat, "outcomes": outcomes, "done": done, "failed": len(outcomes) - done}
    return render(request, "desk/leave/outcomes.html", context)


def _ask(request: HttpRequest, seat: Seat, form: UnitForm, title: str, button: str) -> HttpResponse:
    context = navigation(seat, request.user) | {"seat": seat, "form": form, "title": title, "button": button}
    return render(request, "desk/leave/form.html", context, status=422 if form.is_bound else 200)

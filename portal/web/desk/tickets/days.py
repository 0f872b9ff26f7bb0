"""Days of a hall: who is expected, days of rest, how it went."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common.clock import now, today
from common.errors import DomainError, NotFound
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from portal.web.desk.tickets.forms import CloseForm
from reception import access, selectors
from reception import figures as counted
from reception.access import CALLERS, HEADS
from reception.services import appointments as booked

WIDTH, HEIGHT = 640, 150
"""The drawing of the days, in its own units."""


@dataclass(frozen=True)
class Bar:
    """A day's column: those who were served, on top of them those who went without; ``x`` and the rest in the drawing's units."""

    day: object
    x: int
    middle: int
    width: int
    done: int
    done_y: int
    gone: int
    gone_y: int
    taken: int


@require_GET
@with_seat(roles=CALLERS)
def appointments(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who is expected today, with name and telephone: looking is written down. Three queries beside the side column's."""
    place = access.place_for_clerk(seat)
    rows = selectors.appointments_of_day(place, now())
    with transaction.atomic():
        log.append(f"reception:{place.agency.code}", "appointments-looked-at", actor_for(request.user, seat), {"rows": len(rows)})
    context = navigation(seat, request.user) | {"seat": seat, "place": place, "rows": rows, "day": today()}
    return render(request, "desk/tickets/appointments.html", context)


@require_http_methods(["GET", "POST"])
@with_seat(roles=HEADS)
def close(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Shut the hall for a day; those who are booked are told."""
    access.place_for_head(seat)
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        try:
            told = booked.close_day(form.cleaned_data["day"], form.cleaned_data["reason"], by=request.user, seat=seat)
        except NotFound:
            raise
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã đóng. %(count)d người có hẹn được báo.") % {"count": told})
            return redirect("tickets:hall", seat.pk)
    context = navigation(seat, request.user) | {"seat": seat, "form": form, "title": _("Nghỉ một ngày"), "closing": True}
    return render(request, "desk/tickets/form.html", context, status=422 if form.is_bound else 200)


@require_POST
@with_seat(roles=HEADS)
def open_again(request: HttpRequest, seat: Seat, closure: int) -> HttpResponse:
    """Undo a day of rest."""
    booked.open_day(closure, by=request.user, seat=seat)
    messages.success(request, _("Đã bỏ ngày nghỉ. Người đã được báo không tự có lại lịch hẹn."))
    return redirect("tickets:hall", seat.pk)


@require_GET
@with_seat(roles=HEADS)
def figures(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The last days: a drawing and the same as tables. Three queries beside the side column's."""
    place = access.place_for_head(seat)
    days = counted.by_day(place)
    context = navigation(seat, request.user) | {
        "seat": seat,
        "place": place,
        "days": days,
        "matters": counted.by_service(place),
        "bars": _bars(days),
        "width": WIDTH,
        "height": HEIGHT,
        "looks_back": counted.DAYS,
        "as_of": now(),
    }
    return render(request, "desk/tickets/figures.html", context)


def _bars(days: list[counted.Line]) -> list[Bar]:
    most = max((line.taken for line in days), default=0)
    if not most:
        return []
    step = WIDTH // max(len(days), 7)
    return [_bar(line, number * step, step, most) for number, line in enumerate(days)]


def _bar(line: counted.Line, x: int, step: int, most: int) -> Bar:
    done, gone = (round(count / most * (HEIGHT - 30)) for count in (line.done, line.gone))
    floor = HEIGHT - 16
    return Bar(line.name, x + step // 6, x + step // 2, step * 2 // 3, done, floor - done, gone, floor - done - gone, line.taken)

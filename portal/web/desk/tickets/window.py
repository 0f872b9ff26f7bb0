"""A clerk's window: sit down, call, begin, finish. One key each; what changes is asked for again every few seconds."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from agencies.models import Seat
from common.errors import DomainError, NotFound
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from reception import access, selectors
from reception.access import CALLERS
from reception.models import Ticket, Window
from reception.services import tickets

SHOWN = 12
"""How many of those who wait are listed; all are counted."""
Done = Callable[[HttpRequest, Seat], str | None]


@dataclass(frozen=True)
class Button:
    """An act that the current number allows; ``key`` is its letter on the keyboard."""

    act: str
    label: str | Promise
    key: str
    kind: str = "secondary"


SERVE = Button("bat-dau", gettext_lazy("Bắt đầu"), "b", "")
AGAIN = Button("goi-lai", gettext_lazy("Gọi lại"), "g")
MISS = Button("vang", gettext_lazy("Vắng mặt"), "v")
FINISH = Button("xong", gettext_lazy("Hoàn tất"), "x")
BUTTONS = {Ticket.State.CALLED: (SERVE, AGAIN, MISS), Ticket.State.SERVING: (FINISH,)}


@require_GET
@with_seat(roles=CALLERS)
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The window where one sits, or the windows to choose from. At most a dozen queries beside the side column's."""
    return render(request, "desk/tickets/window.html", navigation(seat, request.user) | _context(request, seat))


@require_POST
@with_seat(roles=CALLERS)
def act(request: HttpRequest, seat: Seat, act: str) -> HttpResponse:
    """One act; a refusal is told on the page, which then shows how things stand."""
    if act not in ACTS:
        raise NotFound
    access.place_for_clerk(seat)
    try:
        said = ACTS[act](request, seat)
    except NotFound:
        raise
    except DomainError as refusal:
        messages.warning(request, refusal.message)
    else:
        if said:
            messages.info(request, said)
    return redirect("tickets:window", seat.pk)


def _context(request: HttpRequest, seat: Seat) -> dict[str, Any]:
    try:
        place = access.place_for_clerk(seat)
    except NotFound:
        return {"seat": seat, "place": None}
    mine = access.window_of(_person(request), seat)
    windows = selectors.windows(place)
    found: dict[str, Any] = {"seat": seat, "place": place, "mine": mine, "rows": [(one, _sits(one)) for one in windows]}
    if mine is None:
        return found
    desk = selectors.desk(mine)
    return found | {
        "desk": desk,
        "shown": desk.line[:SHOWN],
        "rest": max(len(desk.line) - SHOWN, 0),
        "all_waiting": desk.waiting.total(),
        "buttons": BUTTONS.get(Ticket.State(desk.current.state), ()) if desk.current else (),
        "others": [one for one in windows if one.pk != mine.pk],
        "can_call": desk.current is None or desk.current.state == Ticket.State.SERVING,
    }


def _sits(window: Window) -> str:
    return str(window.clerk) if window.clerk and access.sits_today(window) else ""


def _person(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


def _ticket(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("so", ""))
    except ValueError:
        raise NotFound from None


def _window(request: HttpRequest) -> int:
    value = request.POST.get("quay", "")
    if not value.isdecimal() or len(value) > 9:
        raise NotFound
    return int(value)


def _sit(request: HttpRequest, seat: Seat) -> None:
    tickets.sit(_window(request), by=_person(request), seat=seat)


def _stand(request: HttpRequest, seat: Seat) -> None:
    tickets.stand_up(by=_person(request), seat=seat)


def _next(request: HttpRequest, seat: Seat) -> str | None:
    called = tickets.call_next(_window(request), by=_person(request), seat=seat)
    return None if called else _("Không còn ai chờ ở quầy này.")


def _again(request: HttpRequest, seat: Seat) -> str:
    again = tickets.call_again(_ticket(request), by=_person(request), seat=seat)
    return _("Đã gọi lại số %(code)s.") % {"code": again.code}


def _serve(request: HttpRequest, seat: Seat) -> None:
    tickets.serve(_ticket(request), by=_person(request), seat=seat)


def _finish(request: HttpRequest, seat: Seat) -> None:
    tickets.finish(_ticket(request), by=_person(request), seat=seat)


def _miss(request: HttpRequest, seat: Seat) -> None:
    tickets.miss(_ticket(request), by=_person(request), seat=seat)


def _send(request: HttpRequest, seat: Seat) -> str:
    sent = tickets.send(_ticket(request), _window(request), by=_person(request), seat=seat)
    number = sent.sent_to.number if sent.sent_to else 0
    return _("Đã chuyển số %(code)s sang quầy %(number)d.") % {"code": sent.code, "number": number}


def _bring_back(request: HttpRequest, seat: Seat) -> str:
    back = tickets.bring_back(_ticket(request), by=_person(request), seat=seat)
    return _("Số %(code)s chờ lại ở cuối hàng.") % {"code": back.code}


ACTS: dict[str, Done] = {
    "ngoi": _sit,
    "roi": _stand,
    "tiep": _next,
    "goi-lai": _again,
    "bat-dau": _serve,
    "xong": _finish,
    "vang": _miss,
    "chuyen": _send,
    "tro-lai": _bring_back,
}

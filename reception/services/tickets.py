"""A number's life: taken, called, served, over. One function, one transaction, one audit row.

Two windows that call at the same moment get different numbers: whom they would call is read first, then taken by
``SKIP LOCKED``; a window can hold one number by a constraint. What was forgotten yesterday is closed by whoever calls next.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock, counters, idempotency
from common.actors import SYSTEM, Actor
from common.errors import NotAllowed, NotFound
from common.locks import hold
from reception import access, opening, rules, selectors
from reception.locks import lock_appointment, lock_ticket, lock_window, try_ticket
from reception.models import Appointment, Place, Service, Ticket, Window

SCOPE = "reception-ticket"
SOMEONE = Actor("citizen")
"""Who takes a number has no name."""
State = Ticket.State


class Shut(NotAllowed):
    """Numbers are not given at this moment."""

    code = "shut"


class AnotherDay(NotAllowed):
    """The appointment is not for today, or not for here."""

    code = "another-day"


@transaction.atomic
def take(service: Service, *, priority: str = "", key: uuid.UUID) -> Ticket:
    """Give the next number of a kind of matter. ``key`` is the form's: sent twice, one number. Raises ``Shut``."""
    hold(f"{SCOPE}:{key}")
    body = idempotency.fingerprint({"service": service.pk, "priority": priority})
    if (answer := idempotency.recall(SCOPE, key, body)) is not None:
        return Ticket.objects.select_related("service", "place").get(pk=answer["ticket"])
    ticket = _give(service, clock.now(), priority=priority)
    idempotency.store(SCOPE, key, body, {"ticket": str(ticket.pk)})
    return ticket


@transaction.atomic
def arrive(place: Place, code: str) -> Ticket:
    """The number of someone who has an appointment today; asked again, the same number.

    Raises ``NotFound``, ``AnotherDay``, ``Shut``. Who comes more than a quarter of an hour
    late keeps the number and waits like everybody (rules.line).
    """
    found = Appointment.objects.filter(place=place, code=code).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound
    appointment = lock_appointment(found)
    if appointment.state == Appointment.State.ARRIVED:
        return Ticket.objects.select_related("service", "place").get(appointment=appointment)
    if appointment.state != Appointment.State.BOOKED:
        raise AnotherDay(_("Lịch hẹn này đã hủy. Bạn lấy số như người không có hẹn."))
    if clock.local(appointment.at).date() != clock.today():
        raise AnotherDay(_("Lịch hẹn này vào %(day)s.") % {"day": clock.long_date(clock.local(appointment.at).date())})
    Appointment.objects.filter(pk=appointment.pk).update(state=Appointment.State.ARRIVED)
    return _give(appointment.service, clock.now(), appointment=appointment)


def _give(service: Service, moment: datetime, *, priority: str = "", appointment: Appointment | None = None) -> Ticket:
    place, day = service.place, clock.local(moment).date()
    state = opening.at(place, moment)
    if not state.open:
        raise Shut(state.reason or _("Giờ này chưa cấp số."))
    ticket = Ticket(
        place=place,
        service=service,
        day=day,
        number=counters.take(f"ticket:{service.pk}:{day}"),
        priority=priority if priority in Ticket.Priority.values else "",
        appointment=appointment,
        taken_at=moment,
        turn_at=moment,
    )
    ticket.save(force_insert=True)
    told = {"place": place.agency.code, "code": ticket.code, "appointment": str(appointment.pk) if appointment else None}
    log.begin(_stream(ticket), "ticket-taken", SOMEONE, told)
    return ticket


@transaction.atomic
def call_next(window_id: int, *, by: User, seat: Seat) -> Ticket | None:
    """Call whoever's turn it is to a window; None when nobody waits for it. What is being served there is finished first.

    Raises ``NotAllowed`` when somebody else sits there, or when the number called last has neither come nor been set aside.
    """
    window = _own_window(window_id, by, seat)
    _close_forgotten(window)
    before = selectors.current(window)
    if before is not None and before.state == State.CALLED:
        raise NotAllowed(_("Số %(code)s đang được gọi. Bắt đầu hoặc báo vắng rồi gọi số sau.") % {"code": before.code})
    if before is not None:
        _finish(lock_ticket(before.pk), by, seat)
    served = set(window.services.values_list("pk", flat=True))
    ahead = selectors.favoured_in_a_row(served)
    for one in selectors.line_of(window, selectors.waiting(window.place), served, ahead):
        ticket = try_ticket(one.pk)
        if ticket is not None:
            return _call(ticket, window, by, seat)
    return None


def _call(ticket: Ticket, window: Window, by: User, seat: Seat) -> Ticket:
    moment = clock.now()
    ticket.window, ticket.clerk, ticket.sent_to = window, by, None
    ticket.called_at, ticket.recalled_at = ticket.called_at or moment, moment
    ticket.calls += 1
    return _move(ticket, "call", by, seat, window=window.number)


@transaction.atomic
def call_again(ticket_id: uuid.UUID, *, by: User, seat: Seat) -> Ticket:
    """The same number once more: the board tells it anew."""
    ticket = _held(ticket_id, by, seat)
    ticket.recalled_at, ticket.calls = clock.now(), ticket.calls + 1
    return _move(ticket, "again", by, seat)


@transaction.atomic
def serve(ticket_id: uuid.UUID, *, by: User, seat: Seat) -> Ticket:
    """Whoever was called is here: the visit begins."""
    ticket = _held(ticket_id, by, seat)
    ticket.began_at = clock.now()
    return _move(ticket, "serve", by, seat)


@transaction.atomic
def finish(ticket_id: uuid.UUID, *, by: User, seat: Seat) -> Ticket:
    """The visit is over. One that was never said to have begun began with its last call."""
    return _finish(_held(ticket_id, by, seat), by, seat)


def _finish(ticket: Ticket, by: User, seat: Seat) -> Ticket:
    ticket.began_at, ticket.ended_at = ticket.began_at or ticket.recalled_at, clock.now()
    return _move(ticket, "finish", by, seat)


@transaction.atomic
def miss(ticket_id: uuid.UUID, *, by: User, seat: Seat) -> Ticket:
    """Called and not there."""
    ticket = _held(ticket_id, by, seat)
    ticket.ended_at = clock.now()
    return _move(ticket, "miss", by, seat)


@transaction.atomic
def send(ticket_id: uuid.UUID, window_id: int, *, by: User, seat: Seat) -> Ticket:
    """To another window, which calls this number next; it keeps its number and its place by time."""
    ticket = _held(ticket_id, by, seat)
    target = access.window(ticket.place, window_id)
    if not target.active or target.pk == ticket.window_id:
        raise NotAllowed(_("Chọn một quầy khác đang mở."))
    ticket.sent_to, ticket.window, ticket.began_at = target, None, None
    return _move(ticket, "send", by, seat, window=target.number)


@transaction.atomic
def bring_back(ticket_id: uuid.UUID, *, by: User, seat: Seat) -> Ticket:
    """Someone who missed the call came back: at the end of their kind's line, the number stays."""
    ticket = lock_ticket(ticket_id)
    if ticket.place_id != access.place_for_clerk(seat).pk or ticket.day != clock.today():
        raise NotFound
    ticket.window, ticket.ended_at, ticket.turn_at = None, None, clock.now()
    return _move(ticket, "return", by, seat)


@transaction.atomic
def leave(ticket_id: uuid.UUID) -> Ticket:
    """The holder no longer waits; whoever holds the paper may say so."""
    ticket = lock_ticket(ticket_id)
    ticket.state = rules.moved("leave", ticket.state)
    ticket.ended_at = clock.now()
    ticket.save(update_fields=["state", "ended_at"])
    log.append(_stream(ticket), "ticket-leave", SOMEONE)
    return ticket


@transaction.atomic
def sit(window_id: int, *, by: User, seat: Seat) -> Window:
    """Take a seat at a window, also in the place of whoever sat there. Raises ``NotAllowed`` with a number at one's last one."""
    place = access.place_for_clerk(seat)
    before = access.window_of(by, seat)
    if before is not None and before.pk != window_id:
        stand_up(by=by, seat=seat)
    Window.objects.filter(clerk=by).exclude(pk=window_id).update(clerk=None, since=None)
    window = lock_window(window_id)
    if window.place_id != place.pk or not window.active:
        raise NotFound
    _close_forgotten(window)
    window.clerk, window.since = by, clock.now()
    window.save(update_fields=["clerk", "since"])
    log.append(_place_stream(place), "window-sat", actor_for(by, seat), {"window": window.number})
    return window


@transaction.atomic
def stand_up(*, by: User, seat: Seat) -> None:
    """Leave one's window. Raises ``NotAllowed`` while it has a number."""
    found = access.window_of(by, seat)
    if found is None:
        return
    window = lock_window(found.pk)
    if (ticket := selectors.current(window)) is not None:
        raise NotAllowed(_("Hoàn tất hoặc chuyển số %(code)s trước khi rời quầy.") % {"code": ticket.code})
    window.clerk, window.since = None, None
    window.save(update_fields=["clerk", "since"])
    log.append(_place_stream(window.place), "window-left", actor_for(by, seat), {"window": window.number})


def _own_window(window_id: int, by: User, seat: Seat) -> Window:
    window = lock_window(window_id)
    if window.place_id != access.place_for_clerk(seat).pk:
        raise NotFound
    if window.clerk_id != by.pk or not access.sits_today(window):
        raise NotAllowed(_("Bạn không còn ngồi ở quầy này. Chọn quầy trước khi gọi số."))
    return window


def _held(ticket_id: uuid.UUID, by: User, seat: Seat) -> Ticket:
    """A number at the window where ``by`` sits, locked; ``NotFound`` for any other one, ``NotAllowed`` without a window."""
    window = access.window_of(by, seat)
    if window is None:
        raise NotAllowed(_("Bạn không còn ngồi ở quầy này. Chọn quầy trước khi gọi số."))
    _own_window(window.pk, by, seat)
    ticket = lock_ticket(ticket_id)
    if ticket.window_id != window.pk or ticket.day != clock.today():
        raise NotFound
    return ticket


def _close_forgotten(window: Window) -> None:
    """What nobody ended on an earlier day ended then, as far as figures go."""
    rows = Ticket.objects.select_for_update().filter(window=window, state__in=selectors.AT_WINDOW, day__lt=clock.today())
    for ticket in rows:
        ticket.state, ticket.ended_at = State.LEFT, ticket.recalled_at
        ticket.save(update_fields=["state", "ended_at"])
        log.append(_stream(ticket), "ticket-forgotten", SYSTEM)


_WRITTEN = ["state", "window", "clerk", "sent_to", "called_at", "recalled_at", "calls", "began_at", "ended_at", "turn_at"]


def _move(ticket: Ticket, act: str, by: User, seat: Seat, **told: int) -> Ticket:
    ticket.state = rules.moved(act, ticket.state)
    ticket.save(update_fields=_WRITTEN)
    log.append(_stream(ticket), f"ticket-{act}", actor_for(by, seat), told)
    return ticket


def _stream(ticket: Ticket) -> str:
    return f"ticket:{ticket.pk}"


def _place_stream(place: Place) -> str:
    return f"reception:{place.agency.code}"

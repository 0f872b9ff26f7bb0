"""Gatekeepers: the only way to a row that a person asked for. No row within reach: ``NotFound``."""

import hashlib
import hmac
import uuid

from accounts.models import User
from agencies import selectors as agencies
from agencies.models import Agency, Seat
from common.clock import local, now, today
from common.errors import NotFound
from reception.models import Appointment, Closure, Device, Place, Service, Ticket, Window

CALLERS = frozenset({Seat.Role.CLERK, Seat.Role.CENTRE_HEAD})
"""Seats that call numbers."""
HEADS = frozenset({Seat.Role.CENTRE_HEAD, Seat.Role.LEADER})
"""Seats that set up windows, kinds of matter and days."""


def place(code: str) -> Place:
    """A place that is in use, by its agency's identifier; open to everyone. One query."""
    found = Place.objects.select_related("agency").filter(agency__code=code, active=True).first()
    if found is None:
        raise NotFound
    return found


def device(of: Place, token: str) -> Device | None:
    """The registered machine of a place that holds this token; None for any other. One query, none without a token."""
    if not token:
        return None
    return Device.objects.filter(place=of, token=fingerprint(token), ended_at__isnull=True).first()


def device_of(of: Place, device_id: int) -> Device:
    """A machine of a place that was not taken back: for its head. One query."""
    found = Device.objects.filter(place=of, pk=device_id, ended_at__isnull=True).first()
    if found is None:
        raise NotFound
    return found


def fingerprint(secret: str) -> str:
    """What is kept of a token or a code: nobody who reads the table can be that machine."""
    return hashlib.sha256(secret.encode()).hexdigest()


def service(of: Place, letter: str) -> Service:
    """A kind of matter of a place by its letter; open to everyone. One query."""
    found = Service.objects.filter(place=of, letter=letter, active=True).first()
    if found is None:
        raise NotFound
    return found


def ticket(public_id: str) -> Ticket:
    """A number of today by what its paper carries; open to whoever holds the paper. One query."""
    rows = Ticket.objects.select_related("service", "window", "place__agency", "appointment")
    found = rows.filter(public_id=public_id, day=today()).first()
    if found is None:
        raise NotFound
    return found


def appointment(public_id: str) -> Appointment:
    """An appointment by its own address; what a page shows of it without more proof names nobody. One query."""
    found = Appointment.objects.select_related("service", "place__agency", "ticket").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def appointment_by_code(code: str, proof: str) -> Appointment:
    """An appointment by its code and the last four digits of the telephone given with it. One query."""
    found = Appointment.objects.select_related("service", "place__agency").filter(code=code).first()
    if found is None or not proves(found, proof):
        raise NotFound
    return found


def proves(of: Appointment, proof: str) -> bool:
    """Whether these are the last four digits of its telephone number."""
    return hmac.compare_digest(str(of.phone)[-4:].encode(), proof.strip().encode())


def appointments_of(user: User) -> list[Appointment]:
    """What this account booked and is still to come. One query."""
    rows = Appointment.objects.select_related("service", "place__agency").filter(user_id=user.pk, at__gte=now())
    return list(rows.filter(state=Appointment.State.BOOKED))


def place_for_clerk(seat: Seat) -> Place:
    """Where a seat calls numbers: its own unit's place; a department's clerk sits in the centre. Two queries at most."""
    if seat.role not in CALLERS:
        raise NotFound
    agency_id = agencies.one_door_of(seat.agency).pk if seat.agency.kind == Agency.Kind.DEPARTMENT else seat.agency_id
    return _place(agency_id)


def place_for_head(seat: Seat) -> Place:
    """The place that a seat sets up, see ``unit_for_head``. At most two queries."""
    return _place(unit_for_head(seat).pk)


def unit_for_head(seat: Seat) -> Agency:
    """The one-door unit whose hall a seat sets up: a centre's head their own, a leader the one of their authority. One query."""
    if seat.role == Seat.Role.CENTRE_HEAD:
        return seat.agency
    rows = Agency.objects.in_force(today()).filter(parent_id=seat.agency_id, kind=Agency.Kind.ONE_DOOR)
    found = rows.order_by("path").first() if seat.role == Seat.Role.LEADER else None
    if found is None:
        raise NotFound
    return found


def window_of(user: User, seat: Seat) -> Window | None:
    """The window at which a person sits today within their seat's place. At most three queries."""
    rows = Window.objects.select_related("place__agency").filter(clerk_id=user.pk, place=place_for_clerk(seat), active=True)
    found = rows.first()
    return found if found is not None and sits_today(found) else None


def sits_today(window: Window) -> bool:
    """Whether somebody sits there: whoever forgot to stand up yesterday has gone home."""
    return window.since is not None and local(window.since).date() == today()


def window(of: Place, window_id: int) -> Window:
    """A window of a place. One query."""
    found = Window.objects.select_related("clerk__person").filter(place=of, pk=window_id).first()
    if found is None:
        raise NotFound
    return found


def service_by_id(of: Place, service_id: int) -> Service:
    """A kind of matter of a place, in use or not: for its head. One query."""
    found = Service.objects.filter(place=of, pk=service_id).first()
    if found is None:
        raise NotFound
    return found


def ticket_at(of: Place, ticket_id: uuid.UUID) -> Ticket:
    """A number of today at a place. One query."""
    found = Ticket.objects.select_related("service", "window").filter(place=of, pk=ticket_id, day=today()).first()
    if found is None:
        raise NotFound
    return found


def closure(of: Place, closure_id: int) -> Closure:
    """A day of rest of a place. One query."""
    found = Closure.objects.filter(place=of, pk=closure_id).first()
    if found is None:
        raise NotFound
    return found


def _place(agency_id: int) -> Place:
    found = Place.objects.select_related("agency").filter(agency_id=agency_id).first()
    if found is None:
        raise NotFound
    return found

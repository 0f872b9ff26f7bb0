"""The locking order, on one page: key of a request → service → appointment → window → ticket → counter → audit chain.

Booking, moving and closing a day queue up at the kind of matter, calling at the window; numbers at their counter row.
"""

import uuid
from collections.abc import Iterable
from typing import TypeVar

from common.errors import NotFound
from reception.models import Appointment, Place, Service, Ticket, Window

Row = TypeVar("Row")


def lock_service(service_id: int) -> Service:
    """One kind of matter with its place and agency. ``NO KEY``: numbers that point to it are not held up. One statement."""
    rows = Service.objects.select_for_update(of=("self",), no_key=True).select_related("place__agency")
    found = rows.filter(pk=service_id, active=True, place__active=True).first()
    if found is None:
        raise NotFound
    return found


def lock_services(place: Place) -> list[Service]:
    """All of a place, in one order. One statement."""
    return list(Service.objects.select_for_update(no_key=True).filter(place=place).order_by("pk"))


def lock_appointment(appointment_id: uuid.UUID) -> Appointment:
    """One appointment. One statement."""
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("service", "place__agency")
    return _one(rows.filter(pk=appointment_id))


def lock_window(window_id: int) -> Window:
    """One window: who sits there and what was called to it do not change meanwhile. One statement."""
    return _one(Window.objects.select_for_update(of=("self",), no_key=True).select_related("place__agency").filter(pk=window_id))


def lock_ticket(ticket_id: uuid.UUID) -> Ticket:
    """One number. One statement."""
    return _one(Ticket.objects.select_for_update(of=("self",)).select_related("service", "place").filter(pk=ticket_id))


def try_ticket(ticket_id: uuid.UUID) -> Ticket | None:
    """The number if nobody holds it and it still waits: another window that calls it at this moment keeps it. One statement."""
    rows = Ticket.objects.select_for_update(of=("self",), skip_locked=True).select_related("service", "place")
    return rows.filter(pk=ticket_id, state=Ticket.State.WAITING).first()


def _one(rows: Iterable[Row]) -> Row:
    for row in rows:
        return row
    raise NotFound

"""The only door of /quan-tri/: the seat in the address must be a system administrator's and the person must hold it."""

from django.http import HttpRequest

from accounts import access, selectors
from agencies.models import Seat
from common.actors import Actor
from common.errors import NotFound


def administrator(request: HttpRequest, seat_id: int) -> tuple[Seat, Actor]:
    """The seat and who acts on it; raises ``NotFound`` for everyone else. One query."""
    seat = access.seat_of(request.user, seat_id)
    if seat.role != Seat.Role.SYSADMIN or seat.delegation is not None:  # held, never lent
        raise NotFound
    return seat, selectors.actor_for(request.user, seat)

"""Setting up a hall: the place, its kinds of matter, its windows. One function, one transaction, one audit row."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common.errors import NotAllowed
from reception import access, selectors
from reception.locks import lock_window
from reception.models import Place, Service, Window


@transaction.atomic
def open_place(*, by: User, seat: Seat) -> Place:
    """A unit begins to give numbers: an empty place, or the one it has. Its head sets up the rest."""
    unit = access.unit_for_head(seat)
    place, new = Place.objects.get_or_create(agency=unit)
    if new:
        _keep(place, "place-opened", by, seat)
    return place


@transaction.atomic
def save_place(
    *, by: User, seat: Seat, active: bool, any_hour: bool, prints: bool, days_ahead: int, notice: str, bound: bool = False
) -> Place:
    """What holds for the whole place."""
    place = access.place_for_head(seat)
    place.active, place.any_hour, place.prints = active, any_hour, prints
    place.days_ahead, place.notice, place.bound = days_ahead, notice, bound
    place.save()
    _keep(place, "place-saved", by, seat, active=active, any_hour=any_hour, days_ahead=days_ahead, bound=bound)
    return place


@transaction.atomic
def save_service(service_id: int | None, *, by: User, seat: Seat, **given: Any) -> Service:
    """Add or change a kind of matter: letter, name, fields, procedures, minutes, capacity, active.

    A letter belongs to one kind of matter. What is booked stays booked when the capacity falls. Raises ``NotAllowed``.
    """
    place = access.place_for_head(seat)
    if Service.objects.filter(place=place, letter=given["letter"]).exclude(pk=service_id or 0).exists():
        raise NotAllowed(_("Chữ %(letter)s đã dùng cho nhóm việc khác.") % {"letter": given["letter"]})
    row = access.service_by_id(place, service_id) if service_id else Service(place=place)
    for name, value in given.items():
        setattr(row, name, value)
    row.save()
    _keep(place, "service-saved", by, seat, letter=row.letter, minutes=row.minutes, capacity=row.capacity, active=row.active)
    return row


@transaction.atomic
def save_window(
    window_id: int | None, *, by: User, seat: Seat, number: int, name: str, active: bool, services: Iterable[Service]
) -> Window:
    """Add or change a window. Raises ``NotAllowed``: its number is taken, or it would be closed with a ticket at it."""
    place = access.place_for_head(seat)
    if Window.objects.filter(place=place, number=number).exclude(pk=window_id or 0).exists():
        raise NotAllowed(_("Đã có quầy số %(number)d.") % {"number": number})
    row = Window(place=place)
    if window_id:
        row = lock_window(access.window(place, window_id).pk)
        if not active and (ticket := selectors.current(row)) is not None:
            raise NotAllowed(_("Quầy đang có số %(code)s. Hoàn tất rồi mới đóng quầy.") % {"code": ticket.code})
    row.number, row.name, row.active = number, name, active
    if not active:
        row.clerk, row.since = None, None
    row.save()
    row.services.set(services)
    letters = "".join(sorted(one.letter for one in services))
    _keep(place, "window-saved", by, seat, number=number, active=active, services=letters)
    return row


def _keep(place: Place, action: str, by: User, seat: Seat, **told: object) -> None:
    log.append(f"reception:{place.agency.code}", action, actor_for(by, seat), told)

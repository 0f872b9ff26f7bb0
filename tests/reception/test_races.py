"""Two at the same moment, each on a connection of its own: windows call, citizens book the last place, ten take numbers."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connections, transaction

from accounts.models import SeatAssignment
from common import clock
from common.errors import DomainError
from reception import booking
from reception.models import Appointment, Ticket
from reception.services import appointments, tickets
from tests.reception.halls import Hall, hall
from tests.world import World, build

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lobby() -> Iterator[tuple[World, Hall]]:
    with transaction.atomic():
        world = build()
    yield world, hall(capacity=1)


def race(*acts: Callable[[], Any]) -> list[Any]:
    """Start all at once; what each gave, or was refused with."""
    ready = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            ready.wait()
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_nothing_is_given_twice(lobby: tuple[World, Hall]) -> None:
    world, here = lobby
    found = race(*(partial(tickets.take, here.services["B"], key=uuid.uuid4()) for _n in range(10)))
    assert sorted(one.number for one in found) == list(range(1, 11))

    binh, chi, seat = world.officials["binh"], world.officials["chi"], world.seats["binh"]
    SeatAssignment.objects.create(user=chi, seat=seat, since=clock.now())
    for who, number in ((binh, 1), (chi, 2)):
        tickets.sit(here.windows[number].pk, by=who, seat=seat)
    for _round in range(4):
        calls = (partial(tickets.call_next, here.windows[n].pk, by=who, seat=seat) for n, who in ((1, binh), (2, chi)))
        called = race(*calls)
        assert called[0].pk != called[1].pk
        for who, ticket in zip((binh, chi), called, strict=True):
            tickets.finish(ticket.pk, by=who, seat=seat)
    assert Ticket.objects.filter(state="done").count() == 8
    twice = race(*(partial(tickets.call_next, here.windows[1].pk, by=binh, seat=seat) for _n in range(2)))
    assert [isinstance(one, Ticket) for one in twice].count(True) == 1

    at = booking.days(here.place, here.services["A"])[0].slots[0].at
    who = [appointments.Holder("Lý Thị Mận", f"091234567{n}") for n in range(4)]
    outcomes = race(*(partial(appointments.book, here.services["A"].pk, at, one, key=uuid.uuid4()) for one in who))
    assert [isinstance(one, Appointment) for one in outcomes].count(True) == 1
    assert all(isinstance(one, Appointment | appointments.SlotGone) for one in outcomes)
    assert Appointment.objects.filter(at=at).count() == 1

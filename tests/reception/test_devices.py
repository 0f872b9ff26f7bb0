"""A kiosk that is bound to its machine: registered by the head, paired with a code once, taken back at once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from common import clock
from common.errors import NotAllowed, NotFound
from reception.models import Device, Place, Ticket
from reception.services import devices
from tests.reception.halls import Hall
from tests.world import World


def head(world: World) -> dict[str, Any]:
    return {"by": world.officials["dung"], "seat": world.seats["dung"]}


@pytest.fixture
def bound(lobby: Hall) -> Hall:
    Place.objects.filter(pk=lobby.place.pk).update(bound=True)
    return lobby


def page(name: str, bound: Hall) -> str:
    return reverse(f"hall:{name}", args=[bound.place.agency.code])


def test_only_the_paired_machine_gives_numbers_until_it_is_taken_back(world: World, bound: Hall) -> None:
    machine, stranger = Client(), Client()
    assert machine.get(page("kiosk", bound)).status_code == 403
    row, code = devices.add(name="Máy ở cửa chính", **head(world))
    assert Device.objects.get().code != code
    assert machine.post(page("pair", bound), {"code": f"{code[:4]} {code[4:]}"}).status_code == 302
    assert machine.get(page("kiosk", bound)).status_code == 200
    assert stranger.get(page("kiosk", bound)).status_code == 403
    taken = stranger.post(page("kiosk", bound), {"viec": "A", "key": "0198a1b2-0000-7000-8000-000000000001"})
    assert (taken.status_code, Ticket.objects.count()) == (403, 0)
    assert stranger.post(page("pair", bound), {"code": code}).status_code in (303, 422)
    devices.end(row.pk, **head(world))
    assert machine.get(page("kiosk", bound)).status_code == 403


def test_a_code_ends_and_is_another_hall_s_to_nobody(world: World, bound: Hall) -> None:
    _row, code = devices.add(name="Máy", **head(world))
    with time_machine.travel(clock.now() + timedelta(minutes=16)), pytest.raises(NotAllowed):
        devices.pair(bound.place, code)
    with pytest.raises(NotFound):
        devices.add(name="Máy", by=world.officials["binh"], seat=world.seats["binh"])


def test_the_code_is_shown_once(world: World, bound: Hall) -> None:
    browser = Client()
    browser.force_login(world.officials["dung"], backend=settings.AUTHENTICATION_BACKENDS[0])
    there = reverse("tickets:devices", args=[world.seats["dung"].pk])
    shown = browser.post(there, {"name": "Máy ở cửa chính"}, follow=True).content.decode()
    assert "Mã ghép của Máy ở cửa chính" in shown
    again = browser.get(there).content.decode()
    assert "Mã ghép của" not in again and "chờ nhập mã" in again

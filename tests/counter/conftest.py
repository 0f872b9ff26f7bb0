"""Bình at her counter, in the small world."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dossiers.models import CounterFiling
from tests.counter.hands import Desk
from tests.dossiers.extracts import offer
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


@pytest.fixture
def priced(desk: Desk) -> Desk:
    """The same with a procedure that costs something: copies from the register, 8.000 đ each."""
    offer(desk.world)
    return desk


@pytest.fixture
def browser(world: World) -> Client:
    """Bình's browser."""
    client = Client()
    client.force_login(world.officials["binh"], backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def address(name: str, desk: Desk, *filing: CounterFiling) -> str:
    """An address of the counter."""
    return reverse(f"counter:{name}", args=[desk.seat.pk, *(one.pk for one in filing)])

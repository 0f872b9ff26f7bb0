"""The world with a hall in phường Phú Cường; Bình sits at window 1 where a test asks for it."""

import pytest
from django.core.cache import cache

from tests.reception.halls import Hall, hall
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    cache.clear()
    return build()


@pytest.fixture
def lobby(world: World) -> Hall:
    return hall()

"""One scene for all rows of a file: built once, every request undone, all of it undone at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

from tests.access.scene import Scene, prepare, undone

MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "access"}}


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock(), override_settings(CACHES=MEMORY), undone():
        yield prepare()


@pytest.fixture
def fresh_limits(scene: Scene) -> None:
    """allauth counts tries in the cache; a row must not use up the next one's."""
    cache.clear()

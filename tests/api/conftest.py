from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import override_settings

from tests.publisher.people import publishers

__all__ = ["publishers"]
MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "api"}}


@pytest.fixture(autouse=True)
def own_limits() -> Iterator[None]:
    """One test's calls do not count against the next one's."""
    with override_settings(CACHES=MEMORY):
        cache.clear()
        yield
        cache.clear()

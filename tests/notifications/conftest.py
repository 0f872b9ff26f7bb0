"""Each test counts its own tries: allauth's limits live in the cache."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def own_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "accounts"}}
    cache.clear()

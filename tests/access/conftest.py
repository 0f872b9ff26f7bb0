"""One scene for all rows of a file: built once, every request undone, all of it undone at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

from tests.access.scene import Scene, prepare, undone
from tests.accounts.oidc_server import CLIENT_ID, SECRET, Provider

MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "access"}}


def app(vneid: Provider) -> dict[str, Any]:
    """The portal as VNeID knows it, which stands on this machine: no request leaves it."""
    settings = {"server_url": vneid.url, "uid_field": "TechID"}
    return {"provider_id": "vneid", "name": "VNeID", "client_id": CLIENT_ID, "secret": SECRET, "settings": settings}


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    vneid = Provider()
    doors = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app(vneid)]}}
    with django_db_blocker.unblock(), override_settings(CACHES=MEMORY, SOCIALACCOUNT_PROVIDERS=doors), undone():
        yield prepare()
    vneid.close()


@pytest.fixture
def fresh_limits(scene: Scene) -> None:
    """allauth counts tries in the cache; a row must not use up the next one's."""
    cache.clear()

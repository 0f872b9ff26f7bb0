"""A sandbox that both registers answer from, and breakers that have forgotten everything."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from exchange.sandbox.server import Server
from tests.exchange.sandbox import addresses, running


@pytest.fixture
def registers(settings) -> Iterator[Server]:
    cache.clear()
    with running() as server:
        settings.REGISTERS = addresses(server)
        yield server
    cache.clear()

"""The demonstration's province with its whole catalogue, as bin/run seeds it: made once in a process, then put back by COPY."""

import io

import pytest
from django.core.cache import cache
from django.core.management import call_command

from tests.land import build_town
from tests.snapshot import once
from tests.world import World


@pytest.fixture
def town(db: None) -> World:
    """The world with the land office, the tax office and the district's desks."""
    return build_town()


@pytest.fixture
def province(db: None) -> None:
    """Every agency and every seeded procedure."""
    cache.clear()
    once("province", _seed)


def _seed() -> None:
    for command in ("seed_agencies", "seed_procedures"):
        call_command(command, stderr=io.StringIO(), stdout=io.StringIO())

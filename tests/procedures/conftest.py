"""The demonstration's province with its whole catalogue, as bin/run seeds it: made once in a process, then put back by COPY."""

import io

import pytest
from django.core.cache import cache
from django.core.management import call_command

from tests.snapshot import once


@pytest.fixture
def province(db: None) -> None:
    """Every agency and every seeded procedure."""
    cache.clear()
    once("province", _seed)


def _seed() -> None:
    for command in ("seed_agencies", "seed_procedures"):
        call_command(command, stderr=io.StringIO(), stdout=io.StringIO())

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from tests.publisher.people import publishers

__all__ = ["publishers"]


@pytest.fixture
def calendars(db: None) -> Iterator[None]:
    """The province's working days."""
    call_command("seed_calendars", force=True, verbosity=0)
    yield

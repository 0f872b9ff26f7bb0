"""The usual world on a Monday morning, with calendars read anew."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine

from common.clock import VIETNAM
from deadlines import selectors
from tests.world import World, build

MONDAY = datetime(2026, 11, 30, 9, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def calendars() -> Iterator[None]:
    selectors.forget()
    yield
    selectors.forget()


@pytest.fixture
def travel() -> Iterator[Any]:
    """The clock of the story; ``travel.move_to`` goes on."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(db: None, travel: Any) -> World:
    return build()

"""The worker's portal, armed for faults; after each file every invariant is looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.mainjob.visitor import Visitor
from tests.behind import Behind
from tests.faults.site import Site
from tests.live import Live


@pytest.fixture(scope="session")
def site(live_portal: Live, behind: Behind) -> Site:
    return Site(live_portal, behind, Path(live_portal.extra["FAULT_DIR"]))


@pytest.fixture(scope="session")
def an(site: Site) -> Visitor:
    """The citizen An, logged in for all files: no fault may end the session."""
    return site.visitor("an")


@pytest.fixture(scope="module")
def invariants_hold_afterwards(site: Site) -> Iterator[None]:
    """Journeys of this worker may have set a stage that breaks one on purpose; a fault adds nothing to it."""
    before = site.broken()
    yield
    assert site.broken() == before

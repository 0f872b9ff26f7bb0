"""One portal for the whole session of a worker, armed for faults; after each file every invariant is looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.mainjob.story import log_in
from portal.mainjob.visitor import Visitor
from tests import live
from tests.faults.site import Site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    faults: Path = tmp_path_factory.mktemp("faults")
    running = live.start("faults", {"FAULT_DIR": str(faults)})
    try:
        yield Site(running, faults)
    finally:
        running.stop()


@pytest.fixture(scope="session")
def an(site: Site) -> Visitor:
    """The citizen An, logged in for all files: no fault may end the session."""
    return log_in(Visitor(site.base_url, "an"), "an@demo.vn")


@pytest.fixture(scope="module")
def invariants_hold_afterwards(site: Site) -> Iterator[None]:
    yield
    assert site.broken() == []

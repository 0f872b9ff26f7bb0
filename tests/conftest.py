"""The session's services: PostgreSQL and Valkey of their own when DATABASE_URL and REDIS_URL do not name others.

Runs before Django is set up (pyproject.toml names no DJANGO_SETTINGS_MODULE on purpose): settings read addresses once.
With xdist the first process starts the services and the workers inherit their addresses, each with its own Redis number.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator

import django
import hypothesis
import pytest
from django.conf import settings

from runtime import places
from runtime.services import Services
from tests import live
from tests.live import Live

SERVICE_VARIABLES = ("DATABASE_URL", "REDIS_URL")


def _start_services() -> None:
    here = places.throwaway("test")
    services = Services(here, durable=False)

    def end() -> None:
        services.stop()
        here.remove()

    atexit.register(end)
    services.start()
    env = services.env(owner=True)
    os.environ.update({name: env[name] for name in SERVICE_VARIABLES})


def _own_redis_number() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker.startswith("gw"):
        base, _, number = os.environ["REDIS_URL"].rpartition("/")
        os.environ["REDIS_URL"] = f"{base}/{(int(number or 0) + 1 + int(worker[2:])) % 16}"


if not all(os.environ.get(name) for name in SERVICE_VARIABLES):
    _start_services()
_own_redis_number()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()
if settings.VAR_DIR.name.startswith("portal-test-"):
    atexit.register(shutil.rmtree, settings.VAR_DIR, ignore_errors=True)
# A busy machine is no failure of a property; the suite's own time limit is what counts.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")


def pytest_configure(config: pytest.Config) -> None:
    """A folder for all workers of this run, gone with it."""
    if not hasattr(config, "workerinput"):
        os.environ[live.GROWN] = tempfile.mkdtemp(prefix="portal-grown-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ[live.GROWN], ignore_errors=True))


# Files whose tests take more than a few seconds together: not part of ``bin/test unit``.
SLOW = [
    "access/test_company",
    "access/test_lists",
    "agencies/test_reading",
    "agencies/test_seeding",
    "checking/test_spoilt",
    "desk/test_bulk",
    "desk/test_queues",
    "desk/test_team",
    "desk/test_workspace",
    "dossiers/routing/test_bulk_and_leave",
    "dossiers/routing/test_chain",
    "dossiers/routing/test_consulting",
    "dossiers/routing/test_leave_page",
    "dossiers/routing/test_rights",
    "dossiers/acts_time/test_applicant",
    "dossiers/acts_time/test_pages",
    "dossiers/acts_time/test_papers_and_results",
    "dossiers/acts_time/test_promises",
    "dossiers/acts_time/test_rights_time",
    "dossiers/sweeps/test_lateness",
    "dossiers/sweeps/test_recount",
    "dossiers/test_cases",
    "dossiers/test_corrections",
    "dossiers/test_facts",
    "dossiers/test_intake",
    "dossiers/test_races",
    "dossiers/test_seeded_stories",
    "dossiers/test_several_pages",
    "dossiers/test_several_results",
    "dossiers/test_story",
    "eforms/building/test_golden",
    "eforms/building/test_laws",
    "eforms/differential/test_differential",
    "eforms/test_laws",
    "exchange/test_look_up",
    "importing/test_records",
    "payments/test_gateway_faults",
    "printing/test_filed",
    "procedures/test_search",
    "procedures/test_seed",
    "public/test_lists",
    "public/test_search_page",
    "publisher/test_lists",
    "procedures/test_seed_business_handled",
    "registry/test_pages",
    "runtime/test_services",
    "uploads/test_inspect",
    "vault/test_documents",
    "vault/test_documents_time",
    "vault/test_pages",
    "vault/test_signing",
    "vault/test_verification",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow by its file, before pytest chooses by marks."""
    tests = places.ROOT / "tests"
    slow = {tests / f"{name}.py" for name in SLOW}
    for item in items:
        if item.path in slow:
            item.add_marker(pytest.mark.slow)


# VNeID's door is on, so that its pages are there; nobody answers behind it.
VNEID = {"VNEID_ISSUER": "http://127.0.0.1:1", "VNEID_CLIENT_ID": "portal", "VNEID_SECRET": "portal-secret"}


@pytest.fixture(scope="session")
def live_portal() -> Iterator[Live]:
    """One running portal for all browser and fault tests of the session; see tests/live.py."""
    portal = live.start("live", VNEID)
    yield portal
    portal.stop()

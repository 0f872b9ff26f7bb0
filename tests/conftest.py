"""The session's services: PostgreSQL and Valkey of their own when DATABASE_URL and REDIS_URL do not name others.

Runs before Django is set up (pyproject.toml names no DJANGO_SETTINGS_MODULE on purpose): settings read addresses once.
With xdist the first process starts the services and the workers inherit their addresses, each with its own Redis number.
"""

import atexit
import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.db import connection

from runtime import places
from runtime.services import Services
from tests import live, migrated
from tests.behind import Behind
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


# What a shell starts in the background (bin/test) is deaf to Ctrl-C until it says otherwise.
signal.signal(signal.SIGINT, signal.default_int_handler)
OWN_SERVICES = not all(os.environ.get(name) for name in SERVICE_VARIABLES)
if OWN_SERVICES:
    _start_services()
_own_redis_number()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()
if settings.VAR_DIR.name.startswith("portal-test-"):
    atexit.register(shutil.rmtree, settings.VAR_DIR, ignore_errors=True)
# A busy machine is no failure of a property; the suite's own time limit is what counts.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")


LIVE_MARKS = ("pytest.mark.e2e", "pytest.mark.faults")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The half with running portals reads only the files that name its marks: ten thousand tests take seconds to collect."""
    if not collection_path.name.startswith("test_") or not config.option.markexpr.startswith("(e2e or faults)"):
        return None
    text = collection_path.read_text() if collection_path.suffix == ".py" else ""
    return None if not text or any(mark in text for mark in LIVE_MARKS) else True


def pytest_configure(config: pytest.Config) -> None:
    """A folder for all workers of this run, gone with it."""
    if not hasattr(config, "workerinput"):
        os.environ[live.GROWN] = tempfile.mkdtemp(prefix="portal-grown-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ[live.GROWN], ignore_errors=True))
        if OWN_SERVICES and "e2e" not in config.option.markexpr.replace("not e2e", ""):
            migrated.begin(Path(os.environ[live.GROWN]))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django asks for this just before it makes the worker's database: a copy is there already then."""
    if os.environ.get(migrated.SCRATCH):
        migrated.copy_to(connection.creation._get_test_db_name())


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    return bool(os.environ.get(migrated.SCRATCH) or request.config.getvalue("reuse_db"))


# Files whose tests take more than a few seconds together: not part of ``bin/test unit``.
SLOW = [
    "access/test_company",
    "access/test_lists",
    "access/test_matrix",
    "accounts/test_sessions",
    "agencies/test_reading",
    "agencies/test_seeding",
    "checking/test_spoilt",
    "copies/test_agency_copies",
    "copies/test_certified",
    "copies/test_pages",
    "copies/test_reissue",
    "counter/test_pages",
    "counter/test_reception",
    "desk/test_bulk",
    "desk/test_queues",
    "desk/test_team",
    "desk/test_workspace",
    "dossiers/acts_time/test_applicant",
    "dossiers/acts_time/test_pages",
    "dossiers/acts_time/test_papers_and_results",
    "dossiers/acts_time/test_promises",
    "dossiers/acts_time/test_rights_time",
    "dossiers/routing/test_bulk_and_leave",
    "dossiers/routing/test_chain",
    "dossiers/routing/test_consulting",
    "dossiers/routing/test_driving",
    "dossiers/routing/test_leave_page",
    "dossiers/routing/test_rights",
    "dossiers/sweeps/test_clock_faults",
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
    "eforms/test_bounds",
    "eforms/test_laws",
    "exchange/test_look_up",
    "importing/test_records",
    "payments/test_any_order",
    "payments/test_gateway_faults",
    "payments/test_obligations",
    "payments/test_receipts",
    "payments/test_ten_thousand",
    "printing/test_filed",
    "procedures/test_search",
    "procedures/test_seed",
    "procedures/test_seed_business_handled",
    "public/test_lists",
    "public/test_search_page",
    "publisher/test_lists",
    "publisher/test_reviewing",
    "registry/test_pages",
    "runtime/test_services",
    "scans/test_pages",
    "scans/test_story",
    "signing/test_own",
    "signing/test_queue",
    "signing/test_queue_remote",
    "signing/test_remote",
    "signing/test_revocations",
    "signing/test_time_stamps",
    "uploads/test_inspect",
    "vault/test_documents",
    "vault/test_documents_time",
    "vault/test_keeping",
    "vault/test_own",
    "vault/test_pages",
    "vault/test_signing",
    "vault/test_verification",
]


# The files with a running portal that take longest: begun first, so that no worker is left alone with one at the end.
LONGEST = [
    "journeys/test_builder",
    "journeys/test_axe",
    "journeys/test_main_job",
    "journeys/test_catalogue",
    "faults/test_workers",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow by its file, before pytest chooses by marks; put what takes longest first."""
    tests = places.ROOT / "tests"
    slow = {tests / f"{name}.py" for name in SLOW}
    for item in items:
        if item.path in slow:
            item.add_marker(pytest.mark.slow)
    order = {tests / f"{name}.py": number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path, len(order)))


def pytest_collection_finish() -> None:
    """Tests and modules stay to the end: going through them all for garbage again and again took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _what_is_kept_for_a_minute_outlives_a_slow_test() -> None:
    """Calendars and the last time that a session was seen: neither runs out between two counts of queries on a busy machine."""
    from deadlines import selectors
    from portal.middleware import sessions

    selectors.KEPT_SECONDS = 3600
    sessions.TOUCH_SECONDS = 300


# VNeID's door is on, so that its pages are there; nobody answers behind it.
VNEID = {"VNEID_ISSUER": "http://127.0.0.1:1", "VNEID_CLIENT_ID": "portal", "VNEID_SECRET": "portal-secret"}


@pytest.fixture(scope="session")
def live_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One running portal for all browser and fault tests of the worker, armed for faults; see tests/live.py."""
    portal = live.start("live", {**VNEID, "FAULT_DIR": str(tmp_path_factory.mktemp("faults"))})
    yield portal
    portal.stop()


@pytest.fixture(scope="session")
def behind(request: pytest.FixtureRequest) -> Iterator[Behind]:
    """A process behind that portal, or behind the one that JOURNEY_URL leads to, with our environment then."""
    ours = bool(os.environ.get("JOURNEY_URL"))
    process = Behind(lambda: dict(os.environ) if ours else request.getfixturevalue("live_portal").env)
    if not ours:
        request.getfixturevalue("live_portal")  # ends after this one
    yield process
    process.end()

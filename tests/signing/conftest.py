"""A time stamp authority and a remote signing service behind real ports, and the demo CA they all hang on."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings as django_settings

from tests.desk.conftest import browse, world  # noqa: F401
from tests.vault import samples
from tests.vault.conftest import AGENCY, LEADER, SEAL, SEAT
from vault import ca, documents, keys
from vault.sandbox import csc, tsa
from vault.sandbox.http import Server

AN, LAN = "074090001234", "074192005678"
PEOPLE = {AN: {"name": "Nguyễn Văn An", "code": True}, LAN: {"name": "Trần Thị Lan"}, "seat": {"name": LEADER.name}}
PASSWORD = b"test"
SECRET = "a/b+c=="  # as base64 is


@pytest.fixture(scope="session")
def key_names() -> tuple[str, str]:
    """The leader's and the agency's key, and the CA's list of revocations."""
    person, agency = keys.person_key(SEAT), keys.agency_key(AGENCY)
    ca.ensure(person, LEADER)
    ca.ensure(agency, SEAL)
    return person, agency


@pytest.fixture
def crl(key_names: tuple[str, str]) -> Iterator[Path]:
    """The CA offers a CRL, for this test."""
    ca.ensure_root()
    path = Path(django_settings.SIGNING_DIR) / "crl" / "demo-root.crl"
    yield path
    path.unlink()


def served(server: Server) -> Iterator[Server]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def address(server: Server) -> str:
    """Where it listens."""
    return f"http://127.0.0.1:{server.server_address[1]}"


@pytest.fixture
def authority(settings, key_names: tuple[str, str]) -> Iterator[Server]:
    """The time stamp authority; the settings point to it and demand its stamps."""
    made = tsa.make(tsa.Authority(ca.ensure_time_stamps().read_bytes(), PASSWORD), late_seconds=0.4)
    settings.TSA_URL, settings.TSA_POLICY = address(made), "required"
    yield from served(made)


@pytest.fixture(scope="module")
def provider_running() -> Iterator[Server]:
    ca.ensure_root()
    (Path(django_settings.SIGNING_DIR) / "crl" / "demo-root.crl").unlink()
    root = Path(django_settings.SIGNING_DIR) / "ca" / "root.p12"
    key, certificate, _others = pkcs12.load_key_and_certificates(root.read_bytes(), PASSWORD)
    service = csc.Service(PEOPLE, key, certificate, "portal", SECRET, datetime.now(UTC))
    yield from served(csc.make(service, late_seconds=0.5))


@pytest.fixture
def provider(settings, provider_running: Server) -> Iterator[Server]:
    """The remote signing service; the settings point to it."""
    settings.SIGNING_CSC = {"url": address(provider_running), "client_id": "portal", "client_secret": SECRET, "seconds": 5}
    yield provider_running
    provider_running.service.faults = frozenset()


@pytest.fixture(scope="session")
def permit() -> bytes:
    """An unsigned permit, rendered once."""
    return documents.render_result("building-permit", samples.RESULT, samples.PERMIT)

"""What the CAs say is fetched ahead, over real HTTP, from the addresses of the settings and from no other."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings as django_settings

from common import clock
from tests.signing.conftest import PASSWORD, PEOPLE, SECRET, address, served
from tests.vault.conftest import LEADER
from vault import ca, certificates, keys, revocations, signatures, signing
from vault.refusals import BadCertificate
from vault.sandbox import authority as public_side
from vault.sandbox import csc
from vault.sandbox.http import Server

NAME = keys.person_key(990_003)


@pytest.fixture
def known(settings, tmp_path: Path) -> Iterator[Server]:
    """The public side of the demo CA; its list lies where only the job fetches it from, and a person's certificate names it."""
    ca.ensure_root()
    folder = Path(django_settings.SIGNING_DIR)
    listed = folder / "crl" / "demo-root.crl"
    key, certificate, _others = pkcs12.load_key_and_certificates((folder / "ca" / "root.p12").read_bytes(), PASSWORD)
    apart = tmp_path / "of-the-ca.crl"
    apart.write_bytes(listed.read_bytes())
    listed.unlink()
    made = public_side.make(public_side.Authority(key, certificate, apart), late_seconds=0.4)
    settings.SIGNING_CRL_URLS, settings.SIGNING_OCSP_URLS = [], [f"{address(made)}/ocsp"]
    ca.ensure(NAME, LEADER)
    yield from served(made)
    for path in (*folder.glob("crl/*.crl"), *folder.glob("ocsp/*.ocsp"), *folder.glob("*.remote"), keys.path_of(NAME)):
        path.unlink(missing_ok=True)


def revoke(known: Server) -> None:
    """The CA revokes the person's certificate; the portal's own folder hears nothing of it yet."""
    here = Path(django_settings.SIGNING_DIR) / "crl" / "demo-root.crl"
    ca.revoke(NAME)
    known.service.crl.write_bytes(here.read_bytes())
    here.unlink()


def test_a_list_is_fetched_and_a_revoked_certificate_signs_nothing(permit: bytes, known: Server, settings) -> None:
    settings.SIGNING_CRL_URLS, settings.SIGNING_OCSP_URLS = [f"{address(known)}/crl"], []
    assert [one.failed for one in revocations.refresh()] == [""]
    signing.sign(permit, signer="person", key=NAME)
    revoke(known)
    assert [one.failed for one in revocations.refresh()] == [""]
    with pytest.raises(BadCertificate):
        signing.sign(permit, signer="person", key=NAME)


def test_an_answer_goes_into_the_file(permit: bytes, known: Server, authority: Server) -> None:
    assert {one.failed for one in revocations.refresh()} == {""}  # also of the time stamp authority's certificate
    signed = signing.sign(permit, signer="person", key=NAME)
    found = signatures.check(signed, keys.trusted_roots())
    assert found.intact and found.signatures[0].level == "B-LT" and b"/OCSPs" in signed
    revoke(known)
    revocations.refresh()
    with pytest.raises(BadCertificate):
        signing.sign(permit, signer="person", key=NAME)


def test_an_official_s_remote_key_is_asked_about_too(permit: bytes, known: Server, settings) -> None:
    """The service's certificate names the responder; once revoked it signs nothing, and a service that is away is told."""
    place = settings.SIGNING_OCSP_URLS[0]
    service = csc.Service(PEOPLE, known.service._key, known.service._ca, "portal", SECRET, datetime.now(UTC), place)
    here = keys.path_of("seat-990004").with_suffix(".remote")
    here.write_text("sandbox-seat")
    for made in served(csc.make(service, late_seconds=0.4)):
        settings.SIGNING_CSC = {"url": address(made), "client_id": "portal", "client_secret": SECRET, "seconds": 5}
        assert {one.failed for one in revocations.refresh()} == {""}
        signing.sign(permit, signer="person", key="seat-990004", consent=keys.Consent(csc.PIN))
        gone = [(service.held["sandbox-seat"].certificate.serial_number, clock.now())]
        known.service.crl.write_bytes(certificates.revocations(known.service._ca, known.service._key, gone, clock.now()))
        revocations.refresh()
        with pytest.raises(BadCertificate):
            signing.sign(permit, signer="person", key="seat-990004", consent=keys.Consent(csc.PIN))
    (away,) = [one for one in revocations.refresh() if one.failed]
    assert away.url == "seat-990004"


@pytest.mark.parametrize(("fault", "why"), [("garbage", "pars"), ("500", "500"), ("refused", "no answer")])
def test_what_is_no_answer_is_not_kept(known: Server, fault: str, why: str) -> None:
    known.service.faults = frozenset({fault})
    (one,) = revocations.refresh()
    assert why in one.failed
    assert not list(Path(django_settings.SIGNING_DIR).glob("ocsp/*.ocsp"))


def test_a_responder_that_only_a_certificate_names_is_never_asked(known: Server, settings) -> None:
    settings.SIGNING_OCSP_URLS = ["http://127.0.0.1:9/ocsp"]
    assert revocations.refresh() == []


def test_a_list_of_a_ca_that_nobody_trusts_is_not_kept(known: Server, settings, tmp_path: Path) -> None:
    settings.SIGNING_CRL_URLS = [f"{address(known)}/crl"]
    settings.SIGNING_DIR = tmp_path
    (one,) = revocations.refresh()
    assert "trust" in one.failed and keys.revocation_lists() == []

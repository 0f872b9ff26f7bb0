"""Keys at a remote signing service: real HTTP, its faults, and who consented."""

import json
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from tests.signing.conftest import AN, LAN, address
from tests.vault.conftest import LEADER
from vault import keys, remote, signatures, signing
from vault.refusals import ConsentRefused, NoKey, ServiceDown, SigningFailed, WrongKey
from vault.remote import Consent
from vault.sandbox import csc
from vault.sandbox.http import Server

LANS = keys.remote_key(f"sandbox-{LAN}")


def sign(permit: bytes, key: str = LANS, pin: str = csc.PIN, otp: str = "", name: str = "") -> bytes:
    return signing.sign(permit, signer="person", key=key, name=name, consent=Consent(pin, otp))


def code_of(provider: Server, user: str) -> str:
    with urllib.request.urlopen(f"{address(provider)}/__codes") as answer:
        return str(json.load(answer)[user])


def test_a_citizen_signs_with_a_key_that_the_portal_never_sees(permit: bytes, provider: Server) -> None:
    (credential,) = remote.credentials(AN)
    assert (credential.name, credential.asks_code) == ("Nguyễn Văn An", True)
    remote.send_code(credential.id)
    code = code_of(provider, AN)
    signed = sign(permit, keys.remote_key(credential.id), otp=code, name="Nguyễn Văn An")
    found = signatures.check(signed, keys.trusted_roots())
    assert found.intact and found.signatures[0].by == "Nguyễn Văn An"
    with pytest.raises(ConsentRefused):  # a code is good once
        sign(permit, keys.remote_key(credential.id), otp=code)


def test_a_seat_s_key_may_lie_there_too(permit: bytes, provider: Server, request: pytest.FixtureRequest) -> None:
    path = Path(django_settings.SIGNING_DIR) / "seat-990002.remote"
    path.write_text("sandbox-seat\n")
    request.addfinalizer(path.unlink)
    signed = sign(permit, keys.person_key(990_002), name=LEADER.name)
    assert signatures.check(signed, keys.trusted_roots()).intact
    with keys.opened(keys.person_key(990_002)) as held:
        assert held.signing_cert.subject.native["common_name"] == LEADER.name


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        ("late", ServiceDown),
        ("500", ServiceDown),
        ("refused", ServiceDown),
        ("garbage", ServiceDown),
        ("wrong-credential", WrongKey),
        ("sign-500", SigningFailed),
        ("sign-late", SigningFailed),
    ],
)
def test_its_faults_are_told_apart(
    permit: bytes, provider: Server, monkeypatch: pytest.MonkeyPatch, settings, fault: str, refusal: type[Exception]
) -> None:
    monkeypatch.setattr(remote, "_SECONDS", 0.25 if fault == "late" else 5.0)
    settings.SIGNING_CSC = settings.SIGNING_CSC | {"seconds": 0.3}
    provider.service.faults = frozenset({fault})
    with pytest.raises(refusal):
        sign(permit, name="Trần Thị Lan")


def test_a_wrong_pin_and_a_key_that_is_not_there(permit: bytes, provider: Server) -> None:
    with pytest.raises(ConsentRefused):
        sign(permit, pin="000000")
    with pytest.raises(NoKey):
        sign(permit, keys.remote_key("sandbox-999"))
    assert remote.credentials("000000000000") == []


def test_a_portal_with_a_wrong_secret_or_no_service_signs_nothing(permit: bytes, provider: Server, settings) -> None:
    settings.SIGNING_CSC = settings.SIGNING_CSC | {"client_secret": "khac"}
    with pytest.raises(ServiceDown):
        sign(permit)
    settings.SIGNING_CSC = settings.SIGNING_CSC | {"url": ""}
    with pytest.raises(ServiceDown):
        sign(permit)

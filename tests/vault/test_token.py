"""A key that never leaves its token signs as one from a file does (SoftHSM 2 by PKCS#11)."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings as django_settings

from tests.vault import samples
from vault import documents, keys, revocations, signatures, signing

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
module = next((path for path in MODULES if Path(path).exists()), "")
pkcs11 = pytest.importorskip("pkcs11", reason="python-pkcs11 is only installed where a token is used")
pytestmark = pytest.mark.skipif(not module or not shutil.which("softhsm2-util"), reason="SoftHSM is not installed")


@pytest.fixture
def token(key_names: tuple[str, str], settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A SoftHSM token that holds the leader's key and certificate under the key's name."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    run = {"check": True, "capture_output": True, "env": os.environ}
    subprocess.run(["softhsm2-util", "--init-token", "--free", "--label", "ubnd", "--pin", "1234", "--so-pin", "5678"], **run)
    name = key_names[0]
    password = django_settings.SIGNING_PKCS12_PASSWORD.encode()
    key, certificate, _ = pkcs12.load_key_and_certificates(keys.path_of(name).read_bytes(), password)
    pem = tmp_path / "key.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    subprocess.run(["softhsm2-util", "--import", pem, "--token", "ubnd", "--label", name, "--id", "01", "--pin", "1234"], **run)
    settings.SIGNING_PKCS11_MODULE, settings.SIGNING_PKCS11_TOKEN, settings.SIGNING_PKCS11_PIN = module, "ubnd", "1234"
    with pkcs11.lib(module).get_token(token_label="ubnd").open(user_pin="1234", rw=True) as session:
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: name,
                pkcs11.Attribute.ID: b"\x01",
                pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                pkcs11.Attribute.VALUE: certificate.public_bytes(serialization.Encoding.DER),
            }
        )
    return name


def test_a_token_signs_as_a_file_does(token: str, settings) -> None:
    pdf = documents.render_result("building-permit", samples.RESULT, samples.PERMIT)
    signed = signing.sign(pdf, signer="person", key=token, name="Lê Tiến Dũng")
    found = signatures.check(signed, keys.trusted_roots())
    assert found.intact and found.signatures[0].by == "Lê Tiến Dũng"
    settings.SIGNING_OCSP_URLS = ["http://127.0.0.1:9/ocsp"]
    assert token in keys.elsewhere() and revocations.refresh() == []  # looked at; its certificate names no responder


def test_a_name_that_the_token_does_not_hold_signs_nothing(token: str) -> None:
    pdf = documents.render_result("building-permit", samples.RESULT, samples.PERMIT)
    with pytest.raises(keys.NoKey):
        signing.sign(pdf, signer="person", key="seat-424242")


def test_a_lost_token_is_a_failed_signature(token: str, settings) -> None:
    settings.SIGNING_OCSP_URLS = ["http://127.0.0.1:9/ocsp"]
    settings.SIGNING_PKCS11_PIN = "0000"
    assert [one.url for one in revocations.refresh()] == ["token"]
    pdf = documents.render_result("building-permit", samples.RESULT, samples.PERMIT)
    with pytest.raises(signing.SigningFailed):
        signing.sign(pdf, signer="person", key=token)

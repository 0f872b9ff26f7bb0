"""The demonstration's own certificate authority: a root, one certificate per leader's seat, one per issuing agency.

For trying out only: its root stands for nothing outside this installation (ADR 0007). Production puts the files of a
licensed CA (Luật GDĐT 20/2023/QH15) in the same places and never calls this module. Everything is idempotent.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings

from common import clock
from vault import certificates, keys
from vault.certificates import NAME_LENGTH, Subject

__all__ = ["NAME_LENGTH", "ROOT_NAME", "Subject", "ensure", "ensure_root", "ensure_time_stamps", "revoke"]

ROOT_NAME = "CA trình diễn của Cổng dịch vụ công"
TIME_STAMPS = "tsa"
_RENEW = timedelta(days=30)


def ensure(name: str, subject: Subject, *, stamps_time: bool = False) -> Path:
    """Make the key and certificate ``name`` unless a good one for this subject exists; returns its PKCS#12 file.

    Another subject (a new person on the seat) or an expiry within 30 days makes a new one; the old file is kept
    beside it, so that what it signed can still be explained.
    """
    path = keys.path_of(name)
    with _locked():
        if path.exists():
            if _is_good(path, subject):
                return path
            path.rename(path.with_suffix(f".{clock.now():%Y%m%d%H%M%S}.old"))
        root_key, root = _root()
        key = rsa.generate_private_key(65537, 2048)
        responder = next(iter(settings.SIGNING_OCSP_URLS), "")
        certificate = certificates.leaf(
            subject, key.public_key(), root, root_key, clock.now(), stamps_time=stamps_time, responder=responder
        )
        _write(path, pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, _encryption()))
    return path


def ensure_root() -> Path:
    """Make the root and its list of revocations if there are none; returns its PEM file: all that others need to trust it."""
    with _locked():
        key, certificate = _root()
        if not _crl().exists():
            _write(_crl(), certificates.revocations(certificate, key, [], clock.now()), mode=0o644)
    return _folder("trust") / "demo-root.pem"


def ensure_time_stamps() -> Path:
    """The key file of the demonstration's time stamp authority (``vault.sandbox tsa``)."""
    return ensure(TIME_STAMPS, Subject("Dấu thời gian trình diễn", "Hệ thống trình diễn"), stamps_time=True)


def revoke(name: str) -> None:
    """Put the certificate of ``name`` on the list of revocations, from now on."""
    with _locked():
        key, root = _root()
        certificate = pkcs12.load_key_and_certificates(keys.path_of(name).read_bytes(), _password())[1]
        assert certificate is not None
        listed = x509.load_der_x509_crl(_crl().read_bytes()) if _crl().exists() else []
        entries = [(entry.serial_number, entry.revocation_date_utc) for entry in listed]
        entries.append((certificate.serial_number, clock.now()))
        _write(_crl(), certificates.revocations(root, key, entries, clock.now()), mode=0o644)


def _crl() -> Path:
    return _folder("crl") / "demo-root.crl"


def _root() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    path = _folder("ca") / "root.p12"
    if path.exists():
        key, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), _password())
        assert isinstance(key, rsa.RSAPrivateKey) and certificate is not None
        return key, certificate
    key = rsa.generate_private_key(65537, 3072)
    name = Subject(ROOT_NAME, "Hệ thống trình diễn").x509()
    certificate = certificates.root(name, key, clock.now())
    _write(_folder("trust") / "demo-root.pem", certificate.public_bytes(serialization.Encoding.PEM), mode=0o644)
    _write(path, pkcs12.serialize_key_and_certificates(b"root", key, certificate, None, _encryption()))
    return key, certificate


def _is_good(path: Path, subject: Subject) -> bool:
    try:
        _, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), _password())
    except ValueError:
        return False
    if certificate is None or certificate.not_valid_after_utc - clock.now() < _RENEW:
        return False
    with certificates.long_names():
        return certificate.subject == subject.x509()


def _password() -> bytes | None:
    return settings.SIGNING_PKCS12_PASSWORD.encode() or None


def _encryption() -> serialization.KeySerializationEncryption:
    password = _password()
    return serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()


def _folder(name: str) -> Path:
    folder = Path(settings.SIGNING_DIR) / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write aside, then rename: a crash leaves the old file or the new one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


@contextmanager
def _locked() -> Iterator[None]:
    """One maker at a time, whatever the number of processes."""
    with (_folder("ca") / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

"""The demonstration's own certificate authority: a root, one certificate per leader's seat, one per issuing agency.

For trying out only: its root stands for nothing outside this installation (ADR 0007). Production puts the files of a
licensed CA (Luật GDĐT 20/2023/QH15) in the same places and never calls this module. Everything is idempotent.
"""

import fcntl
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from common import clock
from vault import keys

ROOT_NAME = "CA trình diễn của Cổng dịch vụ công"
NAME_LENGTH = 64  # of an attribute of a distinguished name (X.520)
_ROOT_DAYS = 3650
_LEAF_DAYS = 1095
_RENEW = timedelta(days=30)


@dataclass(frozen=True)
class Subject:
    """Whom a certificate names: ``title`` only for a person, ``unit`` the agency's parent."""

    name: str
    organisation: str
    title: str = ""
    unit: str = ""

    def x509(self) -> x509.Name:
        """As a distinguished name."""
        parts = [
            (NameOID.COUNTRY_NAME, "VN"),
            (NameOID.ORGANIZATION_NAME, self.organisation[:NAME_LENGTH]),
            (NameOID.ORGANIZATIONAL_UNIT_NAME, self.unit[:NAME_LENGTH]),
            (NameOID.TITLE, self.title[:NAME_LENGTH]),
            (NameOID.COMMON_NAME, self.name[:NAME_LENGTH]),
        ]
        with _long_names():
            return x509.Name([x509.NameAttribute(oid, value, _validate=False) for oid, value in parts if value])


def ensure(name: str, subject: Subject) -> Path:
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
        certificate = _leaf(subject, key.public_key(), root, root_key)
        _write(path, pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, _encryption()))
    return path


def ensure_root() -> Path:
    """Make the root if there is none; returns its PEM file, which is all that others need in order to trust it."""
    with _locked():
        _root()
    return _folder("trust") / "demo-root.pem"


def _root() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    path = _folder("ca") / "root.p12"
    if path.exists():
        key, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), _password())
        assert isinstance(key, rsa.RSAPrivateKey) and certificate is not None
        return key, certificate
    key = rsa.generate_private_key(65537, 3072)
    name = Subject(ROOT_NAME, "Hệ thống trình diễn").x509()
    usage = _usage(key_cert_sign=True, crl_sign=True)
    certificate = (
        _dated(_ROOT_DAYS)
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(_folder("trust") / "demo-root.pem", certificate.public_bytes(serialization.Encoding.PEM), mode=0o644)
    _write(path, pkcs12.serialize_key_and_certificates(b"root", key, certificate, None, _encryption()))
    return key, certificate


def _leaf(subject: Subject, public: rsa.RSAPublicKey, root: x509.Certificate, root_key: rsa.RSAPrivateKey) -> x509.Certificate:
    return (
        _dated(_LEAF_DAYS)
        .subject_name(subject.x509())
        .issuer_name(root.subject)
        .public_key(public)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )


def _dated(days: int) -> x509.CertificateBuilder:
    # From the beginning of last year, so that a demonstration may travel in time a little.
    moment = clock.now()
    since = datetime(moment.year - 1, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().serial_number(x509.random_serial_number())
    return builder.not_valid_before(since).not_valid_after(moment + timedelta(days=days))


def _usage(**wanted: bool) -> x509.KeyUsage:
    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in every})


def _is_good(path: Path, subject: Subject) -> bool:
    try:
        _, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), _password())
    except ValueError:
        return False
    if certificate is None or certificate.not_valid_after_utc - clock.now() < _RENEW:
        return False
    with _long_names():
        return certificate.subject == subject.x509()


@contextmanager
def _long_names() -> Iterator[None]:
    """RFC 5280 bounds a name at 64 characters; the library counts UTF-8 bytes, which a Vietnamese agency's name exceeds, and
    warns about it even when it is told not to validate."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


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

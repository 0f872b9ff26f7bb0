"""Certificates and revocation lists as X.509 wants them: pure, for the demonstration's CA (ca.py) and vault/sandbox."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

NAME_LENGTH = 64  # of an attribute of a distinguished name (X.520)
ROOT_DAYS = 3650
LEAF_DAYS = 1095


@dataclass(frozen=True)
class Subject:
    """Whom a certificate names: ``title`` only for a person, ``unit`` the agency's parent."""

    name: str
    organisation: str = ""
    title: str = ""
    unit: str = ""
    identity: str = ""

    def x509(self) -> x509.Name:
        """As a distinguished name; ``identity`` is a citizen's UID as public CAs write it (``CCCD:…``)."""
        parts = [
            (NameOID.COUNTRY_NAME, "VN"),
            (NameOID.ORGANIZATION_NAME, self.organisation[:NAME_LENGTH]),
            (NameOID.ORGANIZATIONAL_UNIT_NAME, self.unit[:NAME_LENGTH]),
            (NameOID.TITLE, self.title[:NAME_LENGTH]),
            (NameOID.COMMON_NAME, self.name[:NAME_LENGTH]),
            (NameOID.USER_ID, self.identity[:NAME_LENGTH]),
        ]
        with long_names():
            return x509.Name([x509.NameAttribute(oid, value, _validate=False) for oid, value in parts if value])


@contextmanager
def long_names() -> Iterator[None]:
    """RFC 5280 bounds a name at 64 characters; the library counts UTF-8 bytes, which a Vietnamese agency's name exceeds, and
    warns about it even when it is told not to validate."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def root(name: x509.Name, key: rsa.RSAPrivateKey, now: datetime) -> x509.Certificate:
    """A self-signed CA that issues leaves only."""
    return (
        _dated(now, ROOT_DAYS)
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def leaf(
    subject: Subject,
    public: rsa.RSAPublicKey,
    issuer: x509.Certificate,
    issuer_key: rsa.RSAPrivateKey,
    now: datetime,
    *,
    stamps_time: bool = False,
    responder: str = "",
) -> x509.Certificate:
    """A certificate to sign documents with, or with ``stamps_time`` a time stamp authority's (RFC 3161, 2.3).

    ``responder``: where OCSP tells whether it was revoked.
    """
    wanted = {"digital_signature": True, "content_commitment": True}
    builder = (
        _dated(now, LEAF_DAYS)
        .subject_name(subject.x509())
        .issuer_name(issuer.subject)
        .public_key(public)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(**wanted), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if stamps_time:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    if responder:
        said = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(responder))
        builder = builder.add_extension(x509.AuthorityInformationAccess([said]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def revocations(
    issuer: x509.Certificate, issuer_key: rsa.RSAPrivateKey, revoked: Sequence[tuple[int, datetime]], now: datetime
) -> bytes:
    """A CRL as DER: (serial number, revoked at) of each. It is good from the beginning of last year, as the certificates are."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject)
    builder = builder.last_update(since(now)).next_update(now + timedelta(days=ROOT_DAYS))
    for serial, at in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
        builder = builder.add_revoked_certificate(entry)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    number = x509.CRLNumber(len(revoked) + 1)
    builder = builder.add_extension(identifier, critical=False).add_extension(number, critical=False)
    with long_names():
        return builder.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def since(now: datetime) -> datetime:
    """From the beginning of last year, so that a demonstration may travel in time a little."""
    return datetime(now.year - 1, 1, 1, tzinfo=UTC)


def _dated(now: datetime, days: int) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().serial_number(x509.random_serial_number())
    return builder.not_valid_before(since(now)).not_valid_after(now + timedelta(days=days))


def _usage(**wanted: bool) -> x509.KeyUsage:
    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in every})

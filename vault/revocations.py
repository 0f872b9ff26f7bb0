"""What the CAs say of certificates, fetched ahead by a job: nobody who signs waits for a CA (ADR 0038, 0044).

SIGNING_CRL_URLS   addresses of revocation lists; each is kept in SIGNING_DIR/crl once a trusted CA signed it and it is newer
SIGNING_OCSP_URLS  responders that may be asked: about a certificate of ours that names one of them; kept in SIGNING_DIR/ocsp

No other address is ever called, whatever a certificate says: a stranger's paper must not choose whom we speak to.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID
from django.conf import settings

from common import clock
from common.errors import DomainError
from vault import keys

_SECONDS = 20.0
_MOST = 64 << 20


class Unusable(Exception):
    """What came is nothing to be kept; the message says why."""


@dataclass(frozen=True)
class Outcome:
    """What became of one address, or of a key that could not be looked at: ``failed`` says why, "" when something was taken."""

    url: str
    failed: str = ""


def refresh() -> list[Outcome]:
    """Fetch every list, and the state of each certificate of ours that names a responder; after a failure the old one stays."""
    issuers = [x509.load_pem_x509_certificate(pem) for pem in keys.trusted_roots()]
    done = []
    for url in settings.SIGNING_CRL_URLS:
        try:
            _keep_list(url, _fetched("GET", url), issuers)
            done.append(Outcome(url))
        except (Unusable, httpx.HTTPError, ValueError, OSError) as error:
            done.append(Outcome(url, str(error) or type(error).__name__))
    ours, unseen = _certificates() if settings.SIGNING_OCSP_URLS else ([], [])
    done += unseen
    for url, certificate, issuer in _asked(ours, issuers):
        try:
            _keep_answer(certificate, _fetched("POST", url, _question(certificate, issuer)))
            done.append(Outcome(url))
        except (Unusable, httpx.HTTPError, ValueError, OSError) as error:
            done.append(Outcome(url, str(error) or type(error).__name__))
    return done


def _fetched(method: str, url: str, body: bytes | None = None) -> bytes:
    """The answer's bytes; never follows a redirect, never uses a proxy of the shell, never takes more than 64 MB."""
    headers = {"Content-Type": "application/ocsp-request"} if body is not None else {}
    with (
        httpx.Client(timeout=_SECONDS, follow_redirects=False, trust_env=False) as client,
        client.stream(method, url, content=body, headers=headers) as response,
    ):
        if response.status_code != 200:
            raise Unusable(f"HTTP {response.status_code}")
        got = bytearray()
        for part in response.iter_bytes():
            got += part
            if len(got) > _MOST:
                raise Unusable("too long")
    return bytes(got)


def _keep_list(url: str, data: bytes, issuers: list[x509.Certificate]) -> None:
    new = x509.load_pem_x509_crl(data) if data.startswith(b"-----") else x509.load_der_x509_crl(data)
    if not any(one.subject == new.issuer and new.is_signature_valid(one.public_key()) for one in issuers):  # type: ignore[arg-type]
        raise Unusable("not signed by a CA of SIGNING_DIR/trust")
    _current(new.last_update_utc, new.next_update_utc)
    path = _folder("crl") / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.crl"
    if path.exists() and x509.load_der_x509_crl(path.read_bytes()).last_update_utc > new.last_update_utc:
        raise Unusable("older than the one that is here")
    _write(path, new.public_bytes(serialization.Encoding.DER))


def _current(since: datetime, until: datetime | None) -> None:
    now = clock.now()
    if since > now or (until is not None and until <= now):
        raise Unusable("not of today")


def _certificates() -> tuple[list[x509.Certificate], list[Outcome]]:
    """Of each key that signs here, in a file, at the remote service or on the token; and which could not be looked at now."""
    from pyhanko.sign.general import SigningError

    found, unseen = [], []
    for path in sorted(Path(settings.SIGNING_DIR).glob("*.p12")):
        try:
            held = pkcs12.load_key_and_certificates(path.read_bytes(), settings.SIGNING_PKCS12_PASSWORD.encode() or None)
        except ValueError:
            continue  # keys.opened says so to whoever signs with it
        found += [held[1]] if held[1] else []
    try:
        names = keys.elsewhere()
    except SigningError as error:
        names, unseen = [], [Outcome("token", str(error))]
    for name in names:
        try:
            with keys.opened(name) as signer:
                assert signer.signing_cert is not None  # keys.opened
                found.append(x509.load_der_x509_certificate(signer.signing_cert.dump()))
        except (DomainError, SigningError, ValueError) as error:
            unseen.append(Outcome(name, str(error) or type(error).__name__))
    return found, unseen


def _asked(
    ours: list[x509.Certificate], issuers: list[x509.Certificate]
) -> Iterator[tuple[str, x509.Certificate, x509.Certificate]]:
    """(responder, certificate, its CA) of each certificate that names a responder of the settings."""
    for certificate in ours:
        issuer = next((one for one in issuers if one.subject == certificate.issuer), None)
        if issuer is None:
            continue
        for url in _responders(certificate):
            if url in settings.SIGNING_OCSP_URLS:
                yield url, certificate, issuer
                break


def _responders(certificate: x509.Certificate) -> list[str]:
    try:
        said = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return []
    return [str(one.access_location.value) for one in said if one.access_method == AuthorityInformationAccessOID.OCSP]


def _question(certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    asked = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1())  # noqa: S303 (RFC 5019: names, no proof)
    return asked.build().public_bytes(serialization.Encoding.DER)


def _keep_answer(certificate: x509.Certificate, data: bytes) -> None:
    """Whose signature is on the answer is judged where it is used, with the chain (vault/long_term.py)."""
    answer = ocsp.load_der_ocsp_response(data)
    if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL or answer.serial_number != certificate.serial_number:
        raise Unusable("no answer to the question")
    _current(answer.this_update_utc, answer.next_update_utc)
    name = hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).hexdigest()
    _write(_folder("ocsp") / f"{name}.ocsp", data)


def _folder(name: str) -> Path:
    folder = Path(settings.SIGNING_DIR) / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(path: Path, data: bytes) -> None:
    """Aside, then renamed: whoever signs meanwhile reads the old one or the new one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)

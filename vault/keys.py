"""One port for signing keys, wherever they lie (ADR 0038): whoever signs names a key, never a place.

    a line in SIGNING_DIR/<name>.remote       a remote signing service (CSC API); the line is its credential id
    else SIGNING_PKCS11_MODULE is set         a PKCS#11 token that holds the key and its certificate under the name as label
    else SIGNING_DIR/<name>.p12               a PKCS#12 file

Names are ``seat-<id>`` for a person on a seat and ``agency-<code>`` for an agency; ``remote:<credential>`` is a citizen's own
key at the remote service. Roots that count are PEM files in SIGNING_DIR/trust, revocation lists DER files in SIGNING_DIR/crl,
answers of OCSP responders in SIGNING_DIR/ocsp (vault/revocations.py fetches both).
"""

import hashlib
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from vault import remote
from vault.refusals import NoKey
from vault.remote import Consent

if TYPE_CHECKING:
    from pkcs11 import Session
    from pyhanko.sign import Signer, SimpleSigner

__all__ = [
    "Consent",
    "NoKey",
    "agency_key",
    "answer_about",
    "credential_of",
    "elsewhere",
    "opened",
    "path_of",
    "person_key",
    "remote_key",
    "revocation_lists",
    "signer",
    "trusted_roots",
]
_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$")
_REMOTE = "remote:"
_OURS = ("seat-", "agency-")


def person_key(seat_id: int) -> str:
    """The name of the key with which the person on a seat signs."""
    return f"seat-{seat_id}"


def agency_key(agency_code: str) -> str:
    """The name of an agency's seal key."""
    return f"agency-{agency_code}"


def remote_key(credential: str) -> str:
    """The name of a key that is known only by its credential id at the remote service: a citizen's own."""
    return f"{_REMOTE}{credential}"


def path_of(name: str) -> Path:
    """Where the PKCS#12 file of ``name`` lies; raises ``NoKey`` for a name that is no name."""
    if not _NAME.match(name):
        raise NoKey
    return Path(settings.SIGNING_DIR) / f"{name}.p12"


def credential_of(name: str) -> str:
    """The credential id of a key that the remote service holds, "" for a key that lies here."""
    if name.startswith(_REMOTE):
        return name.removeprefix(_REMOTE)
    try:
        return path_of(name).with_suffix(".remote").read_text().strip()
    except OSError:
        return ""


def trusted_roots() -> list[bytes]:
    """The PEM of every CA that this installation trusts, in the order of their file names."""
    return [path.read_bytes() for path in sorted((Path(settings.SIGNING_DIR) / "trust").glob("*.pem"))]


def revocation_lists() -> list[bytes]:
    """The DER of every CRL that was fetched, in the order of their file names."""
    return [path.read_bytes() for path in sorted((Path(settings.SIGNING_DIR) / "crl").glob("*.crl"))]


def answer_about(certificate: bytes) -> bytes | None:
    """The OCSP response (DER) that was fetched about a certificate (DER), None where none was."""
    path = Path(settings.SIGNING_DIR) / "ocsp" / f"{hashlib.sha256(certificate).hexdigest()}.ocsp"
    return path.read_bytes() if path.exists() else None


@asynccontextmanager
async def signer(name: str, consent: Consent | None = None) -> "AsyncIterator[Signer]":
    """What signs with the key ``name``; ``consent`` is what its holder typed for it (PIN, one-time code) where one is asked.

    Raises ``NoKey``, ``SigningError`` for a token that does not answer, and what ``remote.signer`` raises.
    """
    if credential := credential_of(name):
        async with remote.signer(credential, consent or Consent()) as held:
            yield held
        return
    with opened(name) as here:
        yield here


def elsewhere() -> list[str]:
    """The names of the keys that lie at the remote service, then of those on the token, by whose labels seats and agencies sign.

    Raises ``SigningError`` for a token that does not answer.
    """
    names = [path.stem for path in sorted(Path(settings.SIGNING_DIR).glob("*.remote"))]
    if settings.SIGNING_PKCS11_MODULE:
        from pkcs11 import Attribute, ObjectClass

        with _session() as session:
            held = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
            names += sorted({str(one[Attribute.LABEL]) for one in held if str(one[Attribute.LABEL]).startswith(_OURS)})
    return names


@contextmanager
def opened(name: str) -> "Iterator[Signer]":
    """The same for a key that lies here; of a remote one only its certificate, to look at. Raises ``NoKey``."""
    if credential := credential_of(name):
        yield remote.looked_at(credential)
        return
    if settings.SIGNING_PKCS11_MODULE:
        with _token(name) as signer:
            yield signer
        return
    path = path_of(name)
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        raise NoKey from None
    yield _file(path, changed, settings.SIGNING_PKCS12_PASSWORD)


@lru_cache(maxsize=64)
def _file(path: Path, changed: int, password: str) -> "SimpleSigner":
    """Opening a file costs its key derivation, so an unchanged one is opened once per process."""
    from pyhanko.sign import SimpleSigner

    try:
        return SimpleSigner.load_pkcs12_data(path.read_bytes(), other_certs=[], passphrase=password.encode() or None)
    except ValueError:
        raise NoKey from None


@contextmanager
def _token(name: str) -> "Iterator[Signer]":
    """A lost token or a wrong PIN is a ``SigningError``, as any other failure to sign; a missing label is ``NoKey``."""
    from pkcs11.exceptions import PKCS11Error
    from pyhanko.sign.pkcs11 import PKCS11Signer

    with _session() as session:
        yield _held(PKCS11Signer(session, cert_label=name, key_label=name), PKCS11Error)


@contextmanager
def _session() -> "Iterator[Session]":
    # python-pkcs11 is only installed where a token is used.
    from pkcs11.exceptions import PKCS11Error
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.pkcs11 import open_pkcs11_session

    criteria = TokenCriteria(label=settings.SIGNING_PKCS11_TOKEN) if settings.SIGNING_PKCS11_TOKEN else None
    pin = settings.SIGNING_PKCS11_PIN or None
    try:
        with open_pkcs11_session(settings.SIGNING_PKCS11_MODULE, token_criteria=criteria, user_pin=pin) as session:
            yield session
    except PKCS11Error as error:
        raise SigningError("the token does not answer") from error


def _held(signer: "Signer", refused: type[Exception]) -> "Signer":
    try:
        found = signer.signing_cert
    except refused:
        raise NoKey from None
    if found is None:
        raise NoKey
    return signer

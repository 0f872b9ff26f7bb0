"""Where signing keys are: a PKCS#12 file per name in SIGNING_DIR, or a PKCS#11 token that holds keys by the same names.

Names are ``seat-<id>`` for a person on a seat and ``agency-<code>`` for an agency. A real CA's certificate is put in
place by writing ``SIGNING_DIR/<name>.p12`` and its root as PEM into ``SIGNING_DIR/trust/``.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pyhanko.sign import Signer, SimpleSigner
from pyhanko.sign.general import SigningError

from common.errors import DomainError

_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$")


class NoKey(DomainError):
    """There is no key of this name, or it does not open with the password of the settings."""

    code = "no-key"
    default_message = _("Chưa có chứng thư chữ ký số cho vị trí này. Liên hệ quản trị hệ thống để cấp.")


def person_key(seat_id: int) -> str:
    """The name of the key with which the person on a seat signs."""
    return f"seat-{seat_id}"


def agency_key(agency_code: str) -> str:
    """The name of an agency's seal key."""
    return f"agency-{agency_code}"


def path_of(name: str) -> Path:
    """Where the PKCS#12 file of ``name`` lies; raises ``NoKey`` for a name that is no name."""
    if not _NAME.match(name):
        raise NoKey
    return Path(settings.SIGNING_DIR) / f"{name}.p12"


def trusted_roots() -> list[bytes]:
    """The PEM of every CA that this installation trusts, in the order of their file names."""
    return [path.read_bytes() for path in sorted((Path(settings.SIGNING_DIR) / "trust").glob("*.pem"))]


@contextmanager
def opened(name: str) -> Iterator[Signer]:
    """The signer of ``name``, from the token if one is set, else from its file; raises ``NoKey``."""
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
def _file(path: Path, changed: int, password: str) -> SimpleSigner:
    """Opening a file costs its key derivation, so an unchanged one is opened once per process."""
    try:
        return SimpleSigner.load_pkcs12_data(path.read_bytes(), other_certs=[], passphrase=password.encode() or None)
    except ValueError:
        raise NoKey from None


@contextmanager
def _token(name: str) -> Iterator[Signer]:
    """A lost token or a wrong PIN is a ``SigningError``, as any other failure to sign; a missing label is ``NoKey``."""
    # python-pkcs11 is only installed where a token is used.
    from pkcs11.exceptions import PKCS11Error
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    criteria = TokenCriteria(label=settings.SIGNING_PKCS11_TOKEN) if settings.SIGNING_PKCS11_TOKEN else None
    pin = settings.SIGNING_PKCS11_PIN or None
    try:
        with open_pkcs11_session(settings.SIGNING_PKCS11_MODULE, token_criteria=criteria, user_pin=pin) as session:
            yield _held(PKCS11Signer(session, cert_label=name, key_label=name), PKCS11Error)
    except PKCS11Error as error:
        raise SigningError("the token does not answer") from error


def _held(signer: Signer, refused: type[Exception]) -> Signer:
    try:
        found = signer.signing_cert
    except refused:
        raise NoKey from None
    if found is None:
        raise NoKey
    return signer

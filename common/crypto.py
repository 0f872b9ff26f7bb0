"""Encryption of personal data: one data key per value, wrapped by a key that never enters the database.

A token is ``version ‖ wrapped data key ‖ nonce ‖ ciphertext``; AES-256-GCM throughout. ``blind_index`` lets a
number be found exactly without being readable (HMAC-SHA-256), as decisions.md asks. What was wrapped by one of ``DATA_KEYS_OLD``
is still read; ``rewrap`` puts the data key under the present one and leaves the ciphertext as it is (``manage.py rotate_keys``).
"""

import base64
import hashlib
import hmac
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings

_VERSION = b"\x01"
_WRAPPED = 40
_NONCE = 12
HEAD = len(_VERSION) + _WRAPPED
"""How many bytes of a token say under which key it is: all that a rotation reads and writes."""


class Unreadable(Exception):
    """The token was not made with the present key, or was changed."""


@lru_cache
def _key(encoded: str) -> bytes:
    key = base64.b64decode(encoded)
    if len(key) != 32:
        raise ValueError("keys are the base64 of 32 bytes")
    return key


def seal(plain: bytes) -> bytes:
    """Encrypt under a fresh data key; the result can be stored anywhere."""
    data_key = os.urandom(32)
    nonce = os.urandom(_NONCE)
    wrapped = aes_key_wrap(_key(settings.DATA_KEY), data_key)
    return _VERSION + wrapped + nonce + AESGCM(data_key).encrypt(nonce, plain, None)


def unseal(token: bytes) -> bytes:
    """Decrypt what ``seal`` made; raises ``Unreadable`` when a byte was changed or the key is another."""
    token = bytes(token)
    try:
        if token[:1] != _VERSION:
            raise Unreadable("unknown version")
        data_key = _unwrapped(token[1:HEAD])[0]
        body = token[HEAD:]
        return AESGCM(data_key).decrypt(body[:_NONCE], body[_NONCE:], None)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(type(error).__name__) from error


def rewrap(head: bytes) -> bytes | None:
    """The first ``HEAD`` bytes of a token with its data key under ``DATA_KEY``; None when they are that already.

    Raises ``Unreadable`` when no key of ours opens it.
    """
    if head[:1] != _VERSION:
        raise Unreadable("unknown version")
    data_key, old = _unwrapped(head[1:HEAD])
    return _VERSION + aes_key_wrap(_key(settings.DATA_KEY), data_key) if old else None


def _unwrapped(wrapped: bytes) -> tuple[bytes, bool]:
    """The data key, and whether it was an old key that opened it: unwrapping proves itself (RFC 3394)."""
    for number, encoded in enumerate([settings.DATA_KEY, *settings.DATA_KEYS_OLD]):
        try:
            return aes_key_unwrap(_key(encoded), wrapped), number > 0
        except InvalidUnwrap:
            continue
    raise Unreadable("no key opens it")


def seal_json(value: Any) -> bytes:
    """Encrypt a JSON value (answers, addresses)."""
    return seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def unseal_json(token: bytes) -> Any:
    """Decrypt what ``seal_json`` made."""
    return json.loads(unseal(token))


def blind_index(value: str, *, purpose: str) -> str:
    """A keyed fingerprint for exact matching; ``purpose`` keeps one column's values apart from another's."""
    message = f"{purpose}\x1f{value}".encode()
    return hmac.new(_key(settings.INDEX_KEY), message, hashlib.sha256).hexdigest()

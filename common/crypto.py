"""Encryption of personal data: one data key per value, wrapped by a key that never enters the database.

A token is ``version ‖ wrapped data key ‖ nonce ‖ ciphertext``; AES-256-GCM throughout. ``blind_index`` lets a
number be found exactly without being readable (HMAC-SHA-256), as decisions.md asks.
"""

import base64
import hashlib
import hmac
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from django.conf import settings

_VERSION = b"\x01"
_WRAPPED = 40
_NONCE = 12


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
        data_key = aes_key_unwrap(_key(settings.DATA_KEY), token[1 : 1 + _WRAPPED])
        body = token[1 + _WRAPPED :]
        return AESGCM(data_key).decrypt(body[:_NONCE], body[_NONCE:], None)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(type(error).__name__) from error


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

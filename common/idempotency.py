"""One key, one effect (invariant I2): the answer is stored in the transaction that had the effect."""

import hashlib
import json
import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.models import IdempotencyKey


class KeyReused(DomainError):
    """The same key came with another body: HTTP 409."""

    code = "key-reused"
    default_message = _("Yêu cầu này đã được gửi với nội dung khác. Mở lại trang và gửi lần nữa.")


def fingerprint(body: Any) -> str:
    """SHA-256 of the canonical JSON of a request's meaning."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def recall(scope: str, key: uuid.UUID, body_hash: str) -> Any | None:
    """The stored answer of an earlier request with this key, or None. Call it under the lock that orders requests."""
    row = IdempotencyKey.objects.filter(scope=scope, key=key).first()
    if row is None:
        return None
    if row.body_hash != body_hash:
        raise KeyReused
    return row.answer


def store(scope: str, key: uuid.UUID, body_hash: str, answer: Any) -> None:
    """Keep the answer; must run in the transaction of the effect."""
    IdempotencyKey.objects.create(scope=scope, key=key, body_hash=body_hash, answer=answer)

"""Identifiers: time-ordered UUIDv7 for rows and URLs, opaque 128-bit ids for what strangers may hold."""

import os
import secrets
import time
import uuid


def uuid7() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random; new rows stay close in an index."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def opaque() -> str:
    """128 random bits as 22 URL-safe characters: what a QR carries."""
    return secrets.token_urlsafe(16)

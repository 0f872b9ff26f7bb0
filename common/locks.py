"""Advisory locks: one beat, one sweeper, one chain writer, whatever the number of processes."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


def hold(name: str) -> None:
    """Wait for the lock and keep it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(name)])


@contextmanager
def try_hold(name: str) -> Iterator[bool]:
    """Hold the lock for the block if nobody has it; yields whether it was had."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_number(name)])
        had = cursor.fetchone()[0]
    try:
        yield had
    finally:
        if had:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_number(name)])

"""Gap-free numbers: one row per scope, locked until the transaction that takes a number commits or gives it back."""

from django.db import connection


def take(scope: str) -> int:
    """Return the next number of ``scope`` (1, 2, …) in one statement; must run inside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("counters.take needs a transaction: a number may not be lost")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_counter (scope, value) VALUES (%s, 1) "
            "ON CONFLICT (scope) DO UPDATE SET value = common_counter.value + 1 RETURNING value",
            [scope],
        )
        return cursor.fetchone()[0]

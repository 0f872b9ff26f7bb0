"""Rows that many tests begin with, made once in a process by the services that make them, then put back by COPY.

``once("world", build)`` calls ``build`` the first time and keeps every row that it made; later, in another test's transaction,
the same rows come back with the same keys in a tenth of the time. Foreign keys are deferred, so the order of tables is free;
sequences are never rolled back, so they stand behind the highest key already.
"""

from collections.abc import Callable

from django.apps import apps
from django.db import connection

_kept: dict[str, dict[str, bytes]] = {}


def once(name: str, build: Callable[[], None]) -> None:
    """Have the rows that ``build`` makes in this transaction. It must not read what an earlier test may have left elsewhere."""
    if name in _kept:
        _put_back(_kept[name])
        return
    before = {table: _count(table) for table in _tables()}
    build()
    made = [table for table in before if _count(table) != before[table]]
    assert not any(before[table] for table in made), "rows of others would be kept as well"
    _kept[name] = {table: _copied(table) for table in made}


def _tables() -> list[str]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]
    return sorted({model._meta.db_table for model in models})


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


def _copied(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as rows:
        return b"".join(bytes(piece) for piece in rows)


def _put_back(tables: dict[str, bytes]) -> None:
    with connection.cursor() as cursor:
        for table, rows in tables.items():
            with cursor.cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as into:
                into.write(rows)

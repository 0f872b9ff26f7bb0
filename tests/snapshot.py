"""Rows that many tests begin with, made once in a process by the services that make them, then put back by COPY.

``once("world", build)`` calls ``build`` the first time and keeps every row that it made; later, in another test's transaction,
the same rows come back with the same keys in a tenth of the time. ``stage("submitted", build)`` does so for what is made on
top of it: it is put back only where nothing was written since the stage before, so a test that has already done something else
has its stage made by the services, as ever. Sequences are never rolled back, so they stand behind the highest key already;
files stay in the folder of the run. A stage of yesterday is none: at midnight it is made anew.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import UserSettingsHolder, settings
from django.core import mail
from django.db import connection
from django.db.models import Model

from common import clock

_kept: dict[str, dict[str, bytes]] = {}


@dataclass(frozen=True)
class _Stage:
    """Every row of the tables that it changed, the letters that it sent, and the row that it answers with."""

    tables: dict[str, bytes]
    letters: tuple[Any, ...]
    answer: tuple[type[Model], Any]


_stages: dict[str, _Stage] = {}
_at = ""  # the stages that this test's transaction has gone through
_writes: dict[str, int] = {}  # what each table had been written when the last of them was reached


def once(name: str, build: Callable[[], None]) -> None:
    """Have the rows that ``build`` makes in this transaction. It must not read what an earlier test may have left elsewhere."""
    if name in _kept:
        _put_back(_kept[name])
    else:
        before = {table: _count(table) for table in _tables()}
        build()
        made = [table for table in before if _count(table) != before[table]]
        assert not any(before[table] for table in made), "rows of others would be kept as well"
        _kept[name] = {table: _copied(table) for table in made}
    _reached(name)


def stage(name: str, build: Callable[[], Model]) -> Any:
    """The row that ``build`` answers with, and all that it wrote, as the services made it the first time in this process."""
    if not connection.in_atomic_block or _written() != _writes or _elsewhere():
        return build()
    path, base = f"{_at}/{name} {clock.today()}", dict(_writes)
    if path in _stages:
        kept = _stages[path]
        _replace(kept.tables)
        mail.outbox.extend(kept.letters)
        model, key = kept.answer
        row = model._default_manager.get(pk=key)
    else:
        letters = len(mail.outbox)
        row = build()
        written = _written()
        changed = [table for table in written if written[table] != base.get(table)]
        _stages[path] = _Stage({table: _copied(table) for table in changed}, tuple(mail.outbox[letters:]), (type(row), row.pk))
    _reached(path)
    return row


def _reached(path: str) -> None:
    global _at, _writes
    _at, _writes = path, _written()


def _written() -> dict[str, int]:
    """Table → rows inserted, changed and deleted by this transaction so far, as PostgreSQL counts them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


_REAL = time.time() - time.clock_gettime(time.CLOCK_MONOTONIC)


def _elsewhere() -> bool:
    """Whether the test stands at another time or under other settings: what was kept was made now, under our own."""
    travelled = abs(time.time() - time.clock_gettime(time.CLOCK_MONOTONIC) - _REAL) > 1
    return travelled or isinstance(settings._wrapped, UserSettingsHolder)


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
    """Foreign keys are deferred, so the order of tables is free."""
    with connection.cursor() as cursor:
        for table, rows in tables.items():
            with cursor.cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as into:
                into.write(rows)


def _replace(tables: dict[str, bytes]) -> None:
    """Rows as they were, past the triggers that refuse to change history: this is history itself."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("; ".join(f'DELETE FROM "{table}"' for table in tables))
        _put_back(tables)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")

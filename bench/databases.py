"""Databases of the big benchmarks: made from the seeded one, filled once, kept for the next run."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlparse, urlunparse

import psycopg

FREE_SHARE = 0.1
"""So much of the disk stays free whatever is asked."""


def made(prefix: str, size: int, *, fill: str, table: str, bytes_a_row: int = 0) -> str:
    """The address of a database whose ``table`` was filled with ``size`` rows by ``python -m FILL SIZE``.

    Those of older schemas and those whose filling was cut off are dropped first. Where ``bytes_a_row`` times the size does not
    fit the disk, it ends with words.
    """
    own = os.environ["DATABASE_URL"]
    parts = urlparse(own)
    name = f"{prefix}_{size}_{schema(own)}"
    url = urlunparse(parts._replace(path=f"/{name}"))
    with psycopg.connect(os.environ["SUPERUSER_DATABASE_URL"], autocommit=True) as admin:
        there = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
        if there and _full(url, table, size):
            return url
        _drop_older(admin, f"{prefix}_{size}_")
        _room(admin, size * bytes_a_row)
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{parts.path.lstrip("/")}" OWNER "{parts.username}"')
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    subprocess.run([sys.executable, "-m", fill, str(size)], env=env, check=True)
    return url


def schema(url: str) -> str:
    """What the migrations came to: a kept database of an older schema is not used again."""
    with psycopg.connect(url) as source:
        names = source.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    return hashlib.sha256(repr(names).encode()).hexdigest()[:8]


def _full(url: str, table: str, size: int) -> bool:
    with psycopg.connect(url, autocommit=True) as target:
        row = target.execute(f"SELECT obj_description('{table}'::regclass)").fetchone()
    return row == (f"bench {size}",)


@contextmanager
def bulk(*tables: str) -> Iterator[psycopg.Connection]:
    """A superuser's connection to DATABASE_URL for rows that only lie there: no foreign keys, no triggers.

    The tables' indexes are made at its end: ten million rows with them in place take hours.
    """
    with psycopg.connect(_superuser(), autocommit=True) as link:
        link.execute("SET session_replication_role = replica")
        link.execute("SET maintenance_work_mem = '512MB'")
        link.execute("SET statement_timeout = 0")
        later = _without_indexes(link, tables)
        yield link
        for statement in later:
            link.execute(statement)
        for table in tables:
            link.execute(f"VACUUM ANALYZE {table}")


def mark(table: str, size: int) -> None:
    """Say that the table is full; the last statement of a filling, so that a filling that was cut off is begun again."""
    with psycopg.connect(_superuser(), autocommit=True) as link:
        link.execute(f"COMMENT ON TABLE {table} IS 'bench {size}'")


def _without_indexes(link: psycopg.Connection, tables: Sequence[str]) -> list[str]:
    """Drop the indexes that no constraint needs; the statements that make them again."""
    found = link.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i "
        "WHERE indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
        [list(tables)],
    ).fetchall()
    for name, _statement in found:
        link.execute(f"DROP INDEX {name}")
    return [statement for _name, statement in found]


def _superuser() -> str:
    """The superuser's address of this database."""
    target, admin = urlparse(os.environ["DATABASE_URL"]), urlparse(os.environ["SUPERUSER_DATABASE_URL"])
    return urlunparse(admin._replace(path=target.path))


def _drop_older(admin: psycopg.Connection, prefix: str) -> None:
    like = prefix.replace("_", "\\_") + "%"
    for (old,) in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [like]).fetchall():
        admin.execute(f'DROP DATABASE "{old}" WITH (FORCE)')


def _room(admin: psycopg.Connection, needed: int) -> None:
    folder = admin.execute("SHOW data_directory").fetchone()
    disk = shutil.disk_usage(folder[0] if folder else "/")
    if disk.free - needed < disk.total * FREE_SHARE:
        free, want = disk.free // 10**9, needed // 10**9
        raise SystemExit(f"bench: {want} GB are needed and a tenth of the disk free beside them, {free} GB are there")

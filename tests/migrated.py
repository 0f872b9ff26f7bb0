"""One migrated database a run, made while the workers still read the tests; each worker's own begins as a copy of it.

Where bin/test runs two halves side by side, the one hands the other a dump of it ($PORTAL_TEST_DUMP names the file).
"""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg

from runtime.places import ROOT, Places, postgres_binaries, postgres_uid
from runtime.services import Services

SCRATCH = "PORTAL_TEST_MIGRATED"
"""Names the folder in which the first process says how it went; not set where somebody else's PostgreSQL is used."""
TEMPLATE = "portal_migrated"
DUMP = "PORTAL_TEST_DUMP"
WAIT_SECONDS = 300


def begin(folder: Path) -> None:
    """Migrate a fresh database beside everything else that the run does."""
    os.environ[SCRATCH] = str(folder)
    threading.Thread(target=_migrate, args=(folder / "migrated", os.environ["DATABASE_URL"]), daemon=True).start()


def copy_to(name: str) -> None:
    """Make database ``name`` with all tables and no rows; raises when the migrations fail."""
    if error := _text(Path(os.environ[SCRATCH]) / "migrated").decode():
        raise RuntimeError(f"the migrations failed:\n{error}")
    _say(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}" STRATEGY FILE_COPY', os.environ["DATABASE_URL"])


def restore_to(here: Places) -> None:
    """Put the tables into a portal that was never started, where the other half of the run hands them over."""
    if not os.environ.get(DUMP):
        return
    dump = _text(Path(os.environ[DUMP]))
    services = Services(here, outside={})
    services.start()
    try:
        if dump and services.postgres:
            command = [services.postgres.binaries / "pg_restore", "--no-owner", "--no-privileges", "-d", services.postgres.url()]
            subprocess.run(command, input=dump, check=True, capture_output=True)
    finally:
        services.stop()


def _text(said: Path) -> bytes:
    """What stands in a file that another process is about to write."""
    end = time.monotonic() + WAIT_SECONDS
    while not said.exists():
        if time.monotonic() > end:
            raise RuntimeError(f"the migrations took longer than {WAIT_SECONDS} s")
        time.sleep(0.1)
    return said.read_bytes()


def _migrate(said: Path, address: str) -> None:
    _say(f'CREATE DATABASE "{TEMPLATE}"', address)
    environment = {**os.environ, "DATABASE_URL": _beside(address, TEMPLATE), "PYTHONPATH": str(ROOT), "TMPDIR": str(said.parent)}
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    answer = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    error = (answer.stderr or f"exit code {answer.returncode}") if answer.returncode else ""
    if os.environ.get(DUMP):
        _write(Path(os.environ[DUMP]), b"" if error else _dumped(_beside(address, TEMPLATE)))
    _write(said, error.encode())


def _dumped(address: str) -> bytes:
    """Taken before anybody copies the database: PostgreSQL copies none that somebody is connected to."""
    program = postgres_binaries(postgres_uid()) / "pg_dump"
    return subprocess.run([program, "--format=custom", "--compress=0", address], check=True, capture_output=True).stdout


def _write(path: Path, data: bytes) -> None:
    """Whole or not there."""
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.rename(path)


def _beside(address: str, name: str) -> str:
    return f"{address.rpartition('/')[0]}/{name}"


def _say(statement: str, address: str) -> None:
    with psycopg.connect(_beside(address, "postgres"), autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]

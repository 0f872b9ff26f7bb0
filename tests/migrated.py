"""One migrated database a run, made while the workers still read the tests; each worker's own begins as a copy of it."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg

from runtime.places import ROOT

SCRATCH = "PORTAL_TEST_MIGRATED"
"""Names the folder in which the first process says how it went; not set where somebody else's PostgreSQL is used."""
TEMPLATE = "portal_migrated"
WAIT_SECONDS = 300


def begin(folder: Path) -> None:
    """Migrate a fresh database beside everything else that the run does."""
    os.environ[SCRATCH] = str(folder)
    threading.Thread(target=_migrate, args=(folder / "migrated", os.environ["DATABASE_URL"]), daemon=True).start()


def copy_to(name: str) -> None:
    """Make database ``name`` with all tables and no rows; raises when the migrations fail."""
    said = Path(os.environ[SCRATCH]) / "migrated"
    end = time.monotonic() + WAIT_SECONDS
    while not said.exists():
        if time.monotonic() > end:
            raise RuntimeError(f"the migrations took longer than {WAIT_SECONDS} s")
        time.sleep(0.1)
    if error := said.read_text():
        raise RuntimeError(f"the migrations failed:\n{error}")
    _say(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}" STRATEGY FILE_COPY', os.environ["DATABASE_URL"])


def _migrate(said: Path, address: str) -> None:
    _say(f'CREATE DATABASE "{TEMPLATE}"', address)
    environment = {**os.environ, "DATABASE_URL": _beside(address, TEMPLATE), "PYTHONPATH": str(ROOT), "TMPDIR": str(said.parent)}
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    answer = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    part = said.with_suffix(".part")
    part.write_text(answer.stderr or f"exit code {answer.returncode}" if answer.returncode else "")
    part.rename(said)


def _beside(address: str, name: str) -> str:
    return f"{address.rpartition('/')[0]}/{name}"


def _say(statement: str, address: str) -> None:
    with psycopg.connect(_beside(address, "postgres"), autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]

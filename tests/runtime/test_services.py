"""The embedded services against real processes: rows and keys survive kill -9, a second start finds them."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from runtime import places, ports
from runtime.places import Places
from runtime.postgres import APPLICATION, Postgres
from runtime.services import Services


@pytest.fixture
def here() -> Iterator[Places]:
    folder = places.throwaway("service-test")
    yield folder
    folder.remove()


@pytest.fixture
def services(here: Places) -> Iterator[Services]:
    running = Services(here, outside={})
    running.start()
    yield running
    running.stop()


def _postgres(services: Services) -> Postgres:
    assert services.postgres is not None
    return services.postgres


def _write(services: Services, number: int) -> None:
    with psycopg.connect(_postgres(services).url()) as database:
        database.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        database.execute("INSERT INTO kept VALUES (%s)", [number])


def _rows(services: Services) -> list[int]:
    with psycopg.connect(_postgres(services).url(APPLICATION)) as database:
        return [row[0] for row in database.execute("SELECT number FROM kept ORDER BY number")]


def _kill(services: Services, name: str) -> None:
    child = next(member.child for member in services.members if member.name == name)
    assert child.process is not None
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()


def test_after_kill_9_of_postgres_the_supervisor_brings_it_back_with_every_row(services: Services) -> None:
    _write(services, 1)
    port = _postgres(services).port
    _kill(services, "postgres")
    services.revive()
    assert _rows(services) == [1]
    assert _postgres(services).port == port, "the web workers reconnect to the address they know"


def test_a_second_start_keeps_rows_passwords_and_the_name_of_the_cluster(here: Places, services: Services) -> None:
    _write(services, 7)
    cluster = _postgres(services).cluster
    services.stop()
    again = Services(here, outside={})
    again.start()
    try:
        assert _rows(again) == [7]
        assert _postgres(again).cluster == cluster
    finally:
        again.stop()


def test_a_stale_pid_file_whose_number_another_program_has_is_no_obstacle(here: Places, services: Services) -> None:
    _write(services, 3)
    postgres = _postgres(services)
    pid_file = postgres.data / "postmaster.pid"
    remembered = pid_file.read_text()
    services.stop()
    pid_file.write_text(remembered.replace(remembered.split("\n", 1)[0], str(os.getpid()), 1))
    again = Services(here, outside={})
    again.start()
    try:
        assert _rows(again) == [3]
    finally:
        again.stop()


def test_a_server_left_over_by_a_killed_supervisor_is_ended_first(here: Places, services: Services) -> None:
    _write(services, 5)
    again = Services(here, outside={})
    again.start()
    try:
        assert ports.wait(lambda: not _postgres(services).child.alive(), 5)
        assert _rows(again) == [5]
    finally:
        again.stop()


def test_the_application_may_write_rows_but_not_change_tables(services: Services) -> None:
    _write(services, 1)
    with psycopg.connect(_postgres(services).url(APPLICATION), autocommit=True) as database:
        database.execute("INSERT INTO kept VALUES (2)")
        for forbidden in (
            "TRUNCATE kept",
            "DROP TABLE kept",
            "ALTER TABLE kept DISABLE TRIGGER ALL",
            "CREATE TABLE mine (x int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                database.execute(forbidden)
    assert _rows(services) == [1, 2]


def test_what_must_not_be_lost_is_written_through(services: Services) -> None:
    with psycopg.connect(_postgres(services).url()) as database:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert database.execute(f"SHOW {setting}").fetchone() == ("on",)
        assert database.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)


def test_valkey_asks_for_its_password_and_keeps_its_queue_over_kill_9(services: Services) -> None:
    assert services.valkey is not None

    def ask(*lines: str) -> str:
        with socket.create_connection((ports.LOOPBACK, services.valkey.port), timeout=2) as wire:
            wire.sendall("".join(f"{line}\r\n" for line in (*lines, "QUIT")).encode())
            return b"".join(iter(lambda: wire.recv(4096), b"")).decode()

    assert "NOAUTH" in ask("GET letter")
    login = f"AUTH {services.valkey.password}"
    assert ask(login, "RPUSH letter one", "WAITAOF 1 0 1000").count("+OK") >= 1
    _kill(services, "valkey")
    services.revive()
    assert "one" in ask(login, "LRANGE letter 0 -1")


def test_addresses_that_are_given_start_nothing(tmp_path: Path) -> None:
    given = {"DATABASE_URL": "postgres://me@db/x", "REDIS_URL": "redis://cache/1"}
    services = Services(Places(tmp_path), outside=given)
    assert services.members == []
    env = services.env(owner=False)
    assert (env["DATABASE_URL"], env["REDIS_URL"]) == ("postgres://me@db/x", "redis://cache/1")
    assert services.identity is None

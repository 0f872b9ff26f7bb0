"""The running portal with handles for what the faults do to it and for what is left afterwards."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from portal.mainjob.visitor import Visitor
from tests.behind import Behind
from tests.live import Live


class Site:
    """``faults``: the folder that common.faultpoints looks into."""

    def __init__(self, live: Live, behind: Behind, faults: Path) -> None:
        self.live = live
        self.behind = behind
        self.base_url = live.base_url
        self.faults = faults

    def stage(self, what: str, count: int) -> Any:
        """Make drafts, dossiers or letters; see tests/faults/stage.py."""
        return self.behind.ask(f"tests.faults.stage:{what}", count)

    def visitor(self, name: str) -> Visitor:
        """A demonstration person with a session of their own."""
        visitor = Visitor(self.base_url, name)
        visitor.http.cookies.set("portal_session", self.behind.session(f"{name}@demo.vn"), domain="127.0.0.1")
        return visitor

    def connect(self) -> "psycopg.Connection[Any]":
        """A connection of the tables' owner."""
        return psycopg.connect(self.live.facts["env"]["DATABASE_URL"])

    def rows(self, sql: str, values: Any = ()) -> list[Any]:
        """What a query answers, over a connection of its own."""
        with self.connect() as connection:
            return connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Any = ()) -> Any:
        """The first value of the first row."""
        return self.rows(sql, values)[0][0]

    @contextmanager
    def unattended(self) -> Iterator[None]:
        """The supervisor sleeps, so whatever dies stays dead until the end of the block."""
        self.live.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.live.process.send_signal(signal.SIGCONT)

    def kill_at(self, point: str, seconds: float = 20) -> None:
        """Wait until a process stops at an armed point, then kill -9 it; see ``arm``."""
        until(lambda: any(self.faults.glob(f"{point}.*")), seconds, f"somebody reaches {point}")
        reached = next(self.faults.glob(f"{point}.*"))
        os.kill(int(reached.suffix[1:]), signal.SIGKILL)
        reached.unlink()

    def arm(self, point: str) -> None:
        """The next process to reach ``point`` stops there."""
        (self.faults / point).touch()

    def letters(self) -> str:
        """Everything that was e-mailed."""
        return "\n".join(path.read_text(errors="replace") for path in sorted((self.live.here.var / "mail").glob("*")))

    def drained(self) -> bool:
        """Whether no outbox row waits to be worked on; a dead one waits for an administrator."""
        return not self.one("SELECT count(*) FROM common_outboxmessage WHERE done_at IS NULL AND dead_at IS NULL")

    def broken(self) -> list[str]:
        """Violations of I1-I8 as ``manage.py check_invariants`` tells them."""
        return list(self.behind.ask("tests.faults.stage:broken"))


def until(check: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait for ``check``; returns the seconds it took, fails with ``what`` after ``seconds``."""
    started = time.monotonic()
    while not check():
        assert time.monotonic() - started < seconds, f"{seconds:.0f} s passed before {what}"
        time.sleep(0.05)
    return time.monotonic() - started

"""One supervised process: started in a session of its own, logged to a file, stopped politely and then not."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
LOG_LIMIT_BYTES = 5 * 1024 * 1024


class Child:
    """A process that dies with us, whatever kills us.

    ``user``: numeric uid (and gid) to run as, None for our own. ``stop_signal``: what means "end in order" to it.
    ``patience``: seconds it gets for that before SIGKILL goes to its whole session.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        log: Path,
        cwd: Path,
        user: int | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        patience: float = 15,
    ) -> None:
        self.name = name
        self.command = [str(part) for part in command]
        self.env = dict(env)
        self.log = log
        self.cwd = cwd
        self.user = user
        self.stop_signal = stop_signal
        self.patience = patience
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    def start(self) -> None:
        """Start the process; call from a thread that lives as long as the process shall."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        _rotate(self.log)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self.env,
                cwd=self.cwd,
                # Ctrl-C in the terminal reaches only us: we stop the others in the right order.
                start_new_session=True,
                preexec_fn=_dies_with_parent(self.stop_signal),
                **as_user(self.user),
            )

    def alive(self) -> bool:
        """Whether it runs now; reaps it when it does not."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """End it in order, by force after ``patience`` seconds; harmless when it is not running."""
        if self.process is None:
            return
        if self.alive():
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(self.patience)
            except subprocess.TimeoutExpired:
                pass
        self.clear()

    def clear(self) -> None:
        """Kill whatever is left of its session and reap it: the workers of a master that was killed outlive it."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        self.process.wait()
        self.process = None

    def tail(self, lines: int = 15) -> str:
        """The last lines of its log, for the message that says why it did not start."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except FileNotFoundError:
            return ""


class Backoff:
    """When may a process that dies again and again be started the next time: at once, then ever later, to 30 s."""

    def __init__(self) -> None:
        self.failures = 0
        self.next_at = 0.0

    def note(self) -> float:
        """Count a death; returns the seconds to wait. A quiet minute forgets the earlier ones."""
        moment = time.monotonic()
        if moment - self.next_at > 60:
            self.failures = 0
        delay = min(30.0, 0.0 if self.failures == 0 else 0.5 * 2**self.failures)
        self.failures += 1
        self.next_at = moment + delay
        return delay

    def due(self) -> bool:
        return time.monotonic() >= self.next_at


def as_user(uid: int | None) -> dict[str, Any]:
    """Arguments for subprocess: run as ``uid`` and its group, without any group of ours; None changes nothing."""
    return {} if uid is None else {"user": uid, "group": uid, "extra_groups": []}


def _dies_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """Linux sends the child ``number`` when we die without a word. Runs after the change of user, which would clear it."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def arrange() -> None:
        prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        if os.getppid() != parent:
            os._exit(1)

    return arrange


def _rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(log.suffix + ".1"))

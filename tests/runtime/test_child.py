"""Supervised processes: ended politely, then by force, with everything they started; restarted ever more slowly."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from runtime import child as module
from runtime import ports
from runtime.child import Backoff, Child

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
PARENT = (
    "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(p.pid, flush=True); time.sleep(60)"
)


def _child(tmp_path: Path, program: str, patience: float = 5) -> Child:
    started = Child(
        "try", [sys.executable, "-c", program], env=os.environ, log=tmp_path / "log" / "try.log", cwd=tmp_path, patience=patience
    )
    started.start()
    assert ports.wait(lambda: bool(started.tail()), 10)
    return started


def _gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def test_whoever_does_not_end_is_killed_after_its_patience(tmp_path: Path) -> None:
    stubborn = _child(tmp_path, STUBBORN, patience=0.2)
    stubborn.stop()
    assert not stubborn.alive()
    stubborn.stop()  # harmless


def test_the_workers_of_a_killed_master_do_not_stay(tmp_path: Path) -> None:
    master = _child(tmp_path, PARENT)
    worker = int(master.tail())
    assert master.process is not None
    os.kill(master.process.pid, signal.SIGKILL)
    assert ports.wait(lambda: not master.alive(), 5)
    master.clear()
    assert ports.wait(lambda: _gone(worker), 5)


def test_a_process_that_keeps_dying_is_started_ever_more_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0)
    backoff = Backoff()
    delays = [backoff.note() for _ in range(9)]
    assert delays[:4] == [0.0, 1.0, 2.0, 4.0]
    assert max(delays) == 30.0
    assert not backoff.due()
    monkeypatch.setattr(time, "monotonic", lambda: 1200.0)
    assert backoff.due()
    assert backoff.note() == 0.0, "a quiet minute forgets"


def test_a_long_log_is_set_aside_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOG_LIMIT_BYTES", 2)
    _child(tmp_path, "print('one two three')").stop()
    _child(tmp_path, "print('four')").stop()
    assert "four" in (tmp_path / "log" / "try.log").read_text()
    assert "one two three" in (tmp_path / "log" / "try.log.1").read_text()

"""A whole running portal for tests that need one: real processes, throw-away data, addresses and pids to play with."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from runtime import places, ports
from runtime.places import ROOT, Places
from tests import migrated

BOOT_SECONDS = 240
NOT_INHERITED = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "PORTAL_VAR", "PORTAL_STARTED")


class Live:
    """``bin/run`` in a folder of its own. Everything in it is restarted when it dies, as for people."""

    def __init__(self, here: Places, process: "subprocess.Popen[bytes]", base_url: str, extra: dict[str, str]) -> None:
        self.extra = extra
        self.here = here
        self.process = process
        self.base_url = base_url

    @property
    def facts(self) -> dict[str, Any]:
        """What the supervisor announces: env (owner's), application_database_url, pids, log."""
        return dict(json.loads((self.here.run / "services.json").read_text()))

    @property
    def pids(self) -> dict[str, int]:
        """Process ids by name: postgres, valkey, sandbox, web, worker, beat; they change at a restart."""
        return dict(self.facts["pids"])

    @property
    def env(self) -> dict[str, str]:
        """The environment of a management command beside it."""
        return {**_outer_environment(), "PORTAL_VAR": str(self.here.var), **self.extra, **self.facts["env"]}

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send a signal to one process by its name; the supervisor notices within a second."""
        os.kill(self.pids[name], number)

    def manage(self, *arguments: str, check: bool = True) -> str:
        """Run a management command beside it and return its stdout; raises when it fails and ``check`` is set."""
        command = [sys.executable, ROOT / "manage.py", *arguments]
        return subprocess.run(command, env=self.env, check=check, capture_output=True, text=True, timeout=120).stdout

    def log(self, name: str) -> str:
        return (self.here.log / f"{name}.log").read_text(errors="replace")

    def stop(self) -> None:
        """Ctrl-C, then wait; the data are removed."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.here.remove()


GROWN = "PORTAL_TEST_GROWN"
"""Names the folder that the workers of one run of tests share (tests/conftest.py makes it)."""


def _grown() -> Path:
    """The data of a portal that was migrated and seeded, made once a run of tests: each portal begins with a copy of them."""
    grown = Path(os.environ[GROWN]) / "var"
    with grown.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the workers begin together
        if not grown.exists():
            here = places.throwaway("grown")
            migrated.restore_to(here)
            command = [sys.executable, "-m", "runtime", "manage", "demo_accounts"]
            subprocess.run(
                command, env={**_outer_environment(), "PORTAL_VAR": str(here.var)}, cwd=ROOT, check=True, capture_output=True
            )
            shutil.move(here.var, grown)
    return grown


def start(purpose: str, extra: dict[str, str] | None = None) -> Live:
    """Boot a portal with fresh data on a free port; ``extra``: variables for all its processes."""
    here = places.throwaway(purpose)
    # The owner of PostgreSQL's files is another one than ours when we are root: cp keeps it.
    subprocess.run(["cp", "-a", f"{_grown()}/.", str(here.var)], check=True)
    port = ports.free()
    output = Path(here.var / "output.txt")
    # Papers are signed here without time stamps and remote keys: two processes fewer (bin/run --check has them).
    without = {"TSA_URL": "", "SIGNING_CSC_URL": ""}
    environment = {**_outer_environment(), "PORTAL_VAR": str(here.var), **without, **(extra or {})}
    command = [sys.executable, "-m", "runtime", "run", "--port", str(port)]
    with output.open("wb") as stream:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=stream, stderr=subprocess.STDOUT)
    end = time.monotonic() + BOOT_SECONDS
    while not (here.run / "services.json").exists():
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            process.wait()
            text = output.read_text(errors="replace")
            here.remove()
            raise RuntimeError(f"the portal did not start:\n{text}")
        time.sleep(0.1)
    return Live(here, process, f"http://{ports.LOOPBACK}:{port}", extra or {})


def _outer_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    return {**kept, "PYTHONPATH": str(ROOT)}

"""bin/run --check: boot with throw-away data, let main_job do the whole job over HTTP, say OK or what failed."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from runtime import places, ports
from runtime.instance import Instance
from runtime.places import ROOT
from runtime.says import Stop, say
from runtime.services import lap

VERDICTS = ("OK", "FAILED")


def main(ending: Callable[[], bool], *, port: int | None = None) -> int:
    """Print a line a step and, last, ``OK`` (returns 0) or ``FAILED: step`` (returns 1)."""
    here = places.throwaway("check")
    instance = None
    verdict = "FAILED: boot"
    started = time.monotonic()
    try:
        instance = Instance(here, port=ports.insist(port) if port else ports.free())
        instance.start()
        instance.expect_worker()
        print(f"boot: {lap(started)}", flush=True)
        verdict = _main_job(instance)
    except Stop as reason:
        say(str(reason))
    except KeyboardInterrupt:
        verdict = "FAILED: interrupted"
    finally:
        if instance:
            if verdict != "OK":
                _show_logs(here.log)
            instance.stop()
        here.remove()
    print(verdict, flush=True)
    return 0 if verdict == "OK" else 1


def _main_job(instance: Instance) -> str:
    """Run the command, pass its lines on, and return its verdict (the last line is printed by us, after the stop)."""
    command = [sys.executable, str(ROOT / "manage.py"), "main_job", "--base-url", instance.base_url]
    verdict = last = ""
    environment = {**instance.env(owner=True), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as job:
        assert job.stdout is not None
        for line in job.stdout:
            line = line.rstrip("\n")
            if line.split(":", 1)[0] in VERDICTS:
                verdict = line
            else:
                print(line, flush=True)
                last = line or last
    if job.returncode != 0:
        return verdict if verdict.startswith("FAILED") else f"FAILED: {last.split(':', 1)[0] or 'main_job'}"
    return "OK"


def _show_logs(folder: Path) -> None:
    """The ends of the logs that are about to be deleted with the throw-away data."""
    for log in sorted(folder.glob("*.log")):
        lines = log.read_text(errors="replace").splitlines()[-12:]
        say(f"--- {log.name}\n" + "\n".join(lines))

"""gunicorn as in bin/run (two sync workers), on a free port, for the time of a benchmark."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from runtime import ports


@contextmanager
def serving() -> Iterator[str]:
    """Yield the base address of a running server; it is stopped at the end whatever happens."""
    port = ports.free()
    env = {**os.environ, "PORTAL_BIND": f"127.0.0.1:{port}", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:portal.gunicorn", "portal.wsgi"]
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(base, process)
        yield base
    finally:
        process.terminate()
        process.wait(20)


def _wait(base: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError("gunicorn ended at once")
        try:
            urllib.request.urlopen(f"{base}/bench/trivial", timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("gunicorn does not answer")

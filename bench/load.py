"""Requests per second from outside: wrk where it is installed, else a small client of our own."""

import http.client
import re
import shutil
import subprocess
import threading
import time
from urllib.parse import urlparse

SECONDS = 3
CONNECTIONS = 4


def tool() -> str:
    """What sends the requests."""
    return "wrk" if shutil.which("wrk") else "python"


def rate(url: str) -> float:
    """Requests per second that ``url`` answers with 200, over a few seconds, loopback only."""
    if shutil.which("wrk"):
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", url]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in out:
            raise RuntimeError(f"{url}: {out}")
        return float(re.search(r"Requests/sec:\s*([\d.]+)", out).group(1))  # type: ignore[union-attr]
    return _own(url)


def _own(url: str) -> float:
    parts = urlparse(url)
    end = time.monotonic() + SECONDS
    counts: list[int] = []

    def ask() -> None:
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        done = 0
        while time.monotonic() < end:
            connection.request("GET", parts.path)
            answer = connection.getresponse()
            answer.read()
            done += answer.status == 200
        counts.append(done)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS

"""A jail for parsing strangers' bytes: another process with limits on memory, time, files and output (fault F22).

The parent calls ``run("package.module", data, options)``; the module calls ``serve(answer)`` when run as a script.
In between go one line of JSON and the bytes, both ways, by pipe. A bomb, a crash of a C library or an endless loop
ends that process and nothing else. The child has no secrets in its environment and opens no connection of ours.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECONDS = 20
MEMORY = 1 << 30  # address space; resident memory stays well below (libraries map much that they never touch)
_ROOT = Path(__file__).resolve().parent.parent
_ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
Answer = Callable[[bytes, dict[str, Any]], tuple[dict[str, Any], bytes]]


@dataclass(frozen=True)
class Limits:
    """What the child and each process that it starts may take: seconds of processor, bytes of memory and of a file, open files.

    A module that works with files and programs of its own (OCR) says more than the default; it never opens a connection either.
    """

    seconds: int = SECONDS
    memory: int = MEMORY
    file_bytes: int = 0
    files: int = 64


class Escaped(Exception):
    """The child died, was killed at a limit, or answered nonsense: treat its input as hostile or broken."""


@dataclass(frozen=True)
class Reply:
    """What the child answered: a JSON object and bytes (empty when it has none)."""

    answer: dict[str, Any]
    body: bytes


def run(module: str, data: bytes, options: Mapping[str, Any] | None = None, *, seconds: int = SECONDS + 5) -> Reply:
    """Run ``python -m module`` on ``data`` within the limits; raises ``Escaped``. Costs about 0.2 s of start.

    ``seconds`` is how long the caller waits; the processor's time is bounded by ``SECONDS``.
    """
    head = json.dumps(dict(options or {})).encode() + b"\n"
    try:
        # The call is bounded: 20 s of processor, and of waiting a little more than that unless the caller says less.
        done = subprocess.run(
            [sys.executable, "-s", "-m", module],
            input=head + data,
            capture_output=True,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            timeout=seconds,
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Escaped("time") from error
    if done.returncode != 0:
        raise Escaped(f"exit {done.returncode}: {done.stderr[-300:].decode(errors='replace')}")
    line, _, body = done.stdout.partition(b"\n")
    try:
        return Reply(json.loads(line), body)
    except ValueError as error:
        raise Escaped("nonsense") from error


def serve(answer: Answer, limits: Limits | None = None) -> None:
    """The child's side: take limits, read the input, answer once. Anything raised ends the process with code 1."""
    mine = limits or Limits()
    for what, limit in (
        (resource.RLIMIT_AS, mine.memory),
        (resource.RLIMIT_CPU, mine.seconds),
        (resource.RLIMIT_FSIZE, mine.file_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, mine.files),
    ):
        resource.setrlimit(what, (limit, limit))
    line, _, data = sys.stdin.buffer.read().partition(b"\n")
    found, body = answer(data, json.loads(line))
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n" + body)
    sys.stdout.buffer.flush()

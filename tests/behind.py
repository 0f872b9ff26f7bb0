"""A Django process behind a running portal that does what tests ask of it: it starts once, so that no wish pays for a start.

``Behind(env).ask("tests.faults.stage:drafts", 3)`` calls that function there and returns its answer (JSON) or raises with its
traceback. ``python -m tests.behind`` is the other side: a line asks, a line answers.
"""

import importlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from typing import Any

import django
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections

from runtime.places import ROOT

SESSION = "tests.journeys.entering:session"


class Behind:
    """``env`` tells the environment of a process beside the portal; it is asked for at the first wish."""

    def __init__(self, env: Callable[[], dict[str, str]]) -> None:
        self._env = env
        self._process: subprocess.Popen[str] | None = None

    def ask(self, what: str, *given: Any) -> Any:
        """Call ``module:function`` with ``given`` there; raises ``RuntimeError`` with what went wrong."""
        if self._process is None:
            command = [sys.executable, "-m", "tests.behind"]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, env=self._env(), cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        assert self._process.stdin is not None and self._process.stdout is not None
        print(json.dumps([what, given]), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        answer = json.loads(line) if line else {"wrong": f"it ended with {self._process.wait()}"}
        if "wrong" in answer:
            raise RuntimeError(f"{what}: {answer['wrong']}")
        return answer["answer"]

    def session(self, email: str) -> str:
        """A new session of this person, as after logging in: the value of the cookie."""
        return str(self.ask(SESSION, email))

    def end(self) -> None:
        """The process goes."""
        if self._process is not None:
            self._process.communicate(timeout=30)


def main() -> None:
    """Answer until nobody asks; what the functions print goes to stderr."""
    answers, sys.stdout = sys.stdout, sys.stderr
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    django.setup()
    for line in sys.stdin:
        what, given = json.loads(line)
        try:
            module, _colon, name = what.partition(":")
            answer = {"answer": getattr(importlib.import_module(module), name)(*given)}
        except Exception:
            answer = {"wrong": traceback.format_exc()}
        finally:
            connections.close_all()  # the next wish may come after the database was killed
        print(json.dumps(answer, cls=DjangoJSONEncoder), file=answers, flush=True)


if __name__ == "__main__":
    main()

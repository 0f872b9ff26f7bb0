"""The reference engine (@formio/core in Node) as one long-lived process that answers line by line."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FOLDER = Path(__file__).parent
VENV_NODE = FOLDER.parents[2] / ".venv" / "bin" / "node"


class NoOracle(RuntimeError):
    """Node or the package is not there; ``bin/test`` installs both."""


class Oracle:
    """``with Oracle() as oracle: oracle.ask(form, data)``; times of day are Viet Nam's, as ours are."""

    def __init__(self) -> None:
        node = shutil.which("node") or str(VENV_NODE)
        if not (FOLDER / "node_modules").is_dir() or not Path(node).exists():
            raise NoOracle(f"cd {FOLDER} && npm ci")
        env = {**os.environ, "TZ": "Asia/Ho_Chi_Minh"}
        self._process = subprocess.Popen(
            [node, str(FOLDER / "oracle.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=env,
        )

    def ask(self, form: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
        """{"errors": [{path, rule, message}], "data"} or {"crash": why} for one form and the answers ``data``."""
        return self._answer({"id": 0, "form": form, "submission": {"data": data}})

    def seconds(self, form: Mapping[str, Any], data: Mapping[str, Any], times: int) -> float:
        """How long ``times`` validations take in Node, copies made beforehand."""
        return float(self._answer({"id": 0, "form": form, "submission": {"data": data}, "times": times})["seconds"])

    def logic_seconds(self, rules: list[Any], data: Any, times: int) -> float:
        """How long json-logic-js takes for all ``rules`` on ``data``, ``times`` times."""
        return float(self._answer({"id": 0, "logic": rules, "data": data, "times": times})["seconds"])

    def _answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise NoOracle(f"node ended with {self._process.wait()}")
        return json.loads(line)

    def close(self) -> None:
        """End of input is the end of the process."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

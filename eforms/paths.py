"""Where an answer stands: ``a.b[0].c``. A template path has empty brackets: ``trichLuc[].soBan``."""

import re
from collections.abc import Mapping
from typing import Any

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_WHOLE = re.compile(r"[^.\[\]]+(?:\[\d+\])*(?:\.[^.\[\]]+(?:\[\d+\])*)*")
MISSING: Any = type("Missing", (), {"__repr__": lambda self: "MISSING", "__bool__": lambda self: False})()


def split(path: str) -> list[str | int]:
    """``a.b[0].c`` → ["a", "b", 0, "c"]. Raises ``ValueError`` on anything else."""
    if not _WHOLE.fullmatch(path):
        raise ValueError(path)
    return [name or int(index) for name, index in _STEP.findall(path)]


def section(scope: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object inside another; empty when it is absent or something else."""
    held = scope.get(name)
    return held if isinstance(held, Mapping) else {}


def join(prefix: str, key: str) -> str:
    """Append a key to the path of the scope it stands in."""
    return f"{prefix}.{key}" if prefix else key


def bare(path: str) -> str:
    """Without row numbers: ``a[3].b`` and ``a[].b`` → ``a.b``."""
    return re.sub(r"\[\d*\]", "", path)


def get(scope: Any, parts: tuple[str, ...]) -> Any:
    """Read nested keys; ``MISSING`` when any is absent."""
    for part in parts:
        if not isinstance(scope, dict) or part not in scope:
            return MISSING
        scope = scope[part]
    return scope


def put(scope: dict[str, Any], parts: tuple[str, ...], value: Any) -> None:
    """Write under nested keys, making the objects on the way."""
    for part in parts[:-1]:
        inner = scope.get(part)
        if not isinstance(inner, dict):
            inner = scope[part] = {}
        scope = inner
    scope[parts[-1]] = value


def drop(scope: Any, parts: tuple[str, ...]) -> None:
    """Remove a nested key, and the objects that this leaves empty."""
    if not isinstance(scope, dict) or parts[0] not in scope:
        return
    if len(parts) == 1:
        del scope[parts[0]]
        return
    inner = scope[parts[0]]
    drop(inner, parts[1:])
    if inner == {}:
        del scope[parts[0]]


def find(data: Any, path: str) -> Any:
    """Read a concrete path out of the answers; ``MISSING`` when there is nothing."""
    for step in split(path):
        if isinstance(step, int):
            if not isinstance(data, list) or step >= len(data):
                return MISSING
            data = data[step]
        elif isinstance(data, Mapping) and step in data:
            data = data[step]
        else:
            return MISSING
    return data

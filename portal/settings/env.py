"""Typed readers of environment variables: nonsense stops the start with a sentence, never a guess."""

import os
from pathlib import Path


class BadSetting(RuntimeError):
    """A setting of the environment cannot be understood; the message says which and what is expected."""


def text(name: str, default: str | None = None) -> str:
    """Return the variable ``name``; without a default it must be set and not be empty."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise BadSetting(f"{name} is not set")
    return default


def boolean(name: str, default: bool) -> bool:
    """Read yes/no: 1, true, yes, on or 0, false, no, off, in any case."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(f"{name}={value!r}: expected yes or no")


def integer(name: str, default: int) -> int:
    """Read a whole number."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise BadSetting(f"{name}={value!r}: expected a whole number") from None


def words(name: str, default: list[str]) -> list[str]:
    """Read a comma-separated list; blanks around items are dropped."""
    value = os.environ.get(name, "")
    return [item.strip() for item in value.split(",") if item.strip()] or default


def folder(name: str, default: Path) -> Path:
    """Read a folder's path; it is made when it is missing."""
    path = Path(os.environ.get(name) or default)
    path.mkdir(parents=True, exist_ok=True)
    return path

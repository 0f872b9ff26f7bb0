"""Reads seeds/agencies and seeds/calendars; the fingerprint of what was read tells whether it is loaded already."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

AGENCIES = ("levels", "tree", "seats", "renamed", "successions")


def folder() -> Path:
    """The repository's seeds."""
    return Path(settings.BASE_DIR) / "seeds"


def read(path: Path) -> Any:
    """One YAML file; the C loader, where it was built, is ten times faster."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader either way


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """A digest of the files' bytes and of ``more``."""
    digest = sha256()
    for path in paths:
        digest.update(path.read_bytes())
    for text in more:
        digest.update(text.encode())
    return digest.hexdigest()

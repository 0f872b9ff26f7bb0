"""Skipping what is already done: a stamp holds the hash of what the work was made from."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(paths: Iterable[Path], *extra: str) -> str:
    """SHA-256 over names and bytes of the files (folders are walked), and over ``extra``."""
    total = hashlib.sha256("\0".join(extra).encode())
    for path in sorted(_files(paths)):
        total.update(f"\0{path}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
        elif path.is_file():
            yield path


class Stamp:
    """One finished piece of work, remembered in a file."""

    def __init__(self, path: Path, value: str) -> None:
        self.path = path
        self.value = value

    def holds(self) -> bool:
        try:
            return self.path.read_text() == self.value
        except OSError:
            return False

    def set(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.value)

"""What is said against a document that may not be published."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """One thing that keeps a version from being published; ``path`` leads to it, ``reason`` is stable."""

    path: str
    reason: str
    message: str


class BadContent(Exception):
    """The document may not be published; ``refusals`` says everything that is wrong with it."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("; ".join(f"{r.path}: {r.message}" for r in self.refusals))

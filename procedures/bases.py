"""The legal texts that a document names, and how one stands on a day. Pure, no ORM; records: procedures/services/legal.py."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.text import tidy


@dataclass(frozen=True)
class BasisStanding:
    """A legal text as it stands on ``on``: ``in_force_to`` is the first day without force, None while nobody has ended it.

    ``known`` is false for a code without a record: then nothing can be said, and it counts as in force.
    """

    code: str
    name: str
    on: date
    in_force_from: date | None = None
    in_force_to: date | None = None
    replaced_by: str = ""
    known: bool = True

    @property
    def in_force(self) -> bool:
        """Whether it holds on that day."""
        return not self.not_yet and not self.ended

    @property
    def not_yet(self) -> bool:
        """Whether its first day lies ahead."""
        return self.in_force_from is not None and self.on < self.in_force_from

    @property
    def ended(self) -> bool:
        """Whether its last day has passed."""
        return self.in_force_to is not None and self.on >= self.in_force_to


def codes_of(content: Mapping[str, Any]) -> list[str]:
    """The codes that a version rests on, in its order, each once; a draft may hold anything."""
    return list(dict.fromkeys(one["code"] for one in named(content.get("legal_bases"))))


def named(entries: Any) -> Iterator[Mapping[str, str]]:
    """The entries {code, name} that have a code, both tidied."""
    for entry in entries if isinstance(entries, (list, tuple)) else ():
        if isinstance(entry, Mapping) and (code := tidy(str(entry.get("code") or ""))):
            yield {"code": code, "name": tidy(str(entry.get("name") or ""))}

"""Where a dossier stands in its process: the marking, a value that is stored as a small JSON object."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Marking:
    """The tokens of one dossier.

    ``at`` holds the steps that wait for a person, a due time or sub-dossiers, in the document's order; ``arrived`` says
    for each join that is still waiting which branches have come. Empty before the start and after the end.
    """

    at: tuple[str, ...] = ()
    arrived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.at)

    def __hash__(self) -> int:
        return hash((self.at, frozenset(self.arrived.items())))

    @classmethod
    def only(cls, step_key: str) -> "Marking":
        """One token: where a dossier stands whose process has no branches."""
        return cls((step_key,))

    @classmethod
    def of(cls, doc: Mapping[str, Any]) -> "Marking":
        """Read what ``doc()`` wrote; ``{}`` is empty."""
        return cls(tuple(doc.get("at", ())), {join: tuple(keys) for join, keys in doc.get("arrived", {}).items()})

    def doc(self) -> dict[str, Any]:
        """As JSON: ``{}`` when empty, ``{"at": […]}``, with ``"arrived": {join: [branch, …]}`` while a join waits."""
        if not self.at:
            return {}
        waiting = {join: list(keys) for join, keys in self.arrived.items()}
        return {"at": list(self.at)} | ({"arrived": waiting} if waiting else {})

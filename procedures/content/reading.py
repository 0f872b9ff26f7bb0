"""Parts that a document may write in two ways, read as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """One step of the order of doing things (trình tự thực hiện); many have no name."""

    name: str
    text: str


def steps_of(content: Mapping[str, Any]) -> tuple[Step, ...]:
    """``steps`` in their order, whichever way each is written."""
    return tuple(
        Step(str(step.get("name") or ""), str(step.get("text") or "")) if isinstance(step, Mapping) else Step("", str(step))
        for step in content.get("steps", ())
    )

"""What the checker says."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "hint"]
ERROR: Level = "error"
WARNING: Level = "warning"
HINT: Level = "hint"
LEVELS: tuple[Level, ...] = (ERROR, WARNING, HINT)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``path`` leads to it (papers/<key>, methods/0/limit, form/<reference>; "" for the whole), ``code`` is
    stable, ``message`` says what to do. Errors keep a draft from review, warnings want an answer, hints are advice."""

    path: str
    code: str
    level: Level
    message: str

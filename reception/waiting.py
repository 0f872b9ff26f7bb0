"""How long one will wait, from what was done today: honest, therefore a span, and silent where nothing is known. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

FEWEST = 5
"""So many visits must be over today before they say anything."""
STEP = 5


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes from ``low`` to ``high``; ``known``: from so many visits of today, 0 when from the usual length alone."""

    low: int
    high: int
    known: int


def estimate(before: int, windows: int, lengths: Sequence[float], usual: int) -> Estimate | None:
    """The wait of someone with ``before`` people ahead, ``windows`` at work and visits of ``lengths`` minutes today.

    A quarter of today's visits were shorter than what ``low`` counts with, a quarter longer than what ``high`` does. Without
    enough of them ``usual`` minutes stand for both, with a margin of a half. None when no window is at work.
    """
    if windows < 1:
        return None
    known = len(lengths) >= FEWEST
    short, long = _quartiles(lengths) if known else (usual * 0.5, usual * 1.5)
    # Whoever is next waits for the first window that gets free: on average a visit's share.
    rounds_low, rounds_high = before / windows, (before + 1) / windows
    low = floor(rounds_low * short / STEP) * STEP
    high = max(ceil(rounds_high * long / STEP) * STEP, low + STEP)
    return Estimate(low, high, len(lengths) if known else 0)


def _quartiles(lengths: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(lengths)
    last = len(ordered) - 1
    return ordered[round(last * 0.25)], ordered[round(last * 0.75)]

"""How a benchmark is told and how rounds are taken."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Result:
    """One line of the answer. ``ratio`` is ours to baseline; ``goal`` its bound; ``unit`` says what the two numbers are."""

    name: str
    ours: float
    baseline: float
    ratio: float
    goal: str
    met: bool
    runs: int
    note: str

    def as_json(self) -> str:
        """The line of interfaces.md."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def as_text(self) -> str:
        """The same for a person."""
        sign = "đạt" if self.met else "CHƯA ĐẠT"
        figures = f"ours {self.ours:g}, baseline {self.baseline:g}"
        return f"{self.name:<11} {self.ratio:7.2f}  ({self.goal}: {sign})  {figures}; {self.note}"


def alternate(ours: Callable[[], float], baseline: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Medians of ``rounds`` rounds each, taken turn by turn; one of each before does not count."""
    ours()
    baseline()
    pairs = [(ours(), baseline()) for _ in range(rounds)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def at_most(name: str, ours: float, baseline: float, bound: float, runs: int, note: str) -> Result:
    """A cost: the ratio must not exceed ``bound``."""
    ratio = ours / baseline
    return Result(name, round(ours, 6), round(baseline, 6), round(ratio, 3), f"≤ {bound}", ratio <= bound, runs, note)


def at_least(name: str, ours: float, baseline: float, bound: float, runs: int, note: str) -> Result:
    """A rate: the ratio must reach ``bound``."""
    ratio = ours / baseline
    return Result(name, round(ours, 2), round(baseline, 2), round(ratio, 3), f"≥ {bound}", ratio >= bound, runs, note)

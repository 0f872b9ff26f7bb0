"""The time of a process: its longest way within the legal limit, opinions and sub-dossiers within their steps.

Parallel branches count once: the longest where all are awaited, the quickest of those that surely begin where any one
is enough. A return goes over known ground and is not counted twice.
"""

from collections.abc import Iterator
from fractions import Fraction

from workflow.limits import parse
from workflow.model import Problem, Process, Step
from workflow.words import END

MOST_WAYS = 5_000


class TooManyWays(Exception):
    """The process has more ways than are looked at."""


def within(process: Process, legal_limit: str) -> Iterator[Problem]:
    """Everything about time."""
    whole = parse(legal_limit).hours
    try:
        longest = Longest(process, whole).whole()
        if longest > whole:
            message = f"Các bước cộng lại {float(longest):g} giờ làm việc, quá thời hạn {float(whole):g} giờ."
            yield Problem("", "over-limit", message)
    except TooManyWays:
        yield Problem("", "too-many-ways", "Quy trình rẽ nhánh quá nhiều, không kiểm tra hết được.")
    for step in process.steps:
        own = own_hours(step, whole)
        if any(parse(consult.limit).hours > own for consult in step.consults):
            yield Problem(step.key, "consult-too-long", "Thời gian lấy ý kiến dài hơn thời gian của bước.")
        for child in step.children:
            if parse(child.limit).hours > own:
                message = f"Thời hạn của hồ sơ con “{child.name}” dài hơn thời gian của bước."
                yield Problem(step.key, "child-too-long", message)


def own_hours(step: Step, whole: Fraction) -> Fraction:
    """The step's own time in working hours, whether or not the legal clock counts it."""
    return parse(step.limit).hours if step.limit else Fraction(step.share or 0).limit_denominator(10_000) * whole


class Longest:
    """The longest way through a process, in working hours of a legal limit that is ``whole`` hours long."""

    def __init__(self, process: Process, whole: Fraction) -> None:
        self.process = process
        self.limit = whole
        self.looked = 0
        self._blocks: dict[str, Fraction] = {}

    def whole(self) -> Fraction:
        """From the start to an end; raises ``TooManyWays``."""
        return self._between(self.process.start.key, END)

    def _between(self, first: str, stop: str) -> Fraction:
        """The longest way that passes no step twice, from one step up to ``stop``, an end or a dead end."""
        longest = Fraction(0)
        ways: list[tuple[str, Fraction, frozenset[str]]] = [(first, Fraction(0), frozenset())]
        while ways:
            key, total, seen = ways.pop()
            longest = max(longest, total)
            if key in {END, stop} or key in seen:
                continue
            self.looked += 1
            if self.looked > MOST_WAYS:
                raise TooManyWays
            step = self.process.step(key)
            total += self._hours(step)
            following = self.process.step(self.process.joins[key]) if step.kind == "fork" else step
            ways += [(action.to, total, seen | {key}) for action in reversed(following.actions)]
            longest = max(longest, total)
        return longest

    def _hours(self, step: Step) -> Fraction:
        if step.kind == "fork":
            return self._block(step)
        return Fraction(0) if step.before_clock or step.stops or step.passing else own_hours(step, self.limit)

    def _block(self, fork: Step) -> Fraction:
        if fork.key not in self._blocks:
            join = self.process.step(self.process.joins[fork.key])
            self._blocks[fork.key] = Fraction(0)  # a branch that leads back to its own fork is said elsewhere
            hours = [(action.when is None, self._between(action.to, join.key)) for action in fork.actions]
            sure = [length for surely, length in hours if surely]
            every = [length for _surely, length in hours]
            self._blocks[fork.key] = min(sure) if join.wait == "any" and sure else max(every, default=Fraction(0))
        return self._blocks[fork.key]

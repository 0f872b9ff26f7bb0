"""Where files will pile up: a process run with many dossiers, few people and real times, event by event.

Design requirements: (1) pure and repeatable: the same seed gives the same figures; (2) volumes, people and times are the
caller's, measured from real dossiers; (3) what is decided is decided by ``rules``, so branches, joins and silence at the
due time behave as they do in earnest; (4) a year of a province's busiest procedure in seconds.

Time is in working hours from the first arrival. People work first come, first served; a pool of people is named after a
step or, shared by all its steps, after a role. A step without a pool takes its time but never has a queue.
"""

import random
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import ceil
from typing import Any

from workflow import rules
from workflow.checks.times import own_hours
from workflow.limits import HOURS_A_DAY, parse
from workflow.model import Action, Process, Step
from workflow.simulate import BACK
from workflow.state import Marking
from workflow.words import SYSTEM

FULL = 0.95  # a pool busier than this never catches up after a bad week


@dataclass(frozen=True)
class StepLoad:
    """One step over the whole run: hours waited for somebody, and how many files lay there at once.

    ``queue`` is the mean number waiting, ``longest`` the most, ``left`` those still waiting at the last arrival;
    ``busy`` is the part of its people's time that the whole pool is at work, 0 for a step without a pool.
    """

    step: str
    name: str
    pool: str
    done: int
    wait_mean: float
    wait_95: float
    queue: float
    longest: int
    left: int
    busy: float


@dataclass(frozen=True)
class Report:
    """The figures: ``steps`` in the document's order, ``piles`` the keys of steps where files pile up, worst first.

    ``through_mean`` and ``through_95`` are hours from arrival to end; ``late`` is the part of the finished that took longer
    than the limit, None when no limit was given.
    """

    steps: tuple[StepLoad, ...]
    piles: tuple[str, ...]
    finished: int
    through_mean: float
    through_95: float
    late: float | None


def poisson(per_day: float, days: int, seed: int) -> tuple[float, ...]:
    """Arrivals in working hours: ``per_day`` on the average, spread by chance over ``days`` working days."""
    chance, now, found = random.Random(seed), 0.0, []  # noqa: S311  a simulation, no secret
    while (now := now + chance.expovariate(per_day / HOURS_A_DAY)) < days * HOURS_A_DAY:
        found.append(now)
    return tuple(found)


def simulate(
    process: Process,
    *,
    arrivals: Sequence[float],
    staffing: Mapping[str, int],
    service: Mapping[str, float],
    seed: int = 0,
    samples: Sequence[Mapping[str, Any]] = ({},),
    chances: Mapping[str, Mapping[str, float]] | None = None,
    pauses: Mapping[str, float] | None = None,
    limit: str = "",
) -> Report:
    """Run every arrival to its end.

    ``staffing``: people by step key or role; ``service``: mean hours of work by step key; ``samples``: facts of real
    dossiers, drawn by chance; ``chances``: weights of the actions at a step, the first that leads on where none are given;
    ``pauses``: hours that a step waits without anybody's work (a chain, a posting), and by "step:action" that an act
    which stays waits for its answer; ``limit``: the procedure's, for lateness and silence at the due time.
    """
    run = _Run(process, staffing, service, random.Random(seed), samples, chances or {}, pauses or {}, limit)  # noqa: S311
    run.play(sorted(arrivals))
    return run.report()


@dataclass
class _File:
    """A dossier under way; ``visit`` tells the present visit of each step from earlier, withdrawn ones."""

    came: float
    sample: int
    marking: Marking = field(default_factory=Marking)
    visit: dict[str, int] = field(default_factory=dict)


@dataclass
class _Pool:
    free: int
    people: int
    line: deque[tuple[float, _File, str, int]] = field(default_factory=deque)
    worked: float = 0.0


class _Run:
    def __init__(
        self,
        process: Process,
        staffing: Mapping[str, int],
        service: Mapping[str, float],
        chance: random.Random,
        samples: Sequence[Mapping[str, Any]],
        chances: Mapping[str, Mapping[str, float]],
        pauses: Mapping[str, float],
        limit: str,
    ) -> None:
        self.process, self.service, self.chance, self.samples = process, service, chance, samples
        self.chances, self.pauses = chances, pauses
        self.limit = float(parse(limit).hours) if limit else None
        pools = {key: _Pool(people, people) for key, people in staffing.items()}
        self.pool = {step.key: pools.get(step.key, pools.get(step.role)) for step in process.steps}
        self.named = {step.key: step.key if step.key in pools else step.role for step in process.steps}
        self.events: list[tuple[float, int, str, _File, str, int]] = []
        self.number = count()
        self.moves: dict[tuple[int, Marking, str, str], rules.Move] = {}
        self.offers: dict[tuple[int, str], tuple[Action, ...]] = {}
        self.waits: dict[str, list[float]] = defaultdict(list)
        self.waited: dict[str, float] = defaultdict(float)
        self.longest: dict[str, int] = defaultdict(int)
        self.lying: dict[str, int] = defaultdict(int)
        self.left: dict[str, int] = {}
        self.through: list[float] = []
        self.last = 0.0

    def play(self, arrivals: Sequence[float]) -> None:
        self.last = arrivals[-1] if arrivals else 0.0
        for time in arrivals:
            self._later(time, "arrive", _File(time, self.chance.randrange(len(self.samples))), "", 0)
        act = {"arrive": self._arrive, "queue": self._queue, "done": self._done, "due": self._due}
        while self.events:
            now, _number, what, file, key, visit = heappop(self.events)
            if now > self.last and not self.left:
                self.left = dict(self.lying) or {"": 0}
            act[what](now, file, key, visit)

    def _later(self, time: float, what: str, file: _File, key: str, visit: int) -> None:
        heappush(self.events, (time, next(self.number), what, file, key, visit))

    def _arrive(self, now: float, file: _File, _key: str, _visit: int) -> None:
        self._open(now, file, rules.start(self.process, self.samples[file.sample]))

    def _open(self, now: float, file: _File, move: rules.Move) -> None:
        file.marking = move.marking
        for key in move.cancelled:
            file.visit[key] = next(self.number)
        if move.ends:
            self.through.append(now - file.came)
        for step in move.opened:
            file.visit[step.key] = visit = next(self.number)
            own = float(own_hours(step, parse(f"{self.limit:g}h").hours)) if self.limit else 0.0
            wait = self.pauses.get(step.key, own if step.kind == "chain" else 0.0)
            self._later(now + wait, "queue", file, step.key, visit)
            if step.on_due and self.limit:
                self._later(now + own, "due", file, step.key, visit)

    def _queue(self, now: float, file: _File, key: str, visit: int) -> None:
        if file.visit.get(key) != visit:
            return
        self.lying[key] += 1
        self.longest[key] = max(self.longest[key], self.lying[key])
        pool = self.pool[key]
        if pool is None:
            self._begin(now, now, file, key, visit)
        else:
            pool.line.append((now, file, key, visit))
            self._serve(now, pool)

    def _serve(self, now: float, pool: _Pool) -> None:
        while pool.free and pool.line:
            since, file, key, visit = pool.line.popleft()
            if file.visit.get(key) == visit:
                pool.free -= 1
                self._begin(now, since, file, key, visit)
            else:
                self.lying[key] -= 1

    def _begin(self, now: float, since: float, file: _File, key: str, visit: int) -> None:
        self.lying[key] -= 1
        self.waits[key].append(now - since)
        self.waited[key] += self._until_last(since, now)
        mean = self.service.get(key, 0.0)
        hours = self.chance.gammavariate(2.0, mean / 2.0) if mean else 0.0
        pool = self.pool[key]
        if pool is not None:
            pool.worked += self._until_last(now, now + hours)
        self._later(now + hours, "done", file, key, visit)

    def _until_last(self, begin: float, end: float) -> float:
        """The part of a stretch before the last arrival: what comes after is only the emptying of the queues."""
        return max(0.0, min(end, self.last) - begin)

    def _done(self, now: float, file: _File, key: str, visit: int) -> None:
        pool = self.pool[key]
        if pool is not None:
            pool.free += 1
        if file.visit.get(key) == visit:
            step = self.process.step(key)
            self._act(now, file, step, SYSTEM if step.kind == "chain" else step.role)
        if pool is not None:
            self._serve(now, pool)

    def _due(self, now: float, file: _File, key: str, visit: int) -> None:
        if file.visit.get(key) == visit:
            self._act(now, file, self.process.step(key), SYSTEM)

    def _act(self, now: float, file: _File, step: Step, role: str) -> None:
        action = step.on_due if role == SYSTEM and step.on_due else self._choose(step, role, file.sample)
        place = file.sample, file.marking, step.key, action
        move = self.moves.get(place)
        if move is None:
            facts = self.samples[file.sample]
            move = self.moves[place] = rules.move(self.process, file.marking, step.key, action, role=role, facts=facts)
        file.visit[step.key] = visit = next(self.number)
        if move.stays:
            self._later(now + self.pauses.get(f"{step.key}:{action}", 0.0), "queue", file, step.key, visit)
        else:
            self._open(now, file, move)

    def _choose(self, step: Step, role: str, sample: int) -> str:
        offered = self.offers.get((sample, step.key))
        if offered is None:
            offered = rules.actions(self.process, step.key, role=role, facts=self.samples[sample])
            self.offers[sample, step.key] = offered
        weights = self.chances.get(step.key)
        if weights and any(weights.get(one.key) for one in offered):
            return self.chance.choices([one.key for one in offered], [weights.get(one.key, 0.0) for one in offered])[0]
        onward = [one.key for one in offered if one.to != step.key and one.effect not in BACK]
        if not onward:
            raise rules.IllegalMove(step.key, "", "no-way")
        return onward[0]

    def report(self) -> Report:
        """The figures of the whole run."""
        loads = tuple(self._loads())
        piling = [one for one in loads if one.pool and one.busy >= FULL and one.wait_mean > HOURS_A_DAY]
        late = None
        if self.limit is not None:
            late = sum(hours > self.limit for hours in self.through) / len(self.through) if self.through else 0.0
        piles = tuple(one.step for one in sorted(piling, key=lambda one: -one.queue))
        mean = sum(self.through) / len(self.through) if self.through else 0.0
        return Report(loads, piles, len(self.through), mean, _ninety_fifth(self.through), late)

    def _loads(self) -> Iterator[StepLoad]:
        for step in self.process.steps:
            if step.passing:
                continue
            waits, pool = self.waits[step.key], self.pool[step.key]
            yield StepLoad(
                step.key,
                step.name,
                self.named[step.key] if pool else "",
                len(waits),
                sum(waits) / len(waits) if waits else 0.0,
                _ninety_fifth(waits),
                self.waited[step.key] / self.last if self.last else 0.0,
                self.longest[step.key],
                self.left.get(step.key, 0),
                pool.worked / (pool.people * self.last) if pool and pool.people and self.last else 0.0,
            )


def _ninety_fifth(values: Sequence[float]) -> float:
    return sorted(values)[ceil(0.95 * len(values)) - 1] if values else 0.0

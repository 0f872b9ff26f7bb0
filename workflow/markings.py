"""Every marking that a process can come to, whatever people and conditions decide: for the checker and for tests.

Conditions are taken as open either way, so what is found here can at most be too much, never too little.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import product

from workflow.model import Action, Process, Step
from workflow.state import Marking
from workflow.tokens import Game, Stuck

MOST = 5_000


class TooMany(Exception):
    """There are more markings than are looked at."""


@dataclass
class _Choices:
    """Goes through all answers to a number of questions that turns out while they are put."""

    taken: list[int] = field(default_factory=list)
    offered: list[int] = field(default_factory=list)
    asked: int = 0

    def pick(self, count: int) -> int:
        if self.asked == len(self.taken):
            self.taken.append(0)
            self.offered.append(count)
        self.asked += 1
        return self.taken[self.asked - 1]

    def next(self) -> bool:
        """Turn to the next combination; False when all have been."""
        self.asked = 0
        while self.taken and self.taken[-1] + 1 >= self.offered[-1]:
            self.taken.pop()
            self.offered.pop()
        if self.taken:
            self.taken[-1] += 1
        return bool(self.taken)


@dataclass
class _FreeGame(Game):
    """The token game with its conditions answered by ``choices`` in place of facts."""

    choices: _Choices = field(default_factory=_Choices)
    alone: bool = False

    def takes(self, step: Step) -> Action | None:
        free = next((number for number, one in enumerate(step.actions) if one.when is None), len(step.actions) - 1)
        return step.actions[self.choices.pick(free + 1)]

    def begins(self, step: Step) -> list[Action]:
        if self.alone:
            chosen = self.choices.pick(len(step.actions) + all(one.when is not None for one in step.actions))
            return list(step.actions[chosen : chosen + 1])
        options = list(product(*((True,) if one.when is None else (True, False) for one in step.actions)))
        holding = options[self.choices.pick(len(options))]
        return [one for one, holds in zip(step.actions, holding, strict=True) if holds]

    def asks(self, step: Step) -> bool:
        return any(child.when is None for child in step.children) or bool(self.choices.pick(2))


def explore(process: Process, *, alone: bool = False, most: int = MOST) -> dict[Marking, tuple[Marking, ...]]:
    """Every marking and what may follow it; the empty one is the end. Raises ``TooMany``.

    ``alone`` runs the branches of a block one at a time: in well nested blocks no token touches another branch's, so a
    block is sound when each of its branches is, and the markings add up instead of multiplying.
    A circle of steps that only pass leads nowhere here; the checker names it by its steps.
    """
    found: dict[Marking, tuple[Marking, ...]] = {}
    waiting = deque(_runs(process, Marking(), lambda game: game.enter(process.start), alone=alone))
    while waiting:
        marking = waiting.popleft()
        if marking in found:
            continue
        if len(found) >= most:
            raise TooMany
        found[marking] = tuple(dict.fromkeys(_following(process, marking, alone=alone)))
        waiting.extend(found[marking])
    return found


def _following(process: Process, marking: Marking, *, alone: bool) -> Iterator[Marking]:
    for key in marking.at:
        step = process.step(key)
        for action in step.actions:
            if action.to != key:
                yield from _runs(process, marking, partial(_leave, step, action), alone=alone)


def _leave(step: Step, action: Action, game: Game) -> None:
    game.leave(step, action)


def _runs(process: Process, marking: Marking, play: Callable[[Game], None], *, alone: bool) -> Iterator[Marking]:
    choices = _Choices()
    more = True
    while more:
        game = _FreeGame.begin(process, marking, {})
        game.choices, game.alone = choices, alone
        with suppress(Stuck):
            play(game)
            yield game.marking()
        more = choices.next()

"""The token game: where the tokens of a process go when one of them leaves a step.

The rules, which ``tests/workflow/test_oracle.py`` compares with SpiffWorkflow:

- A fork starts every branch whose condition holds. Without any, its join is passed at once.
- A join for all goes on when no token is left between its fork and itself; a join for any with the first that comes,
  and whatever still lies between is withdrawn.
- An automatic step takes its first action whose condition holds; a chain that no sub-dossier is asked of is passed.
- The end withdraws every other token: inside a branch only ``ends_all`` leads there.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from workflow.model import Action, Process, Step
from workflow.state import Marking
from workflow.words import END

Facts = Mapping[str, Any]


class Stuck(Exception):
    """A token cannot go on by itself: ``reason`` is "no-way" (no condition holds) or "endless" (steps that only pass)."""

    def __init__(self, step: str, reason: str) -> None:
        self.step, self.reason = step, reason
        super().__init__(f"{step}: {reason}")


@dataclass
class Game:
    """One run of the tokens: ``here`` are the waiting steps, ``begun`` those that a token came to in this run."""

    process: Process
    facts: Facts
    here: set[str]
    arrived: dict[str, list[str]]
    begun: set[str] = field(default_factory=set)
    passed: list[str] = field(default_factory=list)
    ended: bool = False
    _flying: deque[tuple[Step, Action]] = field(default_factory=deque)

    @classmethod
    def begin(cls, process: Process, marking: Marking, facts: Facts) -> Self:
        """Set the tokens as they stand."""
        return cls(process, facts, set(marking.at), {join: list(keys) for join, keys in marking.arrived.items()})

    def enter(self, step: Step) -> None:
        """Put a token on a step, without an action that leads there, and let it run."""
        self._arrive(step)
        self._run()

    def leave(self, step: Step, action: Action) -> None:
        """Take the token off a step, send it along an action and let it run until every token waits."""
        self.here.discard(step.key)
        self._flying.append((step, action))
        self._run()

    def marking(self) -> Marking:
        """The tokens as they stand now, in the document's order."""
        if self.ended:
            return Marking()
        order = self.process.order
        return Marking(
            tuple(sorted(self.here, key=order.__getitem__)),
            {join: tuple(keys) for join, keys in sorted(self.arrived.items())},
        )

    def takes(self, step: Step) -> Action | None:
        """The way that an automatic step takes; None when no condition holds."""
        return next((one for one in step.actions if one.holds(self.facts)), None)

    def begins(self, step: Step) -> list[Action]:
        """The branches of a fork that begin."""
        return [one for one in step.actions if one.holds(self.facts)]

    def asks(self, step: Step) -> bool:
        """Whether a chain asks for a sub-dossier at all."""
        return any(child.rule is None or child.rule.test(self.facts) for child in step.children)

    def _run(self) -> None:
        while not self.ended:
            while self._flying and not self.ended:
                self._land(*self._flying.popleft())
            ready = None if self.ended else self._ready()
            if ready is None:
                return
            self._pass_join(ready)

    def _land(self, source: Step, action: Action) -> None:
        if action.to == END:
            self.ended = True
            return
        target = self.process.step(action.to)
        if target.kind == "join":
            came, branch = self.arrived.setdefault(target.key, []), self._branch(source, action, target.of)
            came.extend(() if branch in came else (branch,))
        else:
            self._arrive(target)

    def _arrive(self, step: Step) -> None:
        if len(self.passed) > 4 * len(self.process.steps):
            raise Stuck(step.key, "endless")
        if step.kind == "automatic":
            self._send(step, self.takes(step))
        elif step.kind == "fork":
            self.passed.append(step.key)
            began = self.begins(step)
            self._flying.extend((step, one) for one in began)
            if not began:
                self._pass_join(self.process.joins[step.key])
        elif step.kind == "chain" and not self.asks(step):
            self._send(step, step.actions[0])
        else:
            self.here.add(step.key)
            self.begun.add(step.key)

    def _send(self, step: Step, action: Action | None) -> None:
        if action is None:
            raise Stuck(step.key, "no-way")
        self.passed.append(step.key)
        self._flying.append((step, action))

    def _branch(self, source: Step, action: Action, fork: str) -> str:
        if source.key == fork:
            return action.key
        return dict(self.process.paths.get(source.key, ())).get(fork, action.key)

    def _ready(self) -> str | None:
        """A join that may go on: the innermost first, so that one settled block counts for the block around it."""
        ready = [key for key in self.arrived if self._settled(self.process.step(key))]
        if len(ready) < 2:
            return ready[0] if ready else None
        return min(ready, key=lambda key: (-len(self.process.paths.get(key, ())), self.process.order[key]))

    def _settled(self, join: Step) -> bool:
        return join.wait == "any" or not self._between(join.of)

    def _between(self, fork: str) -> list[str]:
        """The steps and waiting joins with tokens between a fork and its join."""
        inside = self.process.blocks[fork]
        return [key for key in (*self.here, *self.arrived) if key in inside]

    def _pass_join(self, join: str) -> None:
        step = self.process.step(join)
        for key in self._between(step.of):
            self.here.discard(key)
            self.arrived.pop(key, None)
        self.arrived.pop(join, None)
        self.passed.append(join)
        self._flying.append((step, step.actions[0]))

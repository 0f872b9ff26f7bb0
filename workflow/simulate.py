"""Walking a sample dossier through a process, for the person who wrote it: what happens, who does it, how long it takes.

The walk takes at every step the choice that was given for it, else the first action that leads on; every step takes all
of its time, in working hours, so parallel work is done in the order of its ends. Pure: the same process, facts and
choices give the same lines. What only asks (a supplement, an opinion) is done when the step begins and takes no time of
its own: the clock stands still, or the step's time has room for it (the checker sees to that).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from workflow import rules
from workflow.checks.times import own_hours
from workflow.limits import parse
from workflow.model import Action, Process, Step
from workflow.state import Marking
from workflow.words import SYSTEM

MOST_LINES = 200
BACK = frozenset({"return", "refuse", "reject", "supplement", "consult", "obligation"})  # not the first choice of a walk


@dataclass(frozen=True)
class Line:
    """One thing that happens: at step ``step`` the role ``role`` takes ``action`` (``label``) after ``hours`` working hours.

    ``hours`` count from the acceptance by the desk. ``opened``, ``cancelled`` and ``passed`` are names of steps;
    ``waits`` is true when the dossier stays where it is or its branch waits for others. ``note`` says why the walk
    stops where it does, in Vietnamese, and then nothing else is set but the step.
    """

    step: str
    role: str = ""
    action: str = ""
    label: str = ""
    hours: float = 0.0
    opened: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    waits: bool = False
    ends: bool = False
    note: str = ""


@dataclass
class _Walk:
    process: Process
    facts: dict[str, Any]
    choices: dict[str, list[str]]
    whole: Fraction
    marking: Marking = field(default_factory=Marking)
    done_at: dict[str, Fraction] = field(default_factory=dict)

    def lines(self) -> Iterator[Line]:
        begun = rules.start(self.process, self.facts)
        yield self._moved(begun, None, Fraction(0))
        for _number in range(MOST_LINES):
            if not self.marking:
                return
            key = min(self.marking.at, key=lambda one: (self.done_at[one], self.process.order[one]))
            step, now = self.process.step(key), self.done_at[key]
            action, role = self._choose(step)
            if action is None:
                yield Line(step.name, step.role, hours=float(now), note="Không thao tác nào đủ điều kiện, hồ sơ nằm lại ở đây.")
                return
            move = rules.move(self.process, self.marking, key, action.key, role=role, facts=self.facts)
            yield self._moved(move, step, now, role)
        yield Line("", note="Dừng ở đây: đi thử đã quá nhiều lượt.")

    def _choose(self, step: Step) -> tuple[Action | None, str]:
        """The choice given, else the first action that leads on, else any; a chain goes on by itself."""
        role = SYSTEM if step.kind == "chain" else step.role
        offered = {one.key: one for one in rules.actions(self.process, step.key, role=role, facts=self.facts)}
        wanted = self.choices.get(step.key)
        if wanted:
            key = wanted.pop(0)
            if key == SYSTEM and step.on_due:
                return step.action(step.on_due), SYSTEM
            if key in offered:
                return offered[key], role
        onward = [one for one in offered.values() if one.to != step.key and one.effect not in BACK]
        return next(iter([*onward, *(one for one in offered.values() if one.to != step.key)]), None), role

    def _moved(self, move: rules.Move, step: Step | None, now: Fraction, role: str = "") -> Line:
        self.marking = move.marking
        if step and move.action:
            self.facts["acts"] = {**self.facts.get("acts", {}), step.key: move.action.key}
            self._note(step, move.action)
        for one in (*move.opened, *([move.stays] if move.stays else [])):
            self.done_at[one.key] = now + (Fraction(0) if self._stays_first(one) else self._hours(one))
        names = {key: self.process.step(key).name for key in (*move.cancelled, *move.passed)}
        return Line(
            step.name if step else self.process.name,
            role,
            move.action.key if move.action else "",
            move.action.label if move.action else "",
            float(now),
            tuple(one.name for one in move.opened),
            tuple(names[key] for key in move.cancelled),
            tuple(names[key] for key in move.passed),
            waits=not move.ends and not move.opened,
            ends=move.ends,
        )

    def _note(self, step: Step, action: Action) -> None:
        """What the act changes for the conditions further on; whoever is asked answers in time and agrees."""
        if action.effect == "supplement":
            self.facts["supplements"] = self.facts.get("supplements", 0) + 1
        if action.effect == "consult":
            agreed = dict.fromkeys((one.key for one in step.consults), "agree")
            self.facts |= {"consulted": True, "verdicts": {**self.facts.get("verdicts", {}), **agreed}}
        if step.kind == "chain":
            ended = dict.fromkeys((one.key for one in rules.children(step, self.facts)), "completed")
            self.facts["children"] = {**self.facts.get("children", {}), **ended}

    def _stays_first(self, step: Step) -> bool:
        """Whether the next choice here only asks somebody: that is done when the work begins, not when its time is up."""
        action = step.action(next(iter(self.choices.get(step.key, ())), ""))
        return action is not None and action.to == step.key

    def _hours(self, step: Step) -> Fraction:
        return Fraction(0) if step.before_clock or step.stops else own_hours(step, self.whole)


def walk(
    process: Process,
    facts: Mapping[str, Any],
    choices: Mapping[str, Sequence[str]] | None = None,
    *,
    limit: str = "1wd",
) -> tuple[Line, ...]:
    """Walk one dossier from the start to its end.

    ``facts`` are what the conditions read (``words.FACTS``; at least the sample ``answers``), ``choices`` the actions to
    take at a step, by its key, one for each visit ("system" for the due time passing); ``limit`` the procedure's.
    Raises ``rules.IllegalMove`` where the process leads nowhere.
    """
    given = {key: list(keys) for key, keys in (choices or {}).items()}
    return tuple(_Walk(process, dict(facts), given, parse(limit).hours).lines())

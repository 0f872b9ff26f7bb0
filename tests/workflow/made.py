"""Small processes for the tests: written by hand, taken from the seeds, or grown at random with well nested blocks."""

import random
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from workflow import checker, language

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "procedures"


@cache
def seeded(code: str) -> language.Process:
    """The process of a seeded procedure."""
    return language.load(yaml.safe_load((SEEDS / code / "process.yaml").read_text(encoding="utf-8")))


def act(key: str, to: str, **more: Any) -> dict[str, Any]:
    """An action; its key is its label, and its effect when the language knows it; what ends hands over."""
    effect = key if key in language.EFFECTS else "hand-over" if to == "end" else "forward"
    return {"key": key, "label": key, "to": to, "effect": effect} | more


def step(key: str, *actions: Any, kind: str = "handle", role: str = "handler", share: Any = 0.1, **more: Any) -> dict[str, Any]:
    """A step; an action is a pair (key, to) or a whole one."""
    acts = [one if isinstance(one, dict) else act(*one) for one in actions]
    return {"key": key, "name": key, "kind": kind, "role": role, "agency": "handling", "share": share, "actions": acts, **more}


def passing(key: str, kind: str, *actions: Any, **more: Any) -> dict[str, Any]:
    """A step that is nobody's work."""
    made = step(key, *actions, kind=kind, **more)
    return {name: value for name, value in made.items() if name not in {"role", "agency", "share"} or name in more}


def process(*steps: dict[str, Any]) -> language.Process:
    """The process of these steps."""
    return language.load({"schema": 1, "name": "thử", "steps": list(steps)})


def codes(*steps: dict[str, Any], limit: str = "3wd", ends: bool = False, **given: Any) -> set[tuple[str, str]]:
    """What the checker says of these steps: (step, code). How they end is told only with ``ends``: pieces end anyhow."""
    found = checker.check(process(*steps), legal_limit=limit, **given)
    return {(one.step, one.code) for one in found if ends or one.code != "ends-open"}


def grown(seed: int, *, size: int = 3, conditions: bool = True) -> dict[str, Any]:
    """A random document with well nested blocks; the same seed gives the same one."""
    return {"schema": 1, "name": f"hạt {seed}", "steps": list(_Grower(seed, conditions).all(size))}


class _Grower:
    """Grows a sequence of works, choices, returns and blocks. Inside a block for any (``quick``) nothing ends the process."""

    def __init__(self, seed: int, conditions: bool) -> None:
        self.chance = random.Random(seed)
        self.names = count()
        self.conditions = conditions
        self.quick = 0

    def all(self, size: int) -> Iterator[dict[str, Any]]:
        first, last = self.name("w"), self.name("w")
        rest = list(self.sequence(last, size, depth=0))
        yield step(first, ("go", rest[0]["key"]), share=0)
        yield from rest
        yield step(last, ("go", "end"), share=0)

    def name(self, letter: str) -> str:
        return f"{letter}{next(self.names)}"

    def sequence(self, then: str, size: int, depth: int) -> Iterator[dict[str, Any]]:
        """``size`` parts one behind the other, the last leading to ``then``; inside a block when ``depth``."""
        parts: list[list[dict[str, Any]]] = []
        for _number in range(size):
            parts.insert(0, list(self.part(parts[0][0]["key"] if parts else then, depth)))
        for number, part in enumerate(parts):
            if (
                number
                and self.chance.random() < 0.25
                and parts[number - 1][0]["kind"] == "handle"
                and part[0]["kind"] == "handle"
            ):
                part[0]["actions"].append(act("back", parts[number - 1][0]["key"]))
            yield from part

    def part(self, then: str, depth: int) -> Iterator[dict[str, Any]]:
        kind = self.chance.choice(
            ["work", "work", "choice", *(["block"] if depth < 2 else []), *([] if depth else ["block"] * 2)]
        )
        if kind == "work":
            yield self.work(then, depth)
        elif kind == "choice":
            yield from self.choice(then, depth)
        else:
            yield from self.block(then, depth)

    def work(self, then: str, depth: int) -> dict[str, Any]:
        made = step(self.name("w"), ("go", then), share=0)
        if self.chance.random() < 0.15 and not self.quick:
            made["actions"].append(act("stop", "end", **({"ends_all": True} if depth else {})))
        return made

    def choice(self, then: str, depth: int) -> Iterator[dict[str, Any]]:
        left, right = self.work(then, depth), self.work(then, depth)
        when = {"var": f"answers.c{next(self.names)}"}
        yield passing(self.name("a"), "automatic", act("yes", left["key"], when=when), act("no", right["key"]))
        yield from (left, right)

    def block(self, then: str, depth: int) -> Iterator[dict[str, Any]]:
        fork, join, wait = self.name("f"), self.name("j"), self.chance.choice(["all", "all", "any"])
        self.quick += wait == "any"
        branches = [
            list(self.sequence(join, self.chance.choice([1, 1, 2]), depth + 1))
            for _number in range(self.chance.choice([2, 2, 3]))
        ]
        self.quick -= wait == "any"
        starts = [act(f"b{number}", branch[0]["key"]) for number, branch in enumerate(branches)]
        for start in starts:
            if self.conditions and self.chance.random() < 0.4:
                start["when"] = {"var": f"answers.c{next(self.names)}"}
        yield passing(fork, "fork", *starts)
        for branch in branches:
            yield from branch
        yield passing(join, "join", ("on", then), of=fork, wait=wait)


def facts_of(chance: random.Random, doc: dict[str, Any]) -> dict[str, Any]:
    """Answers to every condition of a grown document, drawn at random."""
    names = {one["when"]["var"] for raw in doc["steps"] for one in raw["actions"] if "when" in one}
    return {"answers": {name.removeprefix("answers."): chance.random() < 0.6 for name in sorted(names)}}

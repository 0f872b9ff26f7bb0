"""JsonLogic: rules as data, for e-forms, fees, papers and processes.

Design requirements:

1. The meaning is json-logic-js's, coercions of JavaScript included; all 278 official cases hold (tests/common/test_jsonlogic.py).
2. A rule is compiled once into closures and then called often; a compiled rule is immutable and safe to share.
3. An unknown operator or a rule too deep or too large is refused when it is compiled, never while a citizen waits.
4. Nothing in a rule can blow up: work in lists, text and merged lists is bounded at run time (``RuleTooCostly``).
5. ``Rule.variables`` says what a rule reads, so that callers can order rules and find cycles.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from common.jsonoperators import EAGER, LAZY, SCOPED, Json, RuleTooCostly, Scope, Step, lookup
from common.jsvalues import text, truthy

__all__ = ["OPERATORS", "BadRule", "Rule", "RuleTooCostly", "apply", "compile", "is_logic", "lookup"]


MAX_DEPTH = 60
MAX_NODES = 5_000
MAX_WORK = 200_000


class BadRule(ValueError):
    """The rule cannot be compiled; ``operator`` names the culprit where there is one."""

    def __init__(self, message: str, operator: str = "") -> None:
        self.operator = operator
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule. Call it with the data; ``variables`` are the outer names it reads, ``"*"`` if one is computed."""

    source: Json
    variables: frozenset[str]
    step: Step

    def __call__(self, data: Scope) -> Json:
        """Evaluate; never raises but for ``RuleTooCostly``."""
        return self.step(data, [MAX_WORK])

    def test(self, data: Scope) -> bool:
        """Evaluate and read the answer as JsonLogic's truth (an empty list is false)."""
        return truthy(self.step(data, [MAX_WORK]))


def compile(rule: Json) -> Rule:
    """Compile ``rule`` (any JSON value). Raises ``BadRule``."""
    names: set[str] = set()
    compiler = _Compiler(names)
    step = compiler.build(rule, 0, outer=True)
    return Rule(rule, frozenset(names), step)


@lru_cache(maxsize=2048)
def _cached(source: str) -> Rule:
    return compile(json.loads(source))


def apply(rule: Json, data: Scope = None) -> Json:
    """Compile (remembered by content) and evaluate in one go. Raises ``BadRule``."""
    return _cached(json.dumps(rule, sort_keys=True))(data)


def is_logic(value: Json) -> bool:
    """Tell whether a value is an operation: an object with exactly one key."""
    return isinstance(value, Mapping) and len(value) == 1


class _Compiler:
    """One compilation: counts nodes and gathers the outer variables into ``names``."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self.nodes = 0

    def build(self, rule: Json, depth: int, *, outer: bool) -> Step:
        """Turn a rule into a closure. ``outer`` is false inside map, filter and the like, where names mean the item."""
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise BadRule("rule is too deep or too large")
        if isinstance(rule, list):
            steps = tuple(self.build(item, depth + 1, outer=outer) for item in rule)
            return lambda data, budget: [step(data, budget) for step in steps]
        if not is_logic(rule):
            return lambda data, budget: rule
        ((operator, given),) = rule.items()
        arguments = given if isinstance(given, list) else [given]
        if operator in ("var", "missing", "missing_some"):
            self._note(operator, arguments, outer)
        if operator in SCOPED:
            over = self.build(arguments[0] if arguments else None, depth + 1, outer=outer)
            inner = self.build(arguments[1] if len(arguments) > 1 else None, depth + 1, outer=False)
            start = self.build(arguments[2] if len(arguments) > 2 else None, depth + 1, outer=outer)
            return SCOPED[operator](over, inner, start)
        steps = tuple(self.build(item, depth + 1, outer=outer) for item in arguments)
        if operator in LAZY:
            return LAZY[operator](steps)
        if operator == "var":
            return _var(arguments, steps)
        eager = EAGER.get(operator)
        if eager is None:
            raise BadRule(f"unknown operator {operator!r}", operator)
        return _call(eager, steps)

    def _note(self, operator: str, arguments: list[Json], outer: bool) -> None:
        if not outer:
            return
        if operator == "missing_some":
            arguments = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], list) else ["*"]
        elif operator == "var":
            arguments = arguments[:1]
        elif arguments and isinstance(arguments[0], list):
            arguments = arguments[0]
        for name in arguments:
            self.names.add(str(name) if isinstance(name, (str, int)) and not isinstance(name, bool) and name != "" else "*")


def _call(function: Callable[..., Json], steps: tuple[Step, ...]) -> Step:
    if len(steps) == 1:
        one = steps[0]
        return lambda data, budget: function(data, budget, one(data, budget))
    if len(steps) == 2:
        first, second = steps
        return lambda data, budget: function(data, budget, first(data, budget), second(data, budget))
    return lambda data, budget: function(data, budget, *(step(data, budget) for step in steps))


def _var(arguments: list[Json], steps: tuple[Step, ...]) -> Step:
    default = steps[1] if len(steps) > 1 else (lambda data, budget: None)
    if arguments and isinstance(arguments[0], str) and arguments[0]:
        name = arguments[0]
        if "." not in name:
            return lambda data, budget: (
                data[name] if isinstance(data, dict) and name in data else _read(data, name, default, budget)
            )
        return lambda data, budget: _read(data, name, default, budget)
    key = steps[0] if steps else (lambda data, budget: None)

    def computed(data: Scope, budget: list[int]) -> Json:
        name = key(data, budget)
        return data if name is None or name == "" else _read(data, text(name), default, budget)

    return computed


_MISSING = object()


def _read(data: Scope, name: str, default: Step, budget: list[int]) -> Json:
    found = lookup(data, name, _MISSING)
    return default(data, budget) if found is _MISSING else found


OPERATORS = frozenset({"var", *LAZY, *SCOPED, *EAGER})

"""JsonLogic: rules as data, for e-forms, fees, papers and processes.

Design requirements:

1. The meaning is json-logic-js's, coercions of JavaScript included; all 278 official cases hold (tests/common/test_jsonlogic.py).
2. A rule is compiled once into closures and then called often; a compiled rule is immutable and safe to share.
3. An unknown operator or a rule too deep or too large is refused when it is compiled, never while a citizen waits.
4. Nothing in a rule can blow up: work in lists, text and merged lists is bounded at run time (``RuleTooCostly``).
5. ``Rule.variables`` says what a rule reads, so that callers can order rules and find cycles.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from common.jsvalues import add, divide, less, loosely_equal, number, parse_float, remainder, strictly_equal, text, truthy

Json: TypeAlias = Any
Scope: TypeAlias = Any
Step: TypeAlias = Callable[[Scope, list[int]], Json]

MAX_DEPTH = 60
MAX_NODES = 5_000
MAX_WORK = 200_000
MAX_TEXT = 100_000


class BadRule(ValueError):
    """The rule cannot be compiled; ``operator`` names the culprit where there is one."""

    def __init__(self, message: str, operator: str = "") -> None:
        self.operator = operator
        super().__init__(message)


class RuleTooCostly(ValueError):
    """A run went over its budget of work or made a text too long."""


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


def lookup(data: Scope, path: str, default: Json = None) -> Json:
    """Read ``a.b.0`` out of nested objects and lists as JavaScript would; missing gives ``default``."""
    found = data
    for part in path.split("."):
        if isinstance(found, Mapping):
            if part not in found:
                return default
            found = found[part]
        elif isinstance(found, (list, str)):
            if part == "length":
                found = len(found)
            elif part.isdecimal() and int(part) < len(found):
                found = found[int(part)]
            else:
                return default
        else:
            return default
    return found


def _spend(budget: list[int], amount: int) -> None:
    budget[0] -= amount
    if budget[0] < 0:
        raise RuleTooCostly("rule does too much work")


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
        (operator, given), = rule.items()
        arguments = given if isinstance(given, list) else [given]
        if operator in ("var", "missing", "missing_some"):
            self._note(operator, arguments, outer)
        if operator in _SCOPED:
            over = self.build(arguments[0] if arguments else None, depth + 1, outer=outer)
            inner = self.build(arguments[1] if len(arguments) > 1 else None, depth + 1, outer=False)
            start = self.build(arguments[2] if len(arguments) > 2 else None, depth + 1, outer=outer)
            return _SCOPED[operator](over, inner, start)
        steps = tuple(self.build(item, depth + 1, outer=outer) for item in arguments)
        if operator in _LAZY:
            return _LAZY[operator](steps)
        if operator == "var":
            return _var(arguments, steps)
        eager = _EAGER.get(operator)
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
            return lambda data, budget: data[name] if isinstance(data, dict) and name in data else _read(
                data, name, default, budget
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


def _if(steps: tuple[Step, ...]) -> Step:
    def run(data: Scope, budget: list[int]) -> Json:
        index = 0
        while index < len(steps) - 1:
            if truthy(steps[index](data, budget)):
                return steps[index + 1](data, budget)
            index += 2
        return steps[index](data, budget) if index < len(steps) else None

    return run


def _until(stop: bool) -> Callable[[tuple[Step, ...]], Step]:
    def make(steps: tuple[Step, ...]) -> Step:
        def run(data: Scope, budget: list[int]) -> Json:
            value = None
            for step in steps:
                value = step(data, budget)
                if truthy(value) is stop:
                    return value
            return value

        return run

    return make


def _items(over: Step, data: Scope, budget: list[int]) -> list[Json]:
    items = over(data, budget)
    if not isinstance(items, list):
        return []
    _spend(budget, len(items) + 1)
    return items


def _map(over: Step, inner: Step, start: Step) -> Step:
    return lambda data, budget: [inner(item, budget) for item in _items(over, data, budget)]


def _filter(over: Step, inner: Step, start: Step) -> Step:
    return lambda data, budget: [item for item in _items(over, data, budget) if truthy(inner(item, budget))]


def _reduce(over: Step, inner: Step, start: Step) -> Step:
    def run(data: Scope, budget: list[int]) -> Json:
        kept = start(data, budget)
        for item in _items(over, data, budget):
            kept = inner({"current": item, "accumulator": kept}, budget)
        return kept

    return run


def _all(over: Step, inner: Step, start: Step) -> Step:
    def run(data: Scope, budget: list[int]) -> bool:
        items = _items(over, data, budget)
        return bool(items) and all(truthy(inner(item, budget)) for item in items)

    return run


def _some(wanted: bool) -> Callable[[Step, Step, Step], Step]:
    def make(over: Step, inner: Step, start: Step) -> Step:
        return lambda data, budget: any(truthy(inner(item, budget)) for item in _items(over, data, budget)) is wanted

    return make


def _missing(data: Scope, budget: list[int], *keys: Json) -> list[Json]:
    wanted = keys[0] if keys and isinstance(keys[0], list) else keys
    _spend(budget, len(wanted))
    return [key for key in wanted if lookup(data, text(key), None) in (None, "")]


def _missing_some(data: Scope, budget: list[int], need: Json = 0, options: Json = None) -> list[Json]:
    wanted = options if isinstance(options, list) else []
    absent = _missing(data, budget, wanted)
    return [] if len(wanted) - len(absent) >= number(need) else absent


def _cat(data: Scope, budget: list[int], *parts: Json) -> str:
    joined = "".join("" if part is None else text(part) for part in parts)
    if len(joined) > MAX_TEXT:
        raise RuleTooCostly("text grows too long")
    _spend(budget, len(joined) // 100)
    return joined


def _substr(data: Scope, budget: list[int], source: Json = None, start: Json = 0, length: Json = None) -> str:
    whole = text(source)
    begin = int(number(start)) if math.isfinite(number(start)) else 0
    tail = whole[max(begin + len(whole), 0) if begin < 0 else begin :]
    if length is None:
        return tail
    size = int(number(length)) if math.isfinite(number(length)) else 0
    return tail[: max(len(tail) + size, 0)] if size < 0 else tail[:size]


def _merge(data: Scope, budget: list[int], *parts: Json) -> list[Json]:
    merged = [item for part in parts for item in (part if isinstance(part, list) else [part])]
    _spend(budget, len(merged))
    return merged


def _in(data: Scope, budget: list[int], needle: Json = None, hay: Json = None) -> bool:
    if isinstance(hay, str):
        return text(needle) in hay
    return isinstance(hay, list) and any(strictly_equal(item, needle) for item in hay)


def _between(strict: bool) -> Callable[..., bool]:
    def compare(data: Scope, budget: list[int], a: Json = None, b: Json = None, *rest: Json) -> bool:
        return less(a, b, strict=strict) and (not rest or less(b, rest[0], strict=strict))

    return compare


def _sum(data: Scope, budget: list[int], *parts: Json) -> Json:
    total: Json = 0
    for part in parts:
        total = add(total, parse_float(part))
    return total


def _product(data: Scope, budget: list[int], *parts: Json) -> Json:
    if len(parts) == 1:
        return parts[0]
    product: Json = parse_float(parts[0]) if parts else None
    for part in parts[1:]:
        product = _finite(lambda left=product, right=parse_float(part): left * right)
    return product


def _minus(data: Scope, budget: list[int], a: Json = None, *rest: Json) -> Json:
    return -number(a) if not rest else _finite(lambda: number(a) - number(rest[0]))


def _finite(work: Callable[[], Json]) -> Json:
    """Bound integers to what JavaScript holds: past 1e308 a number is infinite, never a huge integer."""
    value = work()
    if isinstance(value, int) and abs(value) > 1 << 53:
        return float(value) if abs(value) < 1 << 1000 else math.copysign(math.inf, value)
    return value


def _extreme(choose: Callable[..., Json], empty: float) -> Callable[..., Json]:
    def run(data: Scope, budget: list[int], *parts: Json) -> Json:
        numbers = [number(part) for part in parts]
        if any(isinstance(n, float) and math.isnan(n) for n in numbers):
            return math.nan
        return choose(numbers) if numbers else empty

    return run


_LAZY: dict[str, Callable[[tuple[Step, ...]], Step]] = {"if": _if, "?:": _if, "and": _until(False), "or": _until(True)}
_SCOPED: dict[str, Callable[[Step, Step, Step], Step]] = {
    "map": _map, "filter": _filter, "reduce": _reduce, "all": _all, "some": _some(True), "none": _some(False),
}  # fmt: skip
_EAGER: dict[str, Callable[..., Json]] = {
    "==": lambda data, budget, a=None, b=None, *rest: loosely_equal(a, b),
    "!=": lambda data, budget, a=None, b=None, *rest: not loosely_equal(a, b),
    "===": lambda data, budget, a=None, b=None, *rest: strictly_equal(a, b),
    "!==": lambda data, budget, a=None, b=None, *rest: not strictly_equal(a, b),
    "<": _between(True),
    "<=": _between(False),
    ">": lambda data, budget, a=None, b=None, *rest: less(b, a, strict=True),
    ">=": lambda data, budget, a=None, b=None, *rest: less(b, a, strict=False),
    "!": lambda data, budget, a=None, *rest: not truthy(a),
    "!!": lambda data, budget, a=None, *rest: truthy(a),
    "+": _sum,
    "*": _product,
    "-": _minus,
    "/": lambda data, budget, a=None, b=None, *rest: divide(a, b),
    "%": lambda data, budget, a=None, b=None, *rest: remainder(a, b),
    "min": _extreme(min, math.inf),
    "max": _extreme(max, -math.inf),
    "in": _in,
    "cat": _cat,
    "substr": _substr,
    "merge": _merge,
    "missing": _missing,
    "missing_some": _missing_some,
    "log": lambda data, budget, a=None, *rest: a,
}
OPERATORS = frozenset({"var", *_LAZY, *_SCOPED, *_EAGER})

"""What each operator of JsonLogic does: ``LAZY`` choose which operand to evaluate, ``SCOPED`` walk a list, ``EAGER`` take values.

Every eager operator gets (data, budget, *values); work and text are bounded by the budget, so no rule can blow up.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from common.jsvalues import add, divide, less, loosely_equal, number, parse_float, remainder, strictly_equal, text, truthy

Json: TypeAlias = Any
Scope: TypeAlias = Any
Step: TypeAlias = Callable[[Scope, list[int]], Json]

MAX_TEXT = 100_000


class RuleTooCostly(ValueError):
    """A run went over its budget of work or made a text too long."""


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


def _missing_some(data: Scope, budget: list[int], need: Json = 0, options: Json = None, *rest: Json) -> list[Json]:
    wanted = options if isinstance(options, list) else []
    absent = _missing(data, budget, wanted)
    return [] if len(wanted) - len(absent) >= number(need) else absent


def _cat(data: Scope, budget: list[int], *parts: Json) -> str:
    joined = "".join("" if part is None else text(part) for part in parts)
    if len(joined) > MAX_TEXT:
        raise RuleTooCostly("text grows too long")
    _spend(budget, len(joined) // 100)
    return joined


def _substr(data: Scope, budget: list[int], source: Json = None, start: Json = 0, length: Json = None, *rest: Json) -> str:
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


def _in(data: Scope, budget: list[int], needle: Json = None, hay: Json = None, *rest: Json) -> bool:
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
        product = _finite(product * parse_float(part))
    return product


def _minus(data: Scope, budget: list[int], a: Json = None, *rest: Json) -> Json:
    return -number(a) if not rest else _finite(number(a) - number(rest[0]))


def _finite(value: Json) -> Json:
    """Bound integers to what JavaScript holds: past 1e308 a number is infinite, never a huge integer."""
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


LAZY: dict[str, Callable[[tuple[Step, ...]], Step]] = {"if": _if, "?:": _if, "and": _until(False), "or": _until(True)}
SCOPED: dict[str, Callable[[Step, Step, Step], Step]] = {
    "map": _map, "filter": _filter, "reduce": _reduce, "all": _all, "some": _some(True), "none": _some(False),
}  # fmt: skip
EAGER: dict[str, Callable[..., Json]] = {
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

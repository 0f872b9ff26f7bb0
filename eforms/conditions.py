"""When a component shows: Form.io's three ways of saying it, compiled once.

1. ``{"show": true, "when": "quanHe", "eq": "khac"}``: text comparison.
2. ``{"show": true, "conjunction": "all"|"any", "conditions": [{"component", "operator", "value"}]}``.
3. ``{"json": JsonLogic}`` over ``data``, ``row``, ``value``.

The same condition goes to the browser as ``Condition.client``, which frontend/src/eform.js reads; the server has the last word.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from common import jsonlogic
from common.jsvalues import number, text, truthy
from eforms import dates
from eforms.nodes import MAX_WORK, Condition

Json = Any
Resolve = Callable[[str], str]
"""A component's name as JsonLogic says it (``data.x`` or ``row.x``), "" when there is none."""
Reader = Callable[[Mapping[str, Json], Mapping[str, Json]], Json]
Test = tuple[Reader, Callable[[Json, Json], bool], Json]


@dataclass(frozen=True, slots=True)
class Names:
    """What a condition may ask about the components that it names."""

    resolve: Resolve
    month_first: Callable[[str], bool]


class BadCondition(ValueError):
    """The condition cannot be used; ``reason``: unknown-operator, unknown-field or bad-condition; ``name``: the culprit."""

    def __init__(self, reason: str, name: str = "") -> None:
        self.reason, self.name = reason, name
        super().__init__(f"{reason} {name}")


def is_empty(value: Json) -> bool:
    """No answer: nothing, empty text, an empty list, boxes of which none is ticked."""
    if isinstance(value, Mapping):
        return not any(truthy(item) for item in value.values())
    return not value.strip() if isinstance(value, str) else value is None or value == [] or value is False


def _equal(value: Json, wanted: Json) -> bool:
    if isinstance(value, Mapping):
        return truthy(value.get(text(wanted)))
    if isinstance(value, list):
        return any(_equal(item, wanted) for item in value)
    if value is None or wanted is None:
        return value is wanted
    return text(value) == text(wanted)


def _includes(value: Json, wanted: Json) -> bool:
    if isinstance(value, str):
        return text(wanted) in value
    return _equal(value, wanted) if isinstance(value, (Mapping, list)) else False


def _day(value: Json) -> date | None:
    read = dates.read(value) if isinstance(value, str) else None
    return read.earliest() if read else None


def _dated(compare: Callable[[date, date], bool]) -> Callable[[Json, Json], bool]:
    def test(value: Json, wanted: Json) -> bool:
        left, right = _day(value), _day(wanted)
        return left is not None and right is not None and compare(left, right)

    return test


_same_day = _dated(lambda a, b: a == b)


def _numbered(compare: Callable[[float, float], bool]) -> Callable[[Json, Json], bool]:
    """Only numbers are more or less than something: the text "6" is not, as in the reference."""
    return lambda value, wanted: (
        isinstance(value, (int, float)) and not isinstance(value, bool) and compare(value, number(wanted))
    )


OPERATORS: Mapping[str, Callable[[Json, Json], bool]] = {
    "isEqual": _equal,
    "isNotEqual": lambda value, wanted: not _equal(value, wanted),
    "isEmpty": lambda value, wanted: is_empty(value),
    "isNotEmpty": lambda value, wanted: not is_empty(value),
    "includes": _includes,
    "notIncludes": lambda value, wanted: not _includes(value, wanted),
    "startsWith": lambda value, wanted: isinstance(value, str) and value.startswith(text(wanted)),
    "endsWith": lambda value, wanted: isinstance(value, str) and value.endswith(text(wanted)),
    "greaterThan": _numbered(lambda a, b: a > b),
    "greaterThanOrEqual": _numbered(lambda a, b: a >= b),
    "lessThan": _numbered(lambda a, b: a < b),
    "lessThanOrEqual": _numbered(lambda a, b: a <= b),
    "isDateEqual": _same_day,
    "isNotDateEqual": lambda value, wanted: not _same_day(value, wanted),
    "dateGreaterThan": _dated(lambda a, b: a > b),
    "dateGreaterThanOrEqual": _dated(lambda a, b: a >= b),
    "dateLessThan": _dated(lambda a, b: a < b),
    "dateLessThanOrEqual": _dated(lambda a, b: a <= b),
}


def compile(conditional: Json, resolve: Resolve, month_first: Callable[[str], bool] = lambda name: False) -> Condition | None:
    """Compile a component's ``conditional``; ``None`` when it says nothing.

    ``month_first(name)`` tells of a component whether its days are written month first. Raises ``BadCondition`` and
    ``jsonlogic.BadRule``.
    """
    if not isinstance(conditional, Mapping):
        return None
    if conditional.get("json"):
        return _logic(conditional["json"])
    if conditional.get("conditions"):
        return _many(conditional, text(conditional.get("show", True)) in ("true", "1"), resolve, month_first)
    when = conditional.get("when")
    if not when:
        return None
    # The reference's own reading: what is neither true nor "true" hides.
    return _all_or_any(
        [(str(when), "isEqual", conditional.get("eq"))], True, text(conditional.get("show")) == "true", resolve, month_first
    )


def _logic(rule: Json) -> Condition:
    compiled = jsonlogic.compile(rule)
    step = compiled.step

    def test(data: Mapping[str, Json], row: Mapping[str, Json], budget: list[int] | None = None) -> bool:
        result = step({"data": data, "row": row}, [MAX_WORK] if budget is None else budget)
        return result is None or truthy(result)  # as the reference: a rule without an answer hides nothing

    return Condition(test, compiled.variables, {"json": rule})


def _many(conditional: Mapping[str, Json], shows: bool, resolve: Resolve, month_first: Callable[[str], bool]) -> Condition | None:
    rows = conditional["conditions"]
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise BadCondition("bad-condition")
    conjunction = conditional.get("conjunction") or "all"
    if conjunction not in ("all", "any"):
        raise BadCondition("unknown-operator", str(conjunction))
    named = [row for row in rows if row.get("component")]  # the builder leaves empty rows behind
    if not named:
        return None
    triples = [(str(row["component"]), str(row.get("operator") or ""), row.get("value")) for row in named]
    return _all_or_any(triples, conjunction == "all", shows, resolve, month_first)


def _all_or_any(
    triples: list[tuple[str, str, Json]], every: bool, shows: bool, resolve: Resolve, month_first: Callable[[str], bool]
) -> Condition:
    tests: list[Test] = []
    names: list[str] = []
    for component, operator, wanted in triples:
        name = resolve(component)
        if not name:
            raise BadCondition("unknown-field", component)
        if operator not in OPERATORS:
            raise BadCondition("unknown-operator", operator)
        names.append(name)
        holds = OPERATORS[operator]
        tests.append((_reader(name), _swapped(holds) if "date" in operator.lower() and month_first(component) else holds, wanted))
    client = {"show": shows, "every": every, "tests": [[n, o, w] for n, (_, o, w) in zip(names, triples, strict=True)]}
    return Condition(_one(tests[0], shows) if len(tests) == 1 else _several(tests, every, shows), frozenset(names), client)


def _swapped(holds: Callable[[Json, Json], bool]) -> Callable[[Json, Json], bool]:
    """The comparison for days that are written month first."""
    return lambda value, wanted: holds(_turned(value), _turned(wanted))


def _turned(value: Json) -> Json:
    first, slash, rest = value.partition("/") if isinstance(value, str) else ("", "", "")
    second, _, year = rest.partition("/")
    return f"{second}/{first}/{year}" if slash else value


def _one(only: Test, shows: bool) -> Callable[..., bool]:
    read, holds, wanted = only
    return lambda data, row, budget=None: holds(read(data, row), wanted) is shows


def _several(tests: list[Test], every: bool, shows: bool) -> Callable[..., bool]:
    combine = all if every else any
    return lambda data, row, budget=None: combine(holds(read(data, row), wanted) for read, holds, wanted in tests) is shows


def _reader(name: str) -> Reader:
    scope, _, path = name.partition(".")
    if scope == "row":
        return lambda data, row: jsonlogic.lookup(row, path)
    if "." not in path:
        return lambda data, row: data.get(path)
    return lambda data, row: jsonlogic.lookup(data, path)

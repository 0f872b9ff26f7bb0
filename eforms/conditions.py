"""When a component shows: Form.io's three ways of saying it, compiled once.

1. ``{"show": true, "when": "quanHe", "eq": "khac"}``: text comparison.
2. ``{"show": true, "conjunction": "all"|"any", "conditions": [{"component", "operator", "value"}]}``.
3. ``{"json": JsonLogic}`` over ``data``, ``row``, ``value``.

The same condition goes to the browser as ``Condition.client``, which frontend/src/eform.js reads; the server has the last word.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from common import jsonlogic
from common.jsvalues import number, text, truthy
from eforms import dates
from eforms.nodes import Condition

Json = Any
Reader = Callable[[Mapping[str, Json], Mapping[str, Json]], Json]


class BadCondition(ValueError):
    """The condition cannot be used; ``reason``: unknown-operator, unknown-field or bad-condition; ``name``: the culprit."""

    def __init__(self, reason: str, name: str = "") -> None:
        self.reason, self.name = reason, name
        super().__init__(f"{reason} {name}")


def is_empty(value: Json) -> bool:
    """No answer: nothing, empty text, an empty list, boxes of which none is ticked."""
    if isinstance(value, Mapping):
        return not any(truthy(item) for item in value.values())
    return value is None or value == "" or value == [] or value is False


def _equal(value: Json, wanted: Json) -> bool:
    if isinstance(value, Mapping):
        return truthy(value.get(text(wanted)))
    if isinstance(value, list):
        return any(_equal(item, wanted) for item in value)
    return ("" if value is None else text(value)) == ("" if wanted is None else text(wanted))


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


def _numbered(compare: Callable[[float, float], bool]) -> Callable[[Json, Json], bool]:
    return lambda value, wanted: value not in (None, "") and compare(number(value), number(wanted))


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
    "isDateEqual": _dated(lambda a, b: a == b),
    "isNotDateEqual": lambda value, wanted: _day(value) != _day(wanted),
    "dateGreaterThan": _dated(lambda a, b: a > b),
    "dateGreaterThanOrEqual": _dated(lambda a, b: a >= b),
    "dateLessThan": _dated(lambda a, b: a < b),
    "dateLessThanOrEqual": _dated(lambda a, b: a <= b),
}


def compile(conditional: Json, resolve: Callable[[str], str]) -> Condition | None:
    """Compile a component's ``conditional``; ``None`` when it says nothing.

    ``resolve(name)`` turns a component's name into the name JsonLogic uses (``data.x`` or ``row.x``), "" when there is none.
    Raises ``BadCondition`` and ``jsonlogic.BadRule``.
    """
    if not isinstance(conditional, Mapping):
        return None
    if conditional.get("json"):
        return _logic(conditional["json"])
    shows = text(conditional.get("show")) != "false"
    if conditional.get("conditions"):
        return _many(conditional, shows, resolve)
    when = conditional.get("when")
    if not when:
        return None
    return _all_or_any([(str(when), "isEqual", conditional.get("eq"))], True, shows, resolve)


def _logic(rule: Json) -> Condition:
    compiled = jsonlogic.compile(rule)

    def test(data: Mapping[str, Json], row: Mapping[str, Json]) -> bool:
        return compiled.test({"data": data, "row": row})

    return Condition(test, compiled.variables, {"json": rule})


def _many(conditional: Mapping[str, Json], shows: bool, resolve: Callable[[str], str]) -> Condition:
    rows = conditional["conditions"]
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise BadCondition("bad-condition")
    conjunction = conditional.get("conjunction") or "all"
    if conjunction not in ("all", "any"):
        raise BadCondition("unknown-operator", str(conjunction))
    triples = [(str(row.get("component") or ""), str(row.get("operator") or ""), row.get("value")) for row in rows]
    return _all_or_any(triples, conjunction == "all", shows, resolve)


def _all_or_any(triples: list[tuple[str, str, Json]], every: bool, shows: bool, resolve: Callable[[str], str]) -> Condition:
    tests: list[tuple[Reader, Callable[[Json, Json], bool], Json]] = []
    names: list[str] = []
    for component, operator, wanted in triples:
        name = resolve(component)
        if not name:
            raise BadCondition("unknown-field", component)
        if operator not in OPERATORS:
            raise BadCondition("unknown-operator", operator)
        names.append(name)
        tests.append((_reader(name), OPERATORS[operator], wanted))
    combine = all if every else any

    def test(data: Mapping[str, Json], row: Mapping[str, Json]) -> bool:
        return combine(holds(read(data, row), wanted) for read, holds, wanted in tests) is shows

    client = {"show": shows, "every": every, "tests": [[n, o, w] for n, (_, o, w) in zip(names, triples, strict=True)]}
    return Condition(test, frozenset(names), client)


def _reader(name: str) -> Reader:
    scope, _, path = name.partition(".")
    if scope == "row":
        return lambda data, row: jsonlogic.lookup(row, path)
    return lambda data, row: jsonlogic.lookup(data, path)

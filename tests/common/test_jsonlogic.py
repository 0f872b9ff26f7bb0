"""JsonLogic: the official cases (conformance), a kept sample of our own, and hostile rules."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common import jsonlogic

DATA = Path(os.environ.get("TTHC_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def same(a: Any, b: Any) -> bool:
    """Equality of JSON values: true is not 1."""
    return json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)


@pytest.mark.conformance
def test_the_278_official_cases() -> None:
    path = DATA / "jsonlogic" / "official_278.json"
    cases = [case for case in json.loads(path.read_text("utf-8")) if isinstance(case, dict)]
    assert len(cases) == 278
    wrong = [case for case in cases if not same(jsonlogic.apply(case["rule"], case.get("data")), case["result"])]
    assert wrong == []


@pytest.mark.parametrize(
    ("rule", "data", "expected"),
    [
        ({"==": [1, "1"]}, None, True),
        ({"===": [1, "1"]}, None, False),
        ({"==": [None, 0]}, None, False),
        ({"var": "a.b"}, {"a": {"b": 3}}, 3),
        ({"var": ["a.c", 7]}, {"a": {"b": 3}}, 7),
        ({"var": "a.0.x"}, {"a": [{"x": "đầu"}]}, "đầu"),
        ({"+": ["1", "2,5"]}, None, 3),
        ({"/": [1, 0]}, None, float("inf")),
        ({"in": ["trẻ", "của trẻ em"]}, None, True),
        (
            {"reduce": [{"var": "rows"}, {"+": [{"var": "accumulator"}, {"var": "current.n"}]}, 0]},
            {"rows": [{"n": 2}, {"n": 3}]},
            5,
        ),
        ({"missing": ["a", "b"]}, {"a": ""}, ["a", "b"]),
        ({"if": [[], "có", "không"]}, None, "không"),
        ({"<": [1, 2, 3]}, None, True),
        ({"none": [{"var": "x"}, True]}, {}, True),
    ],
)
def test_rules(rule: Any, data: Any, expected: Any) -> None:
    assert jsonlogic.apply(rule, data) == expected


def test_variables_are_the_outer_names() -> None:
    rule = jsonlogic.compile({"and": [{"var": "data.a"}, {"some": [{"var": "data.rows"}, {"var": "x"}]}, {"missing": ["b"]}]})
    assert rule.variables == {"data.a", "data.rows", "b"}
    assert jsonlogic.compile({"var": {"cat": ["a", "b"]}}).variables == {"*"}


def test_an_unknown_operator_is_refused_at_once_even_in_a_branch_never_taken() -> None:
    with pytest.raises(jsonlogic.BadRule) as refused:
        jsonlogic.compile({"if": [False, {"eval": ["1"]}, 2]})
    assert refused.value.operator == "eval"


def test_hostile_rules_end_quickly() -> None:
    deep: Any = True
    for _ in range(500):
        deep = {"!": [deep]}
    with pytest.raises(jsonlogic.BadRule):
        jsonlogic.compile(deep)
    acc = {"var": "accumulator"}
    for doubling in ({"cat": [acc, acc]}, {"merge": [acc, acc]}):
        with pytest.raises(jsonlogic.RuleTooCostly):
            jsonlogic.apply({"reduce": [list(range(60)), doubling, ["x"]]})
    loop: Any = 1
    for _ in range(8):
        loop = {"map": [list(range(100)), loop]}
    with pytest.raises(jsonlogic.RuleTooCostly):
        jsonlogic.apply(loop)
    assert jsonlogic.apply({"reduce": [list(range(2000)), {"*": [acc, 10]}, 1]}) == float("inf")


scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=4)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3), max_leaves=5)


@settings(max_examples=50)
@given(st.sampled_from(sorted(jsonlogic.OPERATORS)), st.lists(values, max_size=4), values)
def test_no_operator_raises_on_any_operands(operator: str, operands: list[Any], data: Any) -> None:
    for given_operands in (operands, [None] * 5, operands[0] if operands else None):
        jsonlogic.apply({operator: given_operands}, data)

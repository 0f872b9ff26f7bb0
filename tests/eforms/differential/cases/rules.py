"""JsonLogic across fields, calculations, computed defaults, and logic."""

from typing import Any

from tests.eforms.differential.cases.table import Row, grid, many
from tests.eforms.forms import component

NUMBERS = [component("number", "a"), component("number", "b")]
SUM = {"+": [{"var": "data.a"}, {"var": "data.b"}]}
PARENT = {"if": [{"or": [{"var": "data.cha"}, {"var": "data.me"}]}, True, "Khai ít nhất cha hoặc mẹ"]}


def logic(trigger: dict[str, Any], *actions: dict[str, Any]) -> dict[str, Any]:
    """One entry of ``logic``."""
    return {"name": "luật", "trigger": trigger, "actions": [{"name": f"việc {n}", **action} for n, action in enumerate(actions)]}


def switch(name: str, state: bool) -> dict[str, Any]:
    """Set a property that is true or false."""
    return {"type": "property", "property": {"label": name, "value": name, "type": "boolean"}, "state": state}


def ruled(trigger: dict[str, Any], *actions: dict[str, Any], **more: Any) -> Row:
    """A text ``t`` with logic on ``s``."""
    target = component("textfield", "t", logic=[logic(trigger, *actions)], **more)
    answers = [{"s": "a"}, {"s": "b"}, {}]
    return many([component("textfield", "s"), target], *answers, *[{**answer, "t": "có"} for answer in answers])


IS_A = {"type": "simple", "simple": {"show": True, "when": "s", "eq": "a"}}
IS_A_ROWS = {
    "type": "simple",
    "simple": {"show": True, "conjunction": "all", "conditions": [{"component": "s", "operator": "isEqual", "value": "a"}]},
}
IS_A_JSON = {"type": "json", "json": {"==": [{"var": "data.s"}, "a"]}}

# fmt: off
TABLE: dict[str, Row] = {
    "json of one field": many([component("number", "x", validate={"json": {"if": [{">": [{"var": "value"}, 3]}, True,
        "Lớn hơn 3"]}})], {"x": 4}, {"x": 2}, {"x": 3}),
    "json by input": many([component("number", "x", validate={"json": {"if": [{">": [{"var": "input"}, 3]}, True,
        "Lớn hơn 3"]}})], {"x": 4}, {"x": 2}),
    "json true or false": many([component("number", "x", validate={"json": {">": [{"var": "data.x"}, 3]}})], {"x": 4},
        {"x": 2}, {}),
    "json on nothing": many([component("textfield", "x", validate={"json": {"if": [{"var": "data.x"}, True, "Nhập"]}})], {},
        {"x": ""}, {"x": "a"}),
    "json truthy": many([component("textfield", "x", validate={"json": {"var": "data.x"}})], {"x": "a"}, {"x": ""}, {}),
    "json across fields": many(
        [component("textfield", "cha"), component("textfield", "me", validate={"json": PARENT})], {}, {"cha": "A"},
            {"me": "B"}, {"cha": "", "me": ""},
    ),
    "json with others": many(
        [component("textfield", "x", validate={"required": True, "maxLength": 3,
            "json": {"if": [{"==": [{"var": "data.x"}, "abc"]}, True, "Phải là abc"]}})],
        {}, {"x": "abc"}, {"x": "abcd"}, {"x": "ab"},
    ),
    "json customMessage": many(
        [component("textfield", "x", validate={"required": True, "json": {"if": [{"var": "data.x"}, True, "Nhập"]},
            "customMessage": "Sai"})], {}, {"x": "a"},
    ),
    "json in a row": many(
        [grid({}, component("number", "tu"), component("number", "den",
            validate={"json": {"if": [{">=": [{"var": "row.den"}, {"var": "row.tu"}]}, True, "Sau"]}}))],
        {"g": [{"tu": 1, "den": 2}, {"tu": 3, "den": 2}]},
    ),
    "calculate on the server": many(
        [*NUMBERS, component("number", "c", calculateValue=SUM, calculateServer=True)],
        {"a": 1, "b": 2}, {"a": 1, "b": 2, "c": 99}, {"a": 1}, {}, {"a": "1", "b": "2"},
    ),
    "calculate in the browser only": many(
        [*NUMBERS, component("number", "c", calculateValue=SUM)], {"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2, "c": 99},
            {"a": 1, "b": 2},
    ),
    "calculate with rules": many(
        [*NUMBERS, component("number", "c", calculateValue=SUM, calculateServer=True, validate={"max": 5})], {"a": 1, "b": 2},
            {"a": 4, "b": 2},
    ),
    "calculate text": many(
        [component("textfield", "a"), component("textfield", "c", calculateValue={"cat": [{"var": "data.a"}, " và con"]},
            calculateServer=True)], {"a": "An"}, {},
    ),
    "calculate a chain": many(
        [*NUMBERS, component("number", "c", calculateValue=SUM, calculateServer=True),
            component("number", "d", calculateValue={"*": [{"var": "data.c"}, 2]}, calculateServer=True)],
        {"a": 1, "b": 2},
    ),
    "calculate looks ahead": many(
        [component("number", "d", calculateValue={"*": [{"var": "data.c"}, 2]}, calculateServer=True), *NUMBERS,
            component("number", "c", calculateValue=SUM, calculateServer=True)],
        {"a": 1, "b": 2},
    ),
    "calculate in a row": many(
        [grid({}, component("number", "sl"), component("number", "gia"),
            component("number", "tien", calculateValue={"*": [{"var": "row.sl"}, {"var": "row.gia"}]},
            calculateServer=True))],
        {"g": [{"sl": 2, "gia": 5}, {"sl": 3, "gia": 1, "tien": 99}]}, {"g": []}, {},
    ),
    "calculate over rows": many(
        [
            grid({}, component("number", "so")),
            component("number", "c", calculateServer=True,
                calculateValue={"reduce": [{"var": "data.g"}, {"+": [{"var": "accumulator"}, {"var": "current.so"}]}, 0]}),
        ],
        {"g": [{"so": 1}, {"so": 2}]}, {"g": []}, {},
    ),
    "calculate hidden": many(
        [*NUMBERS, component("number", "c", calculateValue=SUM, calculateServer=True,
            conditional={"show": True, "when": "a", "eq": "1"})], {"a": 1, "b": 2}, {"a": 2, "b": 2},
    ),
    "calculate, may be changed": many(
        [*NUMBERS, component("number", "c", calculateValue=SUM, allowCalculateOverride=True)], {"a": 1, "b": 2, "c": 99},
            {"a": 1, "b": 2, "c": 3},
    ),
    "computed default": many([component("textfield", "a"),
        component("textfield", "c", customDefaultValue={"cat": ["x", "y"]})], {}, {"c": "z"}, {"c": ""}),
    "condition on a calculation": many(
        [*NUMBERS, component("number", "c", calculateValue=SUM, calculateServer=True),
            component("textfield", "t", validate={"required": True}, conditional={"show": True, "when": "c", "eq": "3"})],
        {"a": 1, "b": 2}, {"a": 1, "b": 1}, {"a": 1, "b": 2, "t": "x"}, {"a": 1, "b": 1, "t": "x"},
    ),
    "logic requires": ruled(IS_A, switch("validate.required", True)),
    "logic requires by rows": ruled(IS_A_ROWS, switch("validate.required", True)),
    "logic requires by JsonLogic": ruled(IS_A_JSON, switch("validate.required", True)),
    "logic frees": ruled(IS_A, switch("validate.required", False), validate={"required": True}),
    "logic hides": ruled(IS_A, switch("hidden", True), validate={"required": True}),
    "logic shows": ruled(IS_A, switch("hidden", False), hidden=True, validate={"required": True}),
    "logic disables": ruled(IS_A, switch("disabled", True)),
    "logic labels": ruled(IS_A, {"type": "property", "property": {"label": "Label", "value": "label", "type": "string"},
        "text": "Tên khác"}, validate={"required": True}),
    "logic two actions": ruled(IS_A, switch("validate.required", True), switch("disabled", False)),
    "logic value": ruled(IS_A, {"type": "value", "value": {"cat": ["đặt ", {"var": "data.s"}]}}),
    "logic value with rules": ruled(IS_A, {"type": "value", "value": {"cat": ["đặt ", {"var": "data.s"}]}},
        validate={"maxLength": 3}),
    "logic schema": ruled(IS_A, {"type": "mergeComponentSchema",
        "schemaDefinition": {"validate": {"required": True, "maxLength": 1}}}),
    "logic schema of two": ruled(IS_A, {"type": "mergeComponentSchema",
        "schemaDefinition": {"label": "Khác", "validate": {"required": True, "maxLength": 1}}}),
    "logic in a row": many(
        [grid({}, component("textfield", "s"), component("textfield", "t",
            logic=[logic({"type": "json", "json": {"==": [{"var": "row.s"}, "a"]}}, switch("validate.required", True))]))],
        {"g": [{"s": "a"}, {"s": "b"}]}, {"g": [{"s": "b"}, {"s": "a", "t": "x"}]},
    ),
}

"""Conditions of every kind, what they hide, and what is kept."""

from typing import Any

from tests.eforms.differential.cases.table import Row, grid, many
from tests.eforms.forms import component

AB = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
ASKED = component("textfield", "t", validate={"required": True})


def shown(source: dict[str, Any], conditional: dict[str, Any], *values: object, **more: object) -> Row:
    """``t`` (required) shows by ``conditional`` on ``s``; each value once with and once without an answer to ``t``."""
    target = {**ASKED, "conditional": conditional, **more}
    answers = [{} if value is None else {"s": value} for value in values]
    return many([source, target], *answers, *[{**answer, "t": "có"} for answer in answers])


def simple(eq: object, show: object = True) -> dict[str, Any]:
    """show / when / eq."""
    return {"show": show, "when": "s", "eq": eq}


def rows(operator: str, value: object = None, show: bool = True, conjunction: str = "all") -> dict[str, Any]:
    """conjunction / conditions with one row."""
    row = {"component": "s", "operator": operator} | ({} if value is None else {"value": value})
    return {"show": show, "conjunction": conjunction, "conditions": [row]}


TEXT = component("textfield", "s")
NUMBER = component("number", "s")
BOX = component("checkbox", "s")
RADIO = component("radio", "s", values=AB)
SELECT = component("select", "s", data={"values": AB})
BOXES = component("selectboxes", "s", values=AB)
DAY = component("day", "s", dayFirst=True)
MOMENT = component("datetime", "s", enableTime=False)

# fmt: off
TABLE: dict[str, Row] = {
    "simple on text": shown(TEXT, simple("a"), "a", "b", "", None),
    "simple hides": shown(TEXT, simple("a", show=False), "a", "b", None),
    "simple as text": shown(TEXT, simple("a", show="true"), "a", "b"),
    "simple hides as text": shown(TEXT, simple("a", show="false"), "a", "b"),
    "simple on nothing": shown(TEXT, simple(""), "", "a", None),
    "simple on number": shown(NUMBER, simple("5"), 5, 6, "5", None),
    "simple on number as number": shown(NUMBER, simple(5), 5, 6, "5"),
    "simple on box": shown(BOX, simple("true"), True, False, None),
    "simple on box as truth": shown(BOX, simple(True), True, False, None),
    "simple on box not ticked": shown(BOX, simple("false"), True, False, None),
    "simple on radio": shown(RADIO, simple("a"), "a", "b", None),
    "simple on select": shown(SELECT, simple("a"), "a", "b", None),
    "simple on boxes": shown(BOXES, simple("a"), {"a": True}, {"a": False}, {"b": True}, {}, None),
    "simple on boxes hides": shown(BOXES, simple("a", show=False), {"a": True}, {"a": False}, {}, None),
    "isEqual text": shown(TEXT, rows("isEqual", "a"), "a", "b", "", None),
    "isEqual text and a number": shown(TEXT, rows("isEqual", 5), "5", 5, "6"),
    "isEqual number": shown(NUMBER, rows("isEqual", 5), 5, 6, None),
    "isEqual number as text": shown(NUMBER, rows("isEqual", "5"), 5, 6),
    "isEqual box": shown(BOX, rows("isEqual", True), True, False, None),
    "isEqual box as text": shown(BOX, rows("isEqual", "true"), True, False, None),
    "isEqual boxes": shown(BOXES, rows("isEqual", "a"), {"a": True}, {"a": False}, {"b": True}, None),
    "isNotEqual text": shown(TEXT, rows("isNotEqual", "a"), "a", "b", "", None),
    "isNotEqual hides": shown(TEXT, rows("isNotEqual", "a", show=False), "a", "b", None),
    "isNotEqual boxes": shown(BOXES, rows("isNotEqual", "a"), {"a": True}, {"a": False}, None),
    "isEmpty text": shown(TEXT, rows("isEmpty"), "a", "", " ", None),
    "isEmpty number": shown(NUMBER, rows("isEmpty"), 0, 5, None),
    "isEmpty box": shown(BOX, rows("isEmpty"), True, False, None),
    "isEmpty boxes": shown(BOXES, rows("isEmpty"), {"a": True}, {"a": False}, {}, None),
    "isNotEmpty text": shown(TEXT, rows("isNotEmpty"), "a", "", " ", None),
    "isNotEmpty box": shown(BOX, rows("isNotEmpty"), True, False, None),
    "includes text": shown(TEXT, rows("includes", "b"), "abc", "ac", "", None),
    "notIncludes text": shown(TEXT, rows("notIncludes", "b"), "abc", "ac", "", None),
    "startsWith": shown(TEXT, rows("startsWith", "ab"), "abc", "bab", "", None),
    "endsWith": shown(TEXT, rows("endsWith", "bc"), "abc", "bca", "", None),
    "greaterThan": shown(NUMBER, rows("greaterThan", 5), 4, 5, 6, None),
    "greaterThanOrEqual": shown(NUMBER, rows("greaterThanOrEqual", 5), 4, 5, 6, None),
    "lessThan": shown(NUMBER, rows("lessThan", 5), 4, 5, 6, None),
    "lessThanOrEqual": shown(NUMBER, rows("lessThanOrEqual", 5), 4, 5, 6, None),
    "greaterThan as text": shown(NUMBER, rows("greaterThan", "5"), 4, 5, 6, 10),
    "greaterThan on text": shown(TEXT, rows("greaterThan", 5), "6", "x"),
    "isDateEqual": shown(MOMENT, rows("isDateEqual", "2026-03-15"), "2026-03-15", "2026-03-16", None),
    "isNotDateEqual": shown(MOMENT, rows("isNotDateEqual", "2026-03-15"), "2026-03-15", "2026-03-16", None),
    "isNotDateEqual to nothing": shown(MOMENT, rows("isNotDateEqual", "abc"), "2026-03-15", "abc", None),
    "dateGreaterThan": shown(MOMENT, rows("dateGreaterThan", "2026-03-15"), "2026-03-14", "2026-03-15", "2026-03-16", None),
    "dateGreaterThanOrEqual": shown(MOMENT, rows("dateGreaterThanOrEqual", "2026-03-15"), "2026-03-14", "2026-03-15",
        "2026-03-16"),
    "dateLessThan": shown(MOMENT, rows("dateLessThan", "2026-03-15"), "2026-03-14", "2026-03-15", "2026-03-16", None),
    "dateLessThanOrEqual": shown(MOMENT, rows("dateLessThanOrEqual", "2026-03-15"), "2026-03-14", "2026-03-15", "2026-03-16"),
    "date of a day field": shown(DAY, rows("dateGreaterThan", "15/03/2026"), "14/03/2026", "16/04/2026"),
    "all of two": many(
        [
            component("textfield", "s"), component("number", "n"),
            {**ASKED, "conditional": {"show": True, "conjunction": "all", "conditions": [
                {"component": "s", "operator": "isEqual", "value": "a"},
                    {"component": "n", "operator": "greaterThan", "value": 5}]}},
        ],
        {"s": "a", "n": 6}, {"s": "a", "n": 5}, {"n": 6}, {},
    ),
    "any of two": many(
        [
            component("textfield", "s"), component("number", "n"),
            {**ASKED, "conditional": {"show": True, "conjunction": "any", "conditions": [
                {"component": "s", "operator": "isEqual", "value": "a"},
                    {"component": "n", "operator": "greaterThan", "value": 5}]}},
        ],
        {"s": "a", "n": 6}, {"s": "a", "n": 5}, {"n": 6}, {}, {"s": "b"},
    ),
    "no conditions": shown(TEXT, {"show": True, "conjunction": "all", "conditions": []}, "a", None),
    "nothing said": shown(TEXT, {"show": None, "when": None, "eq": ""}, "a", None),
    "JsonLogic": shown(TEXT, {"json": {"==": [{"var": "data.s"}, "a"]}}, "a", "b", None),
    "JsonLogic of a number": shown(NUMBER, {"json": {">": [{"var": "data.s"}, 5]}}, 4, 6, None),
    "JsonLogic and": shown(TEXT, {"json": {"and": [{"var": "data.s"}, {"!=": [{"var": "data.s"}, "b"]}]}}, "a", "b", "",
        None),
    "kept when hidden": shown(TEXT, simple("a"), "a", "b", clearOnHide=False),
    "a group hidden": many(
        [TEXT, component("fieldset", "f", input=False, conditional=simple("a"),
            components=[ASKED, component("number", "n", defaultValue=1)])],
        {"s": "a"}, {"s": "b"}, {"s": "b", "t": "x", "n": 2}, {"s": "a", "t": "x"}, {},
    ),
    "a group hidden, one kept": many(
        [TEXT, component("fieldset", "f", input=False, conditional=simple("a"),
            components=[{**ASKED, "clearOnHide": False}, component("number", "n")])],
        {"s": "b", "t": "x", "n": 2}, {"s": "a", "t": "x", "n": 2},
    ),
    "rows hidden": many([TEXT, {**grid({}, ASKED), "conditional": simple("a")}], {"s": "a", "g": [{}]},
        {"s": "b", "g": [{"t": "x"}]}, {"s": "b"}),
    "inside a row": many(
        [grid({}, component("textfield", "s"), {**ASKED, "conditional": {"show": True, "when": "g.s", "eq": "a"}})],
        {"g": [{"s": "a", "t": "x"}, {"s": "b", "t": "x"}, {"s": "a"}, {}]}, {"g": []},
    ),
    "inside a row by rows": many(
        [grid({}, component("textfield", "s"), {**ASKED, "conditional": {"show": True, "conjunction": "all",
            "conditions": [{"component": "g.s", "operator": "isEqual", "value": "a"}]}})],
        {"g": [{"s": "a", "t": "x"}, {"s": "b", "t": "x"}, {"s": "a"}, {}]},
    ),
    "inside a row by JsonLogic": many(
        [grid({}, component("textfield", "s"), {**ASKED, "conditional": {"json": {"==": [{"var": "row.s"}, "a"]}}})],
        {"g": [{"s": "a", "t": "x"}, {"s": "b", "t": "x"}, {"s": "a"}, {}]},
    ),
    "inside a row by what is outside": many(
        [TEXT, grid({}, {**ASKED, "conditional": simple("a")})], {"s": "a", "g": [{"t": "x"}, {}]},
            {"s": "b", "g": [{"t": "x"}, {}]},
    ),
    "a chain": many(
        [TEXT, component("textfield", "u", conditional=simple("a")),
            {**ASKED, "conditional": {"show": True, "when": "u", "eq": "b"}}],
        {"s": "a", "u": "b", "t": "x"}, {"s": "a", "u": "b"}, {"s": "z", "u": "b", "t": "x"}, {"s": "z", "u": "b"},
    ),
    "looks ahead": many(
        [{**ASKED, "conditional": {"show": True, "when": "u", "eq": "b"}},
            component("textfield", "u", conditional=simple("a")), TEXT],
        {"s": "a", "u": "b"}, {"s": "z", "u": "b", "t": "x"}, {"s": "z", "u": "b"},
    ),
}

"""Conditions across places: nested keys, rows, several answers, pages in pages; and defaults of what is hidden."""

from typing import Any

from tests.eforms.differential.cases.table import Row, form, grid, many
from tests.eforms.forms import component

ASKED = component("textfield", "t", validate={"required": True})
AB = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
NUMBERS = [{"value": 1, "label": "Một"}, {"value": 2, "label": "Hai"}]
TEXT = component("textfield", "s")


def when(key: str, eq: object, show: bool = True) -> dict[str, Any]:
    """show / when / eq."""
    return {"show": show, "when": key, "eq": eq}


def rows(*triples: tuple[str, str, object], conjunction: str = "all") -> dict[str, Any]:
    """conjunction / conditions."""
    conditions = [{"component": key, "operator": operator, "value": value} for key, operator, value in triples]
    return {"show": True, "conjunction": conjunction, "conditions": conditions}


def box(kind: str, key: str, *inside: dict[str, Any], **more: object) -> dict[str, Any]:
    """Something that holds others."""
    return component(kind, key, title="Nhóm", input=False, components=list(inside), **more)


# fmt: off
TABLE: dict[str, Row] = {
    "on a nested key": many(
        [component("textfield", "tre.s"), {**ASKED, "conditional": when("tre.s", "a")}], {"tre": {"s": "a"}},
            {"tre": {"s": "b"}, "t": "x"}, {},
    ),
    "on a nested key by rows": many(
        [component("textfield", "tre.s"), {**ASKED, "conditional": rows(("tre.s", "isEqual", "a"))}], {"tre": {"s": "a"}},
            {"tre": {"s": "b"}, "t": "x"}, {},
    ),
    "nested key hidden": many(
        [TEXT, component("textfield", "tre.t", conditional=when("s", "a")), component("number", "tre.n")],
        {"s": "b", "tre": {"t": "x", "n": 1}}, {"s": "b", "tre": {"t": "x"}}, {"s": "a", "tre": {"t": "x"}},
    ),
    "on a key in a container": many(
        [component("container", "c", components=[TEXT]), {**ASKED, "conditional": when("c.s", "a")}], {"c": {"s": "a"}},
            {"c": {"s": "b"}, "t": "x"}, {},
    ),
    "on several answers": many(
        [component("select", "s", multiple=True, data={"values": AB}), {**ASKED, "conditional": when("s", "a")}],
        {"s": ["a"]}, {"s": ["b"], "t": "x"}, {"s": ["a", "b"]}, {"s": []}, {},
    ),
    "includes several answers": many(
        [component("select", "s", multiple=True, data={"values": AB}), {**ASKED, "conditional": rows(("s", "isEqual", "a"))}],
        {"s": ["a"]}, {"s": ["b"], "t": "x"}, {"s": ["a", "b"]}, {"s": []}, {},
    ),
    "on a number of a radio": many(
        [component("radio", "s", values=NUMBERS), {**ASKED, "conditional": when("s", "1")}], {"s": 1}, {"s": "1"},
            {"s": 2, "t": "x"}, {},
    ),
    "on a number of a radio by rows": many(
        [component("radio", "s", values=NUMBERS), {**ASKED, "conditional": rows(("s", "isEqual", "1"))}], {"s": 1},
            {"s": "1"}, {"s": 2, "t": "x"}, {},
    ),
    "on a number of a radio, compared with a number": many(
        [component("radio", "s", values=NUMBERS), {**ASKED, "conditional": rows(("s", "isEqual", 1))}], {"s": 1}, {"s": "1"},
            {"s": 2, "t": "x"},
    ),
    "not any": many(
        [TEXT, component("number", "n"), {**ASKED, "conditional": {**rows(("s", "isEqual", "a"), ("n", "isEqual", 1),
            conjunction="any"), "show": False}}],
        {"s": "a"}, {"n": 1, "t": "x"}, {"s": "b", "n": 2}, {},
    ),
    "page in a page": Row(
        form(box("panel", "p1", TEXT), box("panel", "p2", box("panel", "p3", ASKED, conditional=when("s", "a"))),
            display="wizard"),
        [{"s": "a"}, {"s": "b", "t": "x"}, {"s": "a", "t": "x"}, {}],
    ),
    "page that is never shown": Row(
        form(component("radio", "s", values=AB), box("panel", "p", ASKED, conditional=when("s", "z")), display="wizard"),
        [{"s": "a"}],
    ),
    "rows on a hidden page": Row(
        form(box("panel", "p1", TEXT), box("panel", "p2", grid({"required": True}, ASKED), conditional=when("s", "a")),
            display="wizard"),
        [{"s": "a"}, {"s": "a", "g": [{}]}, {"s": "b"}, {"s": "b", "g": [{"t": "x"}]}],
    ),
    "outside the pages": Row(
        form(TEXT, ASKED, box("panel", "p", component("number", "n"), conditional=when("s", "a")), display="wizard"),
            [{}, {"s": "a"}, {"s": "b", "n": 1}],
    ),
    "boxes in boxes hidden": many(
        [TEXT, box("fieldset", "f", box("well", "w", ASKED, component("number", "n", clearOnHide=False)),
            conditional=when("s", "a"))],
        {"s": "b", "t": "x", "n": 1}, {"s": "a"}, {},
    ),
    "always hidden group": many([box("fieldset", "f", ASKED, hidden=True)], {}, {"t": "x"}),
    "hidden, validated elsewhere": many(
        [TEXT, {**ASKED, "conditional": when("s", "a")}, component("textfield", "u",
            validate={"json": {"if": [{"var": "data.t"}, True, "Nhập t"]}})],
        {"s": "a", "t": "x"}, {"s": "b", "t": "x"}, {"s": "b"},
    ),
    "default of what is hidden": many(
        [TEXT, component("textfield", "t", defaultValue="sẵn", conditional=when("s", "a"))], {"s": "a"}, {"s": "b"},
            {"s": "b", "t": "x"}, {},
    ),
    "default kept when hidden": many(
        [TEXT, component("textfield", "t", defaultValue="sẵn", clearOnHide=False, conditional=when("s", "a"))], {"s": "a"},
            {"s": "b"}, {},
    ),
    "condition on a default": many(
        [component("textfield", "s", defaultValue="a"), {**ASKED, "conditional": when("s", "a")}], {}, {"s": "b"},
            {"s": "b", "t": "x"},
    ),
    "boxes of an absent answer": many(
        [box("well", "w", component("selectboxes", "b", values=AB), component("textfield", "m", multiple=True))], {},
            {"b": {"a": True}}, {"b": None},
    ),
    "rows in rows, hidden by the outer row": many(
        [grid({}, TEXT, {**grid({}, ASKED, key="h"), "conditional": when("g.s", "a")})],
        {"g": [{"s": "a", "h": [{"t": "x"}, {"t": ""}]}, {"s": "b", "h": [{"t": "x"}]}]},
    ),
    "a row's field by the whole of the answers": many(
        [TEXT, grid({}, {**ASKED, "conditional": {"json": {"==": [{"var": "data.s"}, "a"]}}})], {"s": "a", "g": [{"t": ""}]},
            {"s": "b", "g": [{"t": "x"}]},
    ),
}

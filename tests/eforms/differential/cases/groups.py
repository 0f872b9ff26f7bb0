"""What holds others: pages, boxes, columns, tables, rows; and several answers in one box."""

from tests.eforms.differential.cases.table import ABSENT, Row, form, grid, many, one
from tests.eforms.forms import component

EMPTIES = ("", None, ABSENT)
NEEDED = {"required": True}
PICTURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
FILE = {"storage": "portal", "name": "a.pdf", "originalName": "a.pdf", "size": 10, "type": "application/pdf", "url": "/a"}
NAME = component("textfield", "ten", validate={"required": True, "maxLength": 5})
AGE = component("number", "tuoi", validate={"min": 0, "max": 120})


def wizard(*pages: dict[str, object]) -> dict[str, object]:
    """A form of pages."""
    return form(*pages, display="wizard")


def page(key: str, *components: dict[str, object], **more: object) -> dict[str, object]:
    """One page."""
    return component("panel", key, title="Trang", input=False, components=list(components), **more)


# fmt: off
TABLE: dict[str, Row] = {
    "fieldset": many([component("fieldset", "f", input=False, components=[NAME])], {"ten": "An"}, {}, {"f": {"ten": "An"}}),
    "well and panel": many(
        [component("well", "w", input=False, components=[component("panel", "p", input=False, components=[NAME])])],
        {"ten": "An"}, {"ten": "Nguyễn"}, {},
    ),
    "columns": many(
        [{"type": "columns", "key": "c", "input": False, "columns": [{"components": [NAME], "width": 6},
            {"components": [AGE], "width": 6}]}],
        {"ten": "An", "tuoi": 5}, {"tuoi": -1}, {},
    ),
    "table": many(
        [{"type": "table", "key": "t", "input": False, "numRows": 1, "numCols": 2,
            "rows": [[{"components": [NAME]}, {"components": [AGE]}]]}],
        {"ten": "An", "tuoi": 5}, {"tuoi": 121}, {},
    ),
    "content": many([{"type": "content", "key": "c", "input": False, "html": "<p>Đọc</p>"}, NAME], {"ten": "An"},
        {"c": "giả", "ten": "An"}),
    "nested keys": many(
        [component("textfield", "tre.ten", validate=NEEDED), component("number", "tre.can.nang", validate={"min": 0})],
        {"tre": {"ten": "An", "can": {"nang": 3}}}, {"tre": {}}, {}, {"tre": {"ten": "An", "can": {"nang": -1}, "thua": 1}},
            {"tre": "x"},
    ),
    "unknown keys": many([NAME], {"ten": "An", "la": 1}, {"ten": "An", "la": {"sau": 1}}),
    "wizard": Row(
        wizard(page("p1", NAME), page("p2", AGE)), [{"ten": "An", "tuoi": 5}, {"ten": "An", "tuoi": -5}, {"tuoi": -5}, {}],
    ),
    "wizard with a page hidden": Row(
        wizard(
            page("p1", component("radio", "co", values=[{"value": "x", "label": "X"}, {"value": "y", "label": "Y"}])),
            page("p2", NAME, conditional={"show": True, "when": "co", "eq": "x"}),
        ),
        [{"co": "x", "ten": "An"}, {"co": "x"}, {"co": "y", "ten": "An"}, {"co": "y"}, {}],
    ),
    "datagrid": many(
        [grid({}, NAME, AGE)],
        {"g": [{"ten": "An", "tuoi": 5}]}, {"g": [{"ten": "An"}, {"tuoi": 5}]},
            {"g": [{"ten": "Nguyễn", "tuoi": 121}, {"ten": "B"}]},
        {"g": [{"ten": "An", "la": 1}]}, {"g": [{"tuoi": "5", "ten": "An"}]},
    ),
    "datagrid without rows": many([grid({}, AGE)], {}, {"g": []}, {"g": None}, {"g": ""}),
    "datagrid without rows, fields needed": many([grid({}, NAME)], {}, {"g": []}, {"g": None}, {"g": ""}),
    "datagrid empty rows": many([grid({}, NAME, AGE)], {"g": [{}]}, {"g": [{}, {}]}, {"g": [{"ten": ""}]}),
    "datagrid empty optional rows": many([grid({}, AGE)], {"g": [{}]}, {"g": [{"tuoi": None}]}, {"g": [{"tuoi": ""}]}),
    "datagrid wrong shape": many([grid({}, AGE)], {"g": {}}, {"g": "x"}, {"g": ["x"]}, {"g": [None]}, {"g": 5}),
    "datagrid required": many([grid(NEEDED, AGE)], {}, {"g": []}, {"g": [{}]}, {"g": [{"tuoi": 5}]}, {"g": None}),
    "datagrid minLength": many([grid({"minLength": 2}, AGE)], {"g": [{"tuoi": 1}]}, {"g": [{"tuoi": 1}, {"tuoi": 2}]},
        {"g": []}, {}),
    "datagrid maxLength": many([grid({"maxLength": 1}, AGE)], {"g": [{"tuoi": 1}]}, {"g": [{"tuoi": 1}, {"tuoi": 2}]}, {}),
    "datagrid in datagrid": many(
        [grid({}, NAME, grid({}, AGE, key="h"))],
        {"g": [{"ten": "An", "h": [{"tuoi": 5}]}]}, {"g": [{"ten": "An", "h": [{"tuoi": -5}, {"tuoi": 1}]}, {"h": []}]},
            {"g": [{"ten": "An"}]},
    ),
    "datagrid with boxes inside": many(
        [grid({}, component("fieldset", "f", input=False, components=[NAME]), component("checkbox", "co"))],
        {"g": [{"ten": "An", "co": True}]}, {"g": [{"co": False}]}, {"g": [{}]},
    ),
    "datagrid with choices": many(
        [grid({}, component("selectboxes", "s", values=[{"value": "a", "label": "A"}]),
            component("day", "d", dayFirst=True))],
        {"g": [{"s": {"a": True}, "d": "01/01/2020"}]}, {"g": [{}]}, {"g": [{"d": "31/02/2020"}]},
    ),
    "datagrid with defaults": many(
        [grid({}, component("textfield", "ten", defaultValue="sẵn"), component("number", "so", defaultValue=1))],
        {"g": [{}]}, {"g": [{"ten": "An"}, {"so": 2}]}, {}, {"g": []},
    ),
    "datagrid nested key": many([grid({}, component("textfield", "a.b", validate=NEEDED))], {"g": [{"a": {"b": "x"}}, {}]}),
    "editgrid": many([grid({}, NAME, AGE, kind="editgrid")], {"g": [{"ten": "An", "tuoi": 5}]}, {"g": [{"tuoi": -1}]},
        {"g": []}, {}),
    "editgrid required": many([grid(NEEDED, NAME, kind="editgrid")], {"g": [{"ten": "An"}]}, {"g": []}, {}),
    "multiple text": one(
        component("textfield", multiple=True), ["a", "b"], [], "a", *EMPTIES, [""], ["a", ""], [["a"]], {}, [5],
    ),
    "multiple text required": one(component("textfield", multiple=True, validate=NEEDED), ["a"], [], [""], ["", "a"], "a",
        *EMPTIES),
    "multiple text with rules": one(
        component("textfield", multiple=True, validate={"maxLength": 2, "minLength": 1, "pattern": "[a-z]*"}), ["a"], ["abc"],
            ["a", "abc"], ["A"], ["", "a"],
    ),
    "multiple number": one(component("number", multiple=True, validate={"min": 1}), [1, 2], [0], ["2"], ["a"], 5, [], ABSENT),
    "multiple email": one(component("email", multiple=True), ["a@b.vn"], ["a"], ["a@b.vn", "b"], [], ABSENT),
    "multiple select": one(
        component("select", multiple=True, data={"values": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]},
            validate={"onlyAvailableItems": True}),
        ["a"], ["a", "b"], ["z"], [], "a", ABSENT, ["a", "z"],
    ),
    "multiple day": one(component("day", multiple=True, dayFirst=True), ["01/01/2020"], ["31/02/2020"], [], ABSENT),
    "file": one(
        component("file", storage="portal"),
        [FILE],
            [], *EMPTIES, "x", {},
    ),
    "file required": one(component("file", storage="portal", validate=NEEDED), [], *EMPTIES,
        [FILE]),
    "file rules": one(
        component("file", storage="portal", filePattern="*.pdf", fileMaxSize="1KB"), [FILE], [{**FILE, "size": 5000}],
        [{**FILE, "name": "a.exe", "originalName": "a.exe", "type": "application/x-msdownload"}], [FILE, FILE],
    ),
    "files": one(component("file", storage="portal", multiple=True), [FILE, {**FILE, "name": "b.pdf"}], [FILE], []),
    "signature": one(component("signature"), PICTURE, *EMPTIES),
    "signature broken": one(component("signature"), "data:image/png;base64,iVBORw0KGgo=", "chữ"),
    "signature required": one(component("signature", validate=NEEDED), PICTURE, *EMPTIES),
    "container": many(
        [component("container", "c", components=[NAME, AGE])],
        {"c": {"ten": "An", "tuoi": 5}}, {"c": {"ten": "Nguyễn"}}, {"c": {}}, {}, {"c": {"ten": "An", "la": 1}},
    ),
    "container hidden": many(
        [component("checkbox", "co"),
            component("container", "c", components=[NAME], conditional={"show": True, "when": "co", "eq": "true"})],
        {"co": True, "c": {"ten": "An"}}, {"co": True}, {"co": False, "c": {"ten": "An"}}, {},
    ),
    "container in a row": many(
        [grid({}, component("container", "c", components=[NAME]))],
        {"g": [{"c": {"ten": "An"}}]}, {"g": [{"c": {}}]}, {"g": [{}]},
    ),
}

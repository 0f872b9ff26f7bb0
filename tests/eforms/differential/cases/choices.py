"""Choices: one box, radios, lists, several boxes."""

from tests.eforms.differential.cases.table import ABSENT, Row, one
from tests.eforms.forms import component

EMPTIES = ("", None, ABSENT)
OPTIONS = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
CODES = [{"value": "01", "label": "Hà Nội"}, {"value": "79", "label": "Thành phố Hồ Chí Minh"}]
NUMBERS = [{"value": 1, "label": "Một"}, {"value": 2, "label": "Hai"}]
TRUTHS = [{"value": "true", "label": "Có"}, {"value": "false", "label": "Không"}]
ONLY = {"onlyAvailableItems": True}


def radio(options: object, *values: object, **rules: object) -> Row:
    """Radios."""
    return one(component("radio", values=options, validate=rules), *values)


def select(options: object, *values: object, **rules: object) -> Row:
    """A list with its values in the form."""
    return one(component("select", data={"values": options}, dataSrc="values", validate=rules), *values)


def boxes(*values: object, **rules: object) -> Row:
    """Several boxes of a, b, c."""
    three = [*OPTIONS, {"value": "c", "label": "C"}]
    return one(component("selectboxes", values=three, validate=rules), *values)


# fmt: off
TABLE: dict[str, Row] = {
    "checkbox": one(component("checkbox"), *EMPTIES, True, False, "true", "false", 1, 0, "on", "chữ", [], {}),
    "checkbox required": one(component("checkbox", validate={"required": True}), *EMPTIES, True, False, "true", "false", 1,
        0),
    "checkbox default": one(component("checkbox", defaultValue=True), *EMPTIES, False, True),
    "radio": radio(OPTIONS, *EMPTIES, "a", "b", " a ", [], {}),
    "radio elsewhere": radio(OPTIONS, "z", "A", 5),
    "radio required": radio(OPTIONS, *EMPTIES, "a", required=True),
    "radio onlyAvailableItems": radio(OPTIONS, *EMPTIES, "a", "z", **ONLY),
    "radio codes": radio(CODES, "01", "79", 79, 1),
    "radio codes available": radio(CODES, "01", "79", 79, "80", **ONLY),
    "radio numbers": radio(NUMBERS, 1, "1", 3, "x"),
    "radio truths": radio(TRUTHS, "true", "false", True, False, *EMPTIES),
    "radio text type": one(component("radio", values=CODES, dataType="string"), "01", "79", 79, "", ABSENT),
    "radio default": one(component("radio", values=OPTIONS, defaultValue="b"), *EMPTIES, "a"),
    "select": select(OPTIONS, *EMPTIES, "a", "b", " a "),
    "select wrong shape": select(OPTIONS, ["a"], {}, {"value": "a"}),
    "select elsewhere": select(OPTIONS, "z", "A", 5),
    "select required": select(OPTIONS, *EMPTIES, "a", required=True),
    "select onlyAvailableItems": select(OPTIONS, *EMPTIES, "a", "z", **ONLY),
    "select codes": select(CODES, "01", "79", 79),
    "select codes available": select(CODES, "01", "79", 79, "80", **ONLY),
    "select text type": one(component("select", data={"values": CODES}, dataType="string", validate=ONLY), "01", "79", 79,
        "80", ""),
    "select default": one(component("select", data={"values": OPTIONS}, defaultValue="b"), *EMPTIES, "a"),
    "select json": one(component("select", dataSrc="json", data={"json": OPTIONS}, valueProperty="value", validate=ONLY), "a",
        "z", ""),
    "selectboxes": boxes(*EMPTIES, {}, {"a": True}, {"a": True, "b": False, "c": False}, {"a": False}),
    "selectboxes odd": boxes({"a": "true"}, {"a": 1}, ["a"], "a", {"z": True}, {"z": False}, {"": False}, 5, []),
    "selectboxes required": boxes(*EMPTIES, {}, {"a": False}, {"a": True}, required=True),
    "selectboxes least": boxes({}, {"a": True}, {"a": True, "b": True}, {"a": False}, minSelectedCount=2),
    "selectboxes most": boxes({}, {"a": True}, {"a": True, "b": True}, {"a": True, "b": True, "c": True}, maxSelectedCount=2),
    "selectboxes both": boxes({"a": True}, {"a": True, "b": True, "c": True}, minSelectedCount=2, maxSelectedCount=2),
    "selectboxes counts as text": boxes({"a": True}, {"a": True, "b": True, "c": True}, minSelectedCount="2",
        maxSelectedCount="2"),
    "selectboxes available": boxes({"a": True}, {"z": True}, {"z": False}, {}, **ONLY),
    "selectboxes default": one(component("selectboxes", values=OPTIONS, defaultValue={"a": True}), ABSENT, {}, {"b": True},
        None),
}

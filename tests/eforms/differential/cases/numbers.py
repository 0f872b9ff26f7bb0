"""Numbers and money."""

from tests.eforms.differential.cases.table import ABSENT, Row, one
from tests.eforms.forms import component

EMPTIES = ("", None, ABSENT)

# fmt: off
TABLE: dict[str, Row] = {
    "number": one(
        component("number"),
        *EMPTIES, 0, 5, -5, 1.5, "5", "-5", "1.5", "05", " 5 ", "1e3", 1e21, "abc", "5a", "12,5", "1.250", "1.250,5", True,
            False, [], [5], {}, "Infinity",
    ),
    "number of many decimals": one(component("number"), 0.000995635986328125, 0.1, 0.30000000000000004),
    "number required": one(component("number", validate={"required": True}), *EMPTIES, 0, "0", 5, "abc", False, []),
    "number min": one(component("number", validate={"min": 3}), *EMPTIES, 2, 3, 2.999, "2", "3", "abc", -1),
    "number min zero": one(component("number", validate={"min": 0}), "", -1, 0, "-0"),
    "number min as text": one(component("number", validate={"min": "3"}), 2, 3),
    "number max": one(component("number", validate={"max": 10}), *EMPTIES, 10, 10.001, 11, "11", "10"),
    "number max zero": one(component("number", validate={"max": 0}), ABSENT, "", 0, 1),
    "number max as text": one(component("number", validate={"max": "10"}), 10, 11),
    "number min and max": one(component("number", validate={"min": 1, "max": 3, "required": True}), ABSENT, 0, 1, 3, 4, "2"),
    "number empty rules": one(component("number", validate={"min": "", "max": ""}), 5, "", ABSENT),
    "number whole": one(component("number", decimalLimit=0), 5, "5", 1.5, "1.5"),
    "number default": one(component("number", defaultValue=7), *EMPTIES, 5, 0),
    "number default as text": one(component("number", defaultValue="7"), ABSENT, ""),
    "number customMessage": one(component("number", validate={"min": 3, "required": True, "customMessage": "Sai"}), ABSENT, 1,
        5),
    "number hidden": one(component("number", hidden=True), 5, ABSENT),
    "currency": one(
        component("currency"), *EMPTIES, 0, 5000, "5000", "1250000", -5, "abc", "1.250.000", "1.250.000 đ", True, [], {},
    ),
    "currency with fraction": one(component("currency"), 1.5, "1.5"),
    "currency required": one(component("currency", validate={"required": True}), *EMPTIES, 0, 5, "0"),
    "currency limits": one(component("currency", validate={"min": 1000, "max": 5000}), *EMPTIES, 999, 1000, 5000, 5001, "999",
        "5001"),
}

"""The field's own types: to the reference they are their Form.io base type, so right answers must agree."""

from tests.eforms.differential.cases.table import ABSENT, Row, one
from tests.eforms.forms import component

NEEDED = {"required": True}

# fmt: off
TABLE: dict[str, Row] = {
    "nationalId": one(component("textfield", vn={"type": "nationalId"}, validate=NEEDED),
        "074190001234", "074190", "abc", "", ABSENT),
    "taxCode": one(component("textfield", vn={"type": "taxCode"}), "0100109106", "0100109107", "", ABSENT),
    "amountInWords": one(component("textfield", vn={"type": "amountInWords", "of": "y"}), ABSENT, "giả"),
}

"""The registry of field types: one class per type, found by Form.io's type name or by ``properties.vn.type``."""

from collections.abc import Mapping

from eforms.types.address import Address
from eforms.types.base import IGNORED, FieldType
from eforms.types.boxes import Columns, Container, Content, Fieldset, Hidden, Panel, Table, Well
from eforms.types.choices import Checkbox, Radio, Select, SelectBoxes
from eforms.types.day import Day
from eforms.types.files import File
from eforms.types.grids import DataGrid, EditGrid
from eforms.types.numbers import Currency, Number
from eforms.types.signature import Signature
from eforms.types.text import Email, PhoneNumber, TextArea, TextField, Url
from eforms.types.times import DateTime, Time
from eforms.types.vietnam import AmountInWords, DateInWords, NationalId, TaxCode

__all__ = ["COMPOSED", "IGNORED", "OUR_TYPES", "TYPES"]

_ALL: tuple[type[FieldType], ...] = (
    TextField, TextArea, Email, PhoneNumber, Url, Number, Currency, Checkbox, Radio, Select, SelectBoxes, Day, DateTime, Time,
    File, Signature, Address, Hidden, Content, Panel, Fieldset, Well, Columns, Table, Container, DataGrid, EditGrid,
)  # fmt: skip
_OURS: tuple[type[FieldType], ...] = (NationalId, TaxCode, Address, AmountInWords, DateInWords)

TYPES: Mapping[str, FieldType] = {kind.name: kind() for kind in _ALL} | {"htmlelement": Content()}
COMPOSED: Mapping[str, FieldType] = {
    "person": TYPES["container"], "organisation": TYPES["container"], "landParcel": TYPES["container"],
    "householdMembers": TYPES["editgrid"],
}  # fmt: skip
"""Types made of ordinary components (``eforms.types.composed``), with what holds these."""
OUR_TYPES: Mapping[str, FieldType] = {kind.name: kind() for kind in _OURS} | dict(COMPOSED)

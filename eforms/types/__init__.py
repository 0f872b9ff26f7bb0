"""The registry of field types: one class per type, found by Form.io's type name or by ``properties.vn.type``."""

from collections.abc import Mapping

from eforms.types.address import Address
from eforms.types.base import FieldType
from eforms.types.boxes import Columns, Content, DataGrid, EditGrid, Fieldset, Hidden, Panel, Well
from eforms.types.choices import Checkbox, Radio, Select, SelectBoxes
from eforms.types.day import DateTime, Day
from eforms.types.numbers import Currency, Number
from eforms.types.text import Email, PhoneNumber, TextArea, TextField
from eforms.types.vietnam import AmountInWords, DateInWords, NationalId, TaxCode

_ALL: tuple[type[FieldType], ...] = (
    TextField, TextArea, Email, PhoneNumber, Number, Currency, Checkbox, Radio, Select, SelectBoxes, Day, DateTime,
    Hidden, Content, Panel, Fieldset, Well, Columns, DataGrid, EditGrid,
)  # fmt: skip
_OURS: tuple[type[FieldType], ...] = (NationalId, TaxCode, Address, AmountInWords, DateInWords)

TYPES: Mapping[str, FieldType] = {kind.name: kind() for kind in _ALL} | {"htmlelement": Content()}
OUR_TYPES: Mapping[str, FieldType] = {kind.name: kind() for kind in _OURS}
IGNORED = frozenset({"button"})

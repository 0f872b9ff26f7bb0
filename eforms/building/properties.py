"""What a component can be told, in plain words, and where each of it stands in the Form.io JSON.

Which properties a type has follows from what its class says (input, repeats, ``rules``), so that a new type has the usual ones at
once; ``descriptors`` holds the table. Values travel as the builder's boxes hold them: text, yes or no, numbers.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from common.text import nfc, tidy
from eforms import dates, patterns
from eforms.building.descriptors import GROUPS, TABLE, Property, Stored
from eforms.building.options import options_of
from eforms.building.questions import questions_seen
from eforms.building.stored import read_value, write_value
from eforms.building.tree import Document, Place, place
from eforms.paths import bare
from eforms.types.files import read_size
from eforms.types.numbers import parse

__all__ = ["GROUPS", "Property", "check_properties", "properties_of", "read_properties", "write_properties"]
Json = Any
MOST_TEXT = 4_000
_PAIRS = (
    ("minLength", "maxLength"), ("minWords", "maxWords"), ("min", "max"), ("minRows", "maxRows"),
    ("minSelectedCount", "maxSelectedCount"),
)  # fmt: skip


def _stored(one: Place) -> list[Stored]:
    return [stored for stored in TABLE if one.kind is not None and stored.fits(one.kind, one)]


def properties_of(document: Document, ref: str) -> tuple[Property, ...]:
    """The properties of this component's type, in the order to show. Raises ``NoSuchComponent``."""
    one = place(document, ref)
    made = []
    for stored in _stored(one):
        choices = tuple((value, _(words)) for value, words in stored.choices)
        if stored.name == "default" and options_of(one.spec):
            choices = (("", _("Không chọn sẵn")), *((str(o.get("value")), str(o.get("label"))) for o in options_of(one.spec)))
        if stored.of_kinds:
            choices = (("", _("Không")), *_named(document, one, stored))
        kind = "choice" if choices and stored.input == "text" else stored.input
        made.append(Property(stored.name, _(stored.label), kind, stored.group, _(stored.help) if stored.help else "", choices))
    return tuple(made)


def _named(document: Document, one: Place, stored: Stored) -> list[tuple[str, str]]:
    """The questions that this one may point at, named as the type reads them."""
    found = []
    for question in questions_seen(document, one.ref).values():
        if question.kind.name in stored.of_kinds and question.path != bare(one.path):
            inner = question.path.removeprefix(f"{question.grid}.") if question.grid else question.path
            name = f"row.{inner}" if question.grid and stored.name != "parent" else inner
            found.append((name, question.label))
    present = str(read_value(one.spec, stored) or "")
    return found if not present or any(present == name for name, _label in found) else [*found, (present, present)]


def read_properties(document: Document, ref: str) -> dict[str, Any]:
    """Their present values by name, as ``SetProperties`` takes them: text, bool, int, float or ``""``."""
    one = place(document, ref)
    return {stored.name: read_value(one.spec, stored) for stored in _stored(one)}


def check_properties(document: Document, ref: str, values: Mapping[str, Any]) -> dict[str, str]:
    """A sentence by property name for every value that cannot be taken."""
    one = place(document, ref)
    known = {stored.name: stored for stored in _stored(one)}
    offered = {prop.name: prop for prop in properties_of(document, ref)}
    errors = {}
    for name, value in values.items():
        if name not in known:
            errors[name] = _("Loại câu hỏi này không có phần “%s”.") % name
            continue
        if name == "default" and values.get("list"):
            continue  # a shared list comes with it: its entries are not known here, the page shows what they are
        sentence = _wrong(known[name], offered[name], value, one)
        if sentence:
            errors[name] = sentence
    if not errors:
        errors = _crossed(one, known, values)
    return errors


def _wrong(stored: Stored, offered: Property, value: Json, one: Place) -> str:
    """What is wrong with one value, "" when it can be taken."""
    if stored.input == "yesno":
        return "" if isinstance(value, bool) else _("Chọn có hoặc không.")
    if value is None or (isinstance(value, str) and not value.strip()):
        return _("Nhập câu hỏi hoặc tên ô.") if stored.name == "label" else ""
    if offered.choices:
        return "" if str(value) in {choice for choice, _words in offered.choices} else _("Chọn một mục có trong danh sách.")
    if stored.input in ("whole", "number"):
        return _wrong_number(stored, value)
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        return _("Nhập chữ, dưới 4.000 ký tự.")
    return _wrong_text(stored, value, one)


def _wrong_number(stored: Stored, value: Json) -> str:
    read = parse(value) if isinstance(value, str) else value
    if isinstance(read, bool) or not isinstance(read, (int, float)):
        return _("Nhập một con số.")
    if stored.input == "whole" and (not isinstance(read, int) or read < 0):
        return _("Nhập một số nguyên, từ 0 trở lên.")
    return ""


def _wrong_text(stored: Stored, value: str, one: Place) -> str:
    if stored.input == "datelimit" and not dates.is_limit(value.strip()):
        return _("Viết một ngày như 2026-01-31, hoặc today, today-18y (18 năm trước), today+30d (30 ngày tới).")
    if stored.input == "size" and read_size(value) is None:
        return _("Viết dung lượng như 500KB hoặc 10MB.")
    if stored.name == "pattern":
        try:
            patterns.compile(value)
        except patterns.BadPattern:
            return _("Mẫu chưa dùng được: viết biểu thức chính quy ngắn, không nhìn trước nhìn sau, không lặp lồng nhau.")
    if stored.name == "default" and one.type in ("number", "currency") and parse(value) is None:
        return _("Nhập một con số.")
    if stored.name == "default" and one.type in ("day", "datetime") and dates.read(value) is None:
        return _("Nhập một ngày có thật, ví dụ 1/3/2026.")
    return ""


def _crossed(one: Place, known: Mapping[str, Stored], values: Mapping[str, Json]) -> dict[str, str]:
    """Least must not be above most, whichever of the two was given now."""
    for low, high in _PAIRS:
        if low in known and high in known and (low in values or high in values):
            held = [_amount(values.get(name, read_value(one.spec, known[name]))) for name in (low, high)]
            if held[0] is not None and held[1] is not None and held[0] > held[1]:
                return {high if high in values else low: _("Mức nhiều nhất phải từ mức ít nhất trở lên.")}
    return {}


def _amount(value: Json) -> float | None:
    read = parse(value) if isinstance(value, str) and value else value
    return read if isinstance(read, (int, float)) and not isinstance(read, bool) else None


def write_properties(one: Place, spec: dict[str, Json], values: Mapping[str, Json]) -> None:
    """Put checked values into the component, in place; an empty one takes the property away."""
    for stored in _stored(one):
        if stored.name in values:
            write_value(spec, stored, _clean(stored, values[stored.name], one))


def _clean(stored: Stored, value: Json, one: Place) -> Json:
    """The value as the document holds it: numbers as numbers, a first date in the shape of its type."""
    if stored.name == "default" and isinstance(value, str) and value.strip():
        read = dates.read(value)
        if one.type in ("number", "currency"):
            return parse(value)
        if one.type == "datetime" and read:
            return read.earliest().isoformat()
        if one.type == "day" and read:
            return f"{read.day:02d}/{read.month:02d}/{read.year:04d}"
    if stored.input in ("whole", "number") and isinstance(value, str) and value:
        return parse(value)
    if isinstance(value, str):
        return nfc(value).strip() if stored.input == "textarea" else tidy(value)
    return value

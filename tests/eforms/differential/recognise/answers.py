"""Differences about single answers: shapes, numbers, choices, dates, texts."""

import re
from collections.abc import Mapping

from eforms import dates
from tests.eforms.differential.cases.table import Json
from tests.eforms.differential.compare import GONE
from tests.eforms.differential.points import REPEATS, Point

TEXTS = frozenset({"textfield", "textarea", "email", "phoneNumber", "url", "signature"})
NUMBERS = frozenset({"number", "currency"})
CHOICES = frozenset({"radio", "select"})
_TICKS = ("true", "false", "on", "off", "0", "1", 0, 1)

# What a value is -------------------------------------------------------------------------------------------------


def is_number(value: Json) -> bool:
    """A number, not a truth value."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def text_of_number(p: Point) -> bool:
    if p.kind not in TEXTS or not is_number(p.sent):
        return False
    return p.data or p.error in ("minLength", "maxLength", "minWords", "maxWords", "pattern", "email", "url")


def wrong_shape(p: Point) -> bool:
    """Any point about a value that has not one of the shapes in which its type is ever sent."""
    if p.spec.get("multiple") and p.difference.path.endswith("]"):
        return p.sent is GONE or not _shaped(p.kind, p.sent)
    if p.sent is GONE or p.sent is None or not p.spec:
        return False
    if p.spec.get("multiple") and p.kind not in ("file", "selectboxes"):
        return not all(_shaped(p.kind, item) for item in (p.sent if isinstance(p.sent, list) else [p.sent]))
    return not _shaped(p.kind, p.sent)


def _shaped(kind: str, value: Json) -> bool:
    if kind in TEXTS:
        return isinstance(value, str) or is_number(value)
    if kind in ("day", "datetime", "time"):
        return isinstance(value, str)
    if kind in NUMBERS:
        return isinstance(value, (str, bool)) or is_number(value)
    if kind in CHOICES:
        return isinstance(value, (str, bool)) or is_number(value)
    if kind == "checkbox":
        return isinstance(value, bool) or (not isinstance(value, float) and value in ("", *_TICKS))
    if kind == "selectboxes":
        truths = isinstance(value, Mapping) and all(held in (True, False, "true", 0, 1) for held in value.values())
        return truths or value == "" or (isinstance(value, list) and all(isinstance(item, str) for item in value))
    if kind in REPEATS:
        return isinstance(value, list) and all(isinstance(row, Mapping) for row in value)
    return kind != "file" or isinstance(value, list)


def words_in_number(p: Point) -> bool:
    if p.kind in NUMBERS and isinstance(p.sent, list) and p.spec.get("multiple"):
        return any(isinstance(item, str) and not item.isdecimal() for item in p.sent)
    if p.kind not in NUMBERS or p.sent == "" or not (isinstance(p.sent, (str, bool)) or is_number(p.sent)):
        return False
    wrong = (
        isinstance(p.sent, bool)
        or (isinstance(p.sent, str) and not re.fullmatch(r"\s*[+-]?\d+(\.\d+)?\s*", p.sent))
        or _big(p.sent)
    )
    return wrong and (p.error in ("type", "required", "min", "max") or p.data)


def _big(value: Json) -> bool:
    try:
        return abs(float(value)) > 10**15
    except (TypeError, ValueError):
        return False


def currency(p: Point) -> bool:
    if p.kind != "currency" or not (isinstance(p.sent, str) or is_number(p.sent)):
        return False
    fraction = (is_number(p.sent) and p.sent != int(p.sent)) or (isinstance(p.sent, str) and "." in p.sent)
    return (p.data and isinstance(p.sent, str)) or (fraction and (p.data or p.error in ("type", "min", "max")))


def decimals(p: Point) -> bool:
    return p.kind == "number" and p.data and isinstance(p.sent, float) and round(p.sent, 10) == p.difference.ours != p.sent


def whole(p: Point) -> bool:
    fraction = isinstance(p.sent, float) or (isinstance(p.sent, str) and "." in p.sent)
    return p.kind == "number" and p.spec.get("decimalLimit") == 0 and fraction and (p.data or p.error == "type")


def box(p: Point) -> bool:
    return p.kind == "checkbox" and p.sent in ("", *_TICKS) and (p.data or p.error == "required")


def boxes_truth(p: Point) -> bool:
    if p.kind != "selectboxes":
        return False
    if p.data:
        return isinstance(p.difference.ours, bool) and p.difference.theirs in _TICKS
    return p.error == "required" and isinstance(p.sent, Mapping) and not all(isinstance(held, bool) for held in p.sent.values())


def options(p: Point) -> list[str]:
    held = p.spec.get("values") or (p.spec.get("data") or {}).get("values") or (p.spec.get("data") or {}).get("json") or ()
    return [_as_text(option["value"]) for option in held]


def _as_text(value: Json) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def options_stay_text(p: Point) -> bool:
    if p.kind not in CHOICES:
        return False
    if p.data and not isinstance(p.difference.theirs, str) and isinstance(p.difference.ours, str):
        return _as_text(p.difference.theirs) == p.difference.ours
    return p.error == "onlyAvailableItems" and not p.only_ours and _as_text(p.sent) in options(p)


def always_checked(p: Point) -> bool:
    if p.error != "onlyAvailableItems" or not p.only_ours:
        return False
    if p.kind == "selectboxes":
        return isinstance(p.sent, (Mapping, list)) and any(name not in options(p) for name in p.sent)
    items = p.sent if isinstance(p.sent, list) else [p.sent]
    return p.kind in CHOICES and any(_as_text(item) not in options(p) for item in items)


def unknown_box(p: Point) -> bool:
    if p.kind != "selectboxes":
        return False
    if p.error in ("minSelectedCount", "maxSelectedCount", "required"):
        return any(name not in options(p) for name in p.sent or ())
    box = p.difference.path.removeprefix(f"{p.spec['key']}.")
    return p.data and p.difference.ours is GONE and box != p.spec["key"] and box not in options(p)


def own(p: Point) -> bool:
    own = (p.spec.get("properties") or {}).get("vn", {}).get("type")
    return bool(own) and (p.error in ("nationalId", "taxCode", "type") or (p.data and str(own).endswith("InWords")))


def signature(p: Point) -> bool:
    return p.kind == "signature" and isinstance(p.sent, str) and (p.data or p.error == "type")


def files(p: Point) -> bool:
    return p.kind == "file" and isinstance(p.sent, list) and p.error in ("fileSize", "filePattern", "fileType", "nonarray")


def phone(p: Point) -> bool:
    return p.kind == "phoneNumber" and p.error == "pattern" and p.only_ours


def web(p: Point) -> bool:
    hidden = "@" in str(p.sent) or re.search(r"//\d+(\.\d+){3}", str(p.sent)) is not None
    return p.kind == "url" and p.error == "url" and p.only_ours and hidden


def blanks(p: Point) -> bool:
    blank = p.kind in TEXTS and isinstance(p.sent, str) and p.sent != "" and not p.sent.strip()
    return blank and bool(p.error) and not p.only_ours


def undefined(p: Point) -> bool:
    return p.kind == "radio" and p.data and p.difference.theirs == "undefined"


# Dates -----------------------------------------------------------------------------------------------------------


def real_dates(p: Point) -> bool:
    if p.kind not in ("day", "datetime") or not isinstance(p.sent, str):
        return False
    return (
        p.only_ours
        and p.error in ("date", "day")
        and dates.read(p.sent[:10], day_first=bool(p.spec.get("dayFirst", True))) is None
    )


def iso_day(p: Point) -> bool:
    return p.kind == "day" and p.error == "day" and not p.only_ours and re.fullmatch(r"\d{4}-\d\d-\d\d", str(p.sent)) is not None


def padded(p: Point) -> bool:
    return p.kind == "day" and p.data and isinstance(p.sent, str) and dates.read(p.sent) is not None


def unread(p: Point) -> bool:
    if not p.data or not isinstance(p.sent, str):
        return False
    if p.kind in ("day", "datetime"):
        return dates.read(p.sent[:10]) is None
    return p.kind in {*CHOICES, "time"} and p.difference.ours == " ".join(p.sent.split()) != p.sent


def unread_once(p: Point) -> bool:
    unread = p.kind in ("day", "datetime") and isinstance(p.sent, str) and dates.read(p.sent[:10]) is None
    return unread and p.error in ("minDate", "maxDate") and not p.only_ours


# Text ------------------------------------------------------------------------------------------------------------


def grouped(p: Point) -> bool:
    return p.error == "pattern" and p.only_ours and "|" in str(p.rules.get("pattern"))


def characters(p: Point) -> bool:
    return p.error in ("minLength", "maxLength") and isinstance(p.sent, str) and any(ord(letter) > 0xFFFF for letter in p.sent)


def mail(p: Point) -> bool:
    return p.kind == "email" and p.error == "email" and p.only_ours and isinstance(p.sent, str)


def items(p: Point) -> bool:
    checked = ("minLength", "maxLength", "minWords", "maxWords", "pattern")
    return p.spec.get("multiple") is True and p.error in checked and p.only_ours

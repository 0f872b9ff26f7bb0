"""How JavaScript compares and converts values, as far as JsonLogic needs it (ECMA-262 §7.1, §7.2)."""

import math
import re
from collections.abc import Mapping
from typing import Any

_LEADING_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|Infinity))", re.ASCII)
_WHOLE_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|Infinity)", re.ASCII)
_DIGITS = re.compile(r"[+-]?\d{1,15}", re.ASCII)

_TOO_BIG = 1 << 1000

Number = int | float


def truthy(value: Any) -> bool:
    """JsonLogic's truth: JavaScript's, but an empty list is false; "0" and an empty object are true."""
    if value is None or value is False or value == "":
        return False
    if isinstance(value, list):
        return bool(value)
    if isinstance(value, (int, float)):
        return value != 0 and value == value
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def tidy(value: Number) -> Number:
    """A float without a fraction becomes an int, as JSON prints it."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1 << 53 else value


def _read(found: str) -> Number:
    return int(found) if _DIGITS.fullmatch(found) else tidy(float(found.replace("Infinity", "inf")))


def number(value: Any) -> Number:
    """Number(value): text that is not wholly a number gives NaN, empty text 0, null 0."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value if abs(value) < _TOO_BIG else math.copysign(math.inf, value)
    if isinstance(value, float):
        return value
    if value is None:
        return 0
    if isinstance(value, list):
        value = text(value)
    if isinstance(value, str):
        stripped = value.strip()
        return 0 if not stripped else (_read(stripped) if _WHOLE_NUMBER.fullmatch(stripped) else math.nan)
    return math.nan


def parse_float(value: Any) -> Number:
    """parseFloat(value): the number at the beginning of the text, otherwise NaN."""
    if _is_number(value):
        return number(value)
    found = _LEADING_NUMBER.match(text(value))
    return _read(found.group(1)) if found else math.nan


def text(value: Any) -> str:
    """String(value)."""
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return str(tidy(value))
    if isinstance(value, list):
        return ",".join("" if item is None else text(item) for item in value)
    return "[object Object]" if isinstance(value, Mapping) else str(value)


def strictly_equal(a: Any, b: Any) -> bool:
    """a === b: same type and value; lists and objects only when they are the same one."""
    if isinstance(a, (list, dict)) or isinstance(b, (list, dict)):
        return a is b
    if isinstance(a, bool) or isinstance(b, bool) or a is None or b is None:
        return a is b
    return (_is_number(a) == _is_number(b)) and a == b


def loosely_equal(a: Any, b: Any) -> bool:
    """a == b with JavaScript's conversions: 1 == "1", 0 == false, null only null."""
    if isinstance(a, str) and isinstance(b, str):
        return a == b
    if a is None or b is None:
        return a is b
    a_object, b_object = isinstance(a, (list, dict)), isinstance(b, (list, dict))
    if a_object and b_object:
        return a is b
    if a_object or b_object:
        plain, thing = (b, a) if a_object else (a, b)
        return loosely_equal(plain, text(thing))
    return number(a) == number(b)


def less(a: Any, b: Any, *, strict: bool) -> bool:
    """a < b, or a <= b when not strict: two texts by their letters, anything else as numbers; NaN compares false."""
    if isinstance(a, (list, dict)):
        a = text(a)
    if isinstance(b, (list, dict)):
        b = text(b)
    left: Any
    right: Any
    left, right = (a, b) if isinstance(a, str) and isinstance(b, str) else (number(a), number(b))
    return left < right if strict else left <= right


def add(a: Number, b: Number) -> Number:
    """Sum without binary dust: 0.1 + 0.2 stays what JavaScript says, whole results become int."""
    return tidy(a + b)


def divide(a: Any, b: Any) -> Number:
    """a / b; by zero it is infinite or NaN, never an error."""
    top, bottom = number(a), number(b)
    if bottom == 0:
        return math.nan if top == 0 or top != top else math.copysign(math.inf, top)
    return tidy(top / bottom)


def remainder(a: Any, b: Any) -> Number:
    """a % b with the sign of a, as JavaScript has it."""
    top, bottom = number(a), number(b)
    if bottom == 0 or math.isinf(top) or top != top or bottom != bottom:
        return math.nan
    return tidy(math.fmod(top, bottom))

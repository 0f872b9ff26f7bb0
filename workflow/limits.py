"""Sizes of time limits, for sharing one out over steps and for comparing sums; when a limit ends is deadlines' matter.

The grammar is interfaces.md's: ``3wd`` working days, ``0.5wd``, ``6h`` working hours, ``15d`` calendar days, ``2mo``
months, ``same-day@15:00``. A working day is 8 working hours (domain.md §5.1).
"""

import re
from dataclasses import dataclass
from fractions import Fraction

HOURS_A_DAY = 8
_PATTERN = re.compile(r"^(?P<count>\d{1,6}(?:\.\d{1,6})?)(?P<unit>wd|h|d|mo)$", re.ASCII)
_SAME_DAY = re.compile(r"^same-day@(?:[01]\d|2[0-3]):[0-5]\d$")
# A calendar day is counted as less than a working day and a month as its fewest working days, so that a sum that
# passes the checker also holds in the worst week; both only matter where a document mixes units.
_HOURS = {"wd": Fraction(HOURS_A_DAY), "h": Fraction(1), "d": Fraction(5 * HOURS_A_DAY, 7), "mo": Fraction(20 * HOURS_A_DAY)}


class BadLimit(ValueError):
    """A limit that the grammar does not have."""


@dataclass(frozen=True)
class Size:
    """A limit taken apart: ``count`` of ``unit`` (wd, h, d, mo, same-day) and its length in working ``hours``."""

    count: Fraction
    unit: str
    hours: Fraction


def parse(text: str) -> Size:
    """Read a limit; raises ``BadLimit``."""
    if _SAME_DAY.match(text):
        return Size(Fraction(1), "same-day", Fraction(HOURS_A_DAY))
    match = _PATTERN.match(text)
    if match is None or Fraction(match["count"]) == 0:
        raise BadLimit(text)
    count = Fraction(match["count"])
    return Size(count, match["unit"], count * _HOURS[match["unit"]])


def part(limit: str, share: float) -> str:
    """The limit text of ``share`` (0 to 1) of ``limit``: half of ``7wd`` is ``3.5wd``, of ``same-day@15:00`` is ``4h``.

    Calendar days and months go over into whole calendar days, rounded down but never under one.
    A share of nought is ``0.25h``: something at once still needs a due time.
    """
    size = parse(limit)
    wanted = Fraction(share).limit_denominator(10_000)
    if wanted == 0:
        return "0.25h"
    if size.unit == "wd":
        return _number(size.count * wanted) + "wd"
    if size.unit in {"h", "same-day"}:
        return _number(size.hours * wanted) + "h"
    days = size.count * (30 if size.unit == "mo" else 1) * wanted
    return f"{max(1, int(days))}d"


def _number(value: Fraction) -> str:
    rounded = round(float(value), 4)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)

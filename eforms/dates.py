"""Dates of a form: real, partly known (00), relative to today."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_RELATIVE = re.compile(r"today(?:\s*([+-])\s*(\d{1,5})\s*([dwmy]))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.ASCII)
_TYPED = re.compile(r"(\d{1,4})[/.\-\s]+(\d{1,4})[/.\-\s]+(\d{1,4})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1800, 2200


@dataclass(frozen=True, slots=True)
class Partial:
    """A date whose day or month may be unknown (0): the law allows it for old birth records."""

    day: int
    month: int
    year: int

    def earliest(self) -> date:
        """The first day that it can mean."""
        return date(self.year or FIRST_YEAR, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day that it can mean."""
        year, month = self.year or LAST_YEAR, self.month or 12
        return date(year, month, self.day or monthrange(year, month)[1])

    def words(self) -> str:
        """As people write it: 1/3/2026, tháng 3/2026, năm 2026."""
        if self.day and self.month:
            return f"{self.day}/{self.month}/{self.year}" if self.year else f"{self.day}/{self.month}"
        return f"tháng {self.month}/{self.year}" if self.month else f"năm {self.year}"


def read(text: str, *, day_first: bool = True) -> Partial | None:
    """Read 1/3/2026, 01-03-2026, 00/03/2026 or 2026-03-01; ``None`` when it is not a real date."""
    text = text.strip()
    iso = _ISO.fullmatch(text)
    found = iso or _TYPED.fullmatch(text)
    if found is None:
        return None
    first, second, third = map(int, found.groups())
    if iso:
        first, third = third, first
    day, month, year = (first, second, third) if day_first or iso else (second, first, third)
    if month > 12 or (year and not FIRST_YEAR <= year <= LAST_YEAR) or (day and not month):
        return None
    longest = monthrange(year or 2000, month)[1] if month else 31
    return Partial(day, month, year) if day <= longest and (day or month or year) else None


def is_limit(text: str) -> bool:
    """Tell whether ``limit`` can read it."""
    return bool(_RELATIVE.fullmatch(text.strip())) or (bool(_ISO.fullmatch(text.strip())) and read(text) is not None)


def limit(text: str, today: date) -> date:
    """Read a limit: 2026-01-31, ``today``, ``today+30d``, ``today-18y``. Months and years clamp to the month's end."""
    found = _RELATIVE.fullmatch(text.strip())
    if not found:
        exact = read(text)
        if exact is None:
            raise ValueError(text)
        return exact.earliest()
    sign, amount, unit = found.groups()
    if not amount:
        return today
    count = int(amount) * (1 if sign == "+" else -1)
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 + count * (12 if unit == "y" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))

"""Time limits as procedures state them: ``3wd``, ``0.5wd``, ``17.5wd``, ``6h``, ``15d``, ``2mo``, ``same-day@15:00``.

The units are those of the national catalogue (ngày làm việc, giờ làm việc, ngày, tháng, trong ngày). Fractions exist in
real procedures (0.25, 6.25, 17.5 ngày làm việc), so a limit is kept in whole units plus working minutes.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from django.utils.translation import gettext as _

WORKING_DAY_MINUTES = 480
"""A fraction of a working day is that share of 8 working hours (Điều 105 Bộ luật Lao động 2019), on every calendar."""

_AMOUNT = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,4})?)(wd|h|d|mo)")
_SAME_DAY = re.compile(r"same-day(?:@([01][0-9]|2[0-3]):([0-5][0-9]))?")
_MOST = {"wd": 5000, "h": 40000, "d": 7300, "mo": 240}


class BadLimit(ValueError):
    """A limit that cannot be read; the message says what is expected."""


class Unit(Enum):
    """What a limit is counted in."""

    WORKING_DAY = "wd"
    HOUR = "h"
    DAY = "d"
    MONTH = "mo"
    SAME_DAY = "same-day"


@dataclass(frozen=True, slots=True)
class Limit:
    """A parsed limit.

    ``whole``: whole days or months (0 for hours and same-day). ``minutes``: working minutes on top of them (the fraction of
    a working day, or the hours). ``cut_off``: for same-day, the last minute of the day at which a receipt still counts.
    """

    unit: Unit
    whole: int = 0
    minutes: int = 0
    cut_off: int | None = None

    def __str__(self) -> str:
        if self.unit is Unit.SAME_DAY:
            return "same-day" if self.cut_off is None else f"same-day@{_clock(self.cut_off)}"
        if self.unit is Unit.HOUR:
            return f"{_decimal(Decimal(self.minutes) / 60)}h"
        return f"{_decimal(self.whole + Decimal(self.minutes) / WORKING_DAY_MINUTES)}{self.unit.value}"

    @property
    def text(self) -> str:
        """How a page says it: "7 ngày làm việc", "trong ngày, nhận sau 15:00 thì trả ngày làm việc tiếp theo"."""
        if self.unit is Unit.SAME_DAY:
            if self.cut_off is None:
                return _("trong ngày")
            return _("trong ngày, nhận sau {hour} thì trả ngày làm việc tiếp theo").format(hour=_clock(self.cut_off))
        amount = str(self).removesuffix(self.unit.value).replace(".", ",")
        pattern = {
            Unit.WORKING_DAY: _("{amount} ngày làm việc"),
            Unit.HOUR: _("{amount} giờ làm việc"),
            Unit.DAY: _("{amount} ngày"),
            Unit.MONTH: _("{amount} tháng"),
        }[self.unit]
        return pattern.format(amount=amount)


def parse(text: str) -> Limit:
    """Read a limit. Raises ``BadLimit`` for anything outside the grammar, for zero, and for more than about twenty years."""
    if not isinstance(text, str):
        raise BadLimit(_("Thời hạn phải là chữ, ví dụ 3wd."))
    return _parse(text)


@lru_cache(maxsize=512)
def _parse(text: str) -> Limit:
    cleaned = text.strip()
    if same_day := _SAME_DAY.fullmatch(cleaned):
        hour, minute = same_day.groups()
        return Limit(Unit.SAME_DAY, cut_off=None if hour is None else int(hour) * 60 + int(minute))
    match = _AMOUNT.fullmatch(cleaned)
    if not match:
        raise BadLimit(
            _("Không đọc được thời hạn “{text}”. Viết như 3wd, 0.5wd, 6h, 15d, 2mo hoặc same-day@15:00.").format(text=text)
        )
    amount, unit = Decimal(match[1]), Unit(match[2])
    if not 0 < amount <= _MOST[unit.value]:
        raise BadLimit(_("Thời hạn “{text}” phải lớn hơn 0 và không quá {most}.").format(text=text, most=_MOST[unit.value]))
    return _of(amount, unit, text)


def _of(amount: Decimal, unit: Unit, text: str) -> Limit:
    if unit is Unit.HOUR:
        minutes = int((amount * 60).to_integral_value())
        if not minutes:
            raise BadLimit(_("Thời hạn “{text}” ngắn hơn một phút.").format(text=text))
        return Limit(unit, minutes=minutes)
    whole, part = int(amount), amount - int(amount)
    if unit is not Unit.WORKING_DAY:
        if part:
            raise BadLimit(_("Thời hạn “{text}” phải là số ngày hoặc số tháng tròn.").format(text=text))
        return Limit(unit, whole=whole)
    minutes = int((part * WORKING_DAY_MINUTES).to_integral_value())
    if not whole and not minutes:
        raise BadLimit(_("Thời hạn “{text}” ngắn hơn một phút.").format(text=text))
    if minutes == WORKING_DAY_MINUTES:
        whole, minutes = whole + 1, 0
    return Limit(unit, whole=whole, minutes=minutes)


def _decimal(value: Decimal | int) -> str:
    text = f"{Decimal(value):.4f}".rstrip("0").rstrip(".")
    return text or "0"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"

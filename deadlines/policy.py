"""How a limit is counted: the choices the law leaves open or that provinces make differently, as named policies.

A procedure version stores them as data (``limit.policy``); what is absent takes the default. Sources: Bộ luật Dân sự 2015,
Điều 147 (bắt đầu thời hạn) and 148 (kết thúc thời hạn); NĐ 61/2018 Điều 19 and QĐ 766/QĐ-TTg for pauses; the habit of
one-door systems for the hour.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NoReturn

from django.utils.translation import gettext as _

NEXT_WORKING_DAY, HOUR = "next-working-day", "hour"
SAME_HOUR, CLOSING = "same-hour", "closing"
FORWARD = "forward"
DAY_0, DAY_1 = "next-working-day-is-day-0", "next-working-day-is-day-1"
CLAMP = "clamp"
SUSPEND, RESTART = "suspend", "restart"

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "count_from": (NEXT_WORKING_DAY, HOUR),
    "due_at": (SAME_HOUR, CLOSING),
    "roll": (FORWARD,),
    "late_receipt": (DAY_0, DAY_1),
    "month_end": (CLAMP,),
    "pause": (SUSPEND, RESTART),
}

# What may stop the clock, by code; a pause names one.
GROUNDS = (
    "supplement",  # chờ người nộp bổ sung, hoàn thiện hồ sơ (mẫu 02)
    "financial-obligation",  # chờ thực hiện nghĩa vụ tài chính, kể cả thời gian cơ quan thuế xác định
    "valuation",  # thẩm định, định giá
    "public-posting",  # niêm yết công khai
    "measurement",  # đo đạc, trích đo
    "consultation",  # lấy ý kiến cơ quan khác
    "verification",  # xác minh
)
WARNINGS = "75%,1wd"
STOPS = ",".join(GROUNDS[:5])
"""What stops the clock unless the procedure says otherwise: opinions and verification run inside the limit (domain §5.3)."""

LISTS = ("stops", "warnings")
_WARNING = re.compile(r"[1-9][0-9]?%|[0-9]{1,3}(\.[0-9]{1,2})?(wd|h)")


class BadPolicy(ValueError):
    """An unknown policy or value; the message lists what is known."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The policies of one limit.

    ``count_from`` (limits in working days)
        ``next-working-day``: the day of receipt is day 0 and is not counted, day 1 is the next working day; n days end on
        the n-th working day, whatever its length (Điều 147 khoản 2 BLDS). A Saturday with sessions is such a day.
        ``hour``: counted from the minute of receipt in working time, one day being 8 working hours, so a half Saturday
        gives only its hours. Limits in hours always count from the minute (Điều 147 khoản 1).
    ``due_at`` (limits in days and months)
        ``same-hour``: at the clock time of receipt on the last day; where that time is not open on that day, the next
        opening of the day, else its closing. ``closing``: at the end of the last session of that day (Điều 148 khoản 2
        speaks of the end of the last day; an office ends at closing). Hours end at their minute, same-day at closing, always.
    ``roll`` (limits in calendar days and months)
        ``forward``: a last day that is off moves to the next working day (Điều 148 khoản 5), at the hour ``due_at`` says.
    ``late_receipt`` (received after closing or on a day off)
        ``next-working-day-is-day-0``: received at the opening of the next working day, which is then not counted.
        ``next-working-day-is-day-1``: received at the last closing before, so the next working day is already counted.
        "Trong ngày" received after closing is the next working day's either way.
        Before opening always means at opening, in the midday break at the afternoon's opening, of the same day.
    ``month_end`` (limits in months)
        ``clamp``: no such day in the last month means that month's last day (Điều 148 khoản 3): 31/1 + 1 tháng = 28/2.
    ``pause`` (supplement, financial obligation, and what else stops the clock)
        ``suspend``: waiting is not counted (QĐ 766/QĐ-TTg): the limit is postponed by the working time of the pause; a limit
        in calendar days or months by the number of dates from its first to its last day.
        ``restart``: the limit is counted anew from the end of the pause, as if received then (NĐ 61/2018 Điều 19).
        A pause that begins when the limit has already run out changes nothing; while a pause is open there is no due time.
    ``stops`` (what stops the clock)
        Codes of ``GROUNDS`` with commas between, or nothing: a pause of another ground is kept on file but not counted. A pause
        without a ground always counts. A house permit's opinions run inside its limit, a land file's public posting does not.
    ``warnings`` (when those who hold the dossier are warned)
        Parts of the time used up (``75%``) or times left (``1wd``, ``4h``), with commas between (``deadlines.watch``).
    """

    count_from: str = NEXT_WORKING_DAY
    due_at: str = SAME_HOUR
    roll: str = FORWARD
    late_receipt: str = DAY_0
    month_end: str = CLAMP
    pause: str = SUSPEND
    stops: str = STOPS
    warnings: str = WARNINGS
    same_hour: bool = field(init=False, compare=False, repr=False)
    """Whether whole working days end at the hour of receipt, so that the calendar's short way may be taken."""

    def __post_init__(self) -> None:
        for name, known in ALLOWED.items():
            if getattr(self, name) not in known:
                _refuse(name, getattr(self, name), known)
        for ground in self.grounds:
            if ground not in GROUNDS:
                _refuse("stops", ground, GROUNDS)
        for warning in self.warned:
            if not _WARNING.fullmatch(warning):
                _refuse("warnings", warning, ("75%", "1wd", "4h"))
        object.__setattr__(self, "same_hour", self.count_from == NEXT_WORKING_DAY and self.due_at == SAME_HOUR)

    @property
    def grounds(self) -> tuple[str, ...]:
        """The codes that stop the clock."""
        return _parts(self.stops)

    @property
    def warned(self) -> tuple[str, ...]:
        """The warnings one by one."""
        return _parts(self.warnings)

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Policy":
        """Build from data (JSON of a procedure, options of a command). Raises ``BadPolicy`` for an unknown key or value."""
        if not isinstance(values, Mapping):
            raise BadPolicy(_("Cách tính phải là các cặp khóa và giá trị."))
        for key, value in values.items():
            if key not in ALLOWED and key not in LISTS:
                known = ", ".join((*ALLOWED, *LISTS))
                raise BadPolicy(_("Không có cách tính “{key}”. Có: {known}.").format(key=key, known=known))
            if not isinstance(value, str):
                _refuse(key, value, ALLOWED.get(key, GROUNDS))
        return _made(tuple(sorted(values.items())))


@lru_cache(maxsize=64)
def _made(values: tuple[tuple[str, str], ...]) -> Policy:
    return Policy(**dict(values))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _refuse(key: str, value: object, known: Sequence[str]) -> NoReturn:
    text = _("{key} chỉ nhận: {known}; không có “{value}”.")
    raise BadPolicy(text.format(key=key, known=", ".join(known), value=value))

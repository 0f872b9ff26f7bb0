"""How a limit is counted: the choices the law leaves open or that provinces make differently, as named policies.

A procedure version stores them as data (``limit.policy``); what is absent takes the default. Sources: Bộ luật Dân sự 2015,
Điều 147 (bắt đầu thời hạn) and 148 (kết thúc thời hạn); NĐ 61/2018 Điều 19 and QĐ 766/QĐ-TTg for pauses; the habit of
one-door systems for the hour.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

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
    """

    count_from: str = NEXT_WORKING_DAY
    due_at: str = SAME_HOUR
    roll: str = FORWARD
    late_receipt: str = DAY_0
    month_end: str = CLAMP
    pause: str = SUSPEND

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value not in ALLOWED[field.name]:
                known = ", ".join(ALLOWED[field.name])
                raise BadPolicy(
                    _("{key} chỉ nhận: {known}; không có “{value}”.").format(key=field.name, known=known, value=value)
                )

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Policy":
        """Build from data (JSON of a procedure, options of a command). Raises ``BadPolicy`` for an unknown key or value."""
        if not isinstance(values, Mapping):
            raise BadPolicy(_("Cách tính phải là các cặp khóa và giá trị."))
        for key in values:
            if key not in ALLOWED:
                raise BadPolicy(_("Không có cách tính “{key}”. Có: {known}.").format(key=key, known=", ".join(ALLOWED)))
        return cls(**values)

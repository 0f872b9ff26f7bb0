"""Time: stored in UTC, read by people in Asia/Ho_Chi_Minh. Tests travel with time-machine, nothing else is patched."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def now() -> datetime:
    """The moment, aware, in UTC."""
    return timezone.now()


def local(moment: datetime) -> datetime:
    """The same moment in Vietnam."""
    return moment.astimezone(VIETNAM)


def today() -> date:
    """Today's date in Vietnam, whatever the server's zone."""
    return local(now()).date()


def in_hours(hours: float) -> datetime:
    """The moment ``hours`` from now, wall clock."""
    return now() + timedelta(hours=hours)


def long_date(day: date) -> str:
    """Thứ Ba, 24/11/2026."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day}/{day.month}/{day.year}"


def at(moment: datetime) -> str:
    """14:32, Thứ Ba, 24/11/2026."""
    moment = local(moment)
    return f"{moment:%H:%M}, {long_date(moment.date())}"


def short_at(moment: datetime) -> str:
    """14:32, 24/11/2026."""
    moment = local(moment)
    return f"{moment:%H:%M}, {moment.day}/{moment.month}/{moment.year}"

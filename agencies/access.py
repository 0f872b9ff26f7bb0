"""Rows that an administrator asked for by number; a refusal looks like an absence."""

from agencies.models import Agency, CalendarDay
from common.errors import NotFound


def agency(agency_id: int) -> Agency:
    """An agency with its level and parent, in force or not; 1 query. Raises ``NotFound``."""
    found = Agency.objects.select_related("level", "parent").filter(pk=agency_id).first()
    if found is None:
        raise NotFound
    return found


def special_day(day_id: int) -> CalendarDay:
    """A day off or a swapped working day; 1 query. Raises ``NotFound``."""
    found = CalendarDay.objects.select_related("agency").filter(pk=day_id).first()
    if found is None:
        raise NotFound
    return found

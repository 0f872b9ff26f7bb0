"""Calendars from data: the JSON file of the ``due_date`` command (interfaces.md)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from agencies.hours import BadCalendar, read_sessions
from deadlines.calendar import FIRST, Hours, SpecialDay, WorkCalendar

ORDINARY = (("07:30", "11:30"), ("13:00", "17:00"))
KEYS = frozenset({"off", "worked", "sessions", "saturday_sessions"})


def read_file(document: Any) -> WorkCalendar:
    """``{"off": {day: reason}, "worked": {day: reason}, "sessions": [[from, to]…], "saturday_sessions": […]}``.

    Every key may be absent: then no special day, 07:30-11:30 and 13:00-17:00, no Saturday. A day both off and worked, or
    sessions that overlap, raise ``BadCalendar``. Other keys are left alone.
    """
    if not isinstance(document, Mapping):
        raise BadCalendar("a calendar file is one JSON object")
    special: dict[date, SpecialDay] = {}
    for key, worked in (("off", False), ("worked", True)):
        for text, reason in _reasons(document.get(key), key):
            day = _day(text, key)
            if day in special:
                raise BadCalendar(f"{text} is listed twice")
            special[day] = SpecialDay(worked, reason)
    sessions = read_sessions(document.get("sessions", ORDINARY))
    return WorkCalendar((Hours(FIRST, sessions, read_sessions(document.get("saturday_sessions") or ())),), special)


def _day(text: Any, key: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise BadCalendar(f"{key}: {text!r} is no date") from None


def _reasons(days: Any, key: str) -> list[tuple[Any, str]]:
    if isinstance(days, Mapping):
        return [(day, str(reason or "")) for day, reason in days.items()]
    if days is None or isinstance(days, list):
        return [(day, "") for day in days or ()]
    raise BadCalendar(f"{key}: expected days with their reasons")

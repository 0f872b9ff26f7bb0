"""Calendars from data: the JSON file of the ``due_date`` command, and sessions written as HH:MM."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from deadlines.calendar import FIRST, BadCalendar, Hours, Session, SpecialDay, WorkCalendar, check_sessions

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


def read_sessions(pairs: Iterable[Sequence[str]]) -> tuple[Session, ...]:
    """``[["07:30", "11:30"], …]`` as minutes from midnight. Raises ``BadCalendar``."""
    try:
        sessions = tuple((_minute(opening), _minute(close)) for opening, close in pairs)
    except (TypeError, ValueError, AttributeError) as error:
        raise BadCalendar(f"sessions are pairs of HH:MM: {error}") from None
    check_sessions(sessions)
    return sessions


def _minute(text: str) -> int:
    hour, minute = text.split(":")[:2]
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        raise ValueError(text)
    return int(hour) * 60 + int(minute)


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

"""Calendars of these tests: the seeded one, read from its file, offices with other hours, and a few odd ones."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml

from agencies.hours import read_sessions
from deadlines.calendar import Hours, WorkCalendar
from deadlines.calendar_file import read_file

SEED = Path(__file__).resolve().parents[2] / "seeds" / "calendars" / "vietnam.yaml"


def vietnam(**keys: object) -> WorkCalendar:
    """The province's calendar 2024-2027, exactly as seeding loads it; ``keys`` of the file format change its hours."""
    document = yaml.safe_load(SEED.read_text(encoding="utf-8"))
    days: dict[str, dict[str, str]] = {"off": {}, "worked": {}}
    for row in document["days"]:
        for day in row["days"]:
            days[row["kind"]][day.isoformat()] = row["reason"]
    return read_file({**days, "sessions": document["versions"][0]["sessions"], **keys})


def _december() -> WorkCalendar:
    new = Hours(date(2026, 12, 1), read_sessions([["08:00", "12:00"], ["13:30", "17:30"]]))
    before = vietnam()
    return replace(before, hours=(*before.hours, new))


NAMED = {
    "vietnam": vietnam(),
    "saturday": vietnam(saturday_sessions=[["07:30", "11:30"]]),
    "early": vietnam(sessions=[["07:00", "11:30"], ["13:30", "17:00"]]),
    "december": _december(),
}
"""The calendars of table.txt by name."""


def office(**keys: object) -> WorkCalendar:
    """A calendar from keys of the file format."""
    return read_file(keys)

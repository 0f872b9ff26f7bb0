"""Calendars of these tests: the seeded one, read from its file, and a few odd offices."""

from pathlib import Path

import yaml

from deadlines.calendar import WorkCalendar
from deadlines.calendar_file import read_file

SEED = Path(__file__).resolve().parents[2] / "seeds" / "calendars" / "vietnam.yaml"


def vietnam() -> WorkCalendar:
    """The province's calendar 2024-2027, exactly as seeding loads it."""
    document = yaml.safe_load(SEED.read_text(encoding="utf-8"))
    days: dict[str, dict[str, str]] = {"off": {}, "worked": {}}
    for row in document["days"]:
        for day in row["days"]:
            days[row["kind"]][day.isoformat()] = row["reason"]
    return read_file({**days, "sessions": document["versions"][0]["sessions"]})


def office(**keys: object) -> WorkCalendar:
    """A calendar from keys of the file format."""
    return read_file(keys)

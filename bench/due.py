"""(i) A plain working-day due date against numpy.busday_offset: one at a time, and 1,000,000 recomputed in one batch.

Both sides have their calendar prebuilt (weekmask 1111111 with weekends as holidays: numpy knows no make-up Saturdays). The
receipts lie inside sessions of working days for the date alone to decide; the batch's include nights and days off, and every
answer is compared: with numpy's date where its question is the same, with ``rules.due_at`` row by row for all.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import numpy as np
import yaml
from django.conf import settings

from bench.measure import Result, alternate, at_most
from common.clock import VIETNAM
from deadlines.batch import due_many
from deadlines.calendar import FIRST, LAST, WorkCalendar, to_place
from deadlines.calendar_file import read_file
from deadlines.rules import due_at

ONE_BY_ONE, MANY = 20_000, 1_000_000
ROUNDS = 9
LIMIT, DAYS = "7wd", 7


def run() -> list[Result]:
    """Both parts."""
    return [due(), due_batch()]


def due() -> Result:
    """Microseconds a due date, explanation off, to those of the scalar numpy call on a datetime64 made before."""
    ours_calendar = _calendar()
    theirs = _numpy_calendar(ours_calendar)
    at = [_at(number, ours_calendar) for number in range(ONE_BY_ONE)]
    days = [np.datetime64(moment.date()) for moment in at]
    for moment, day in zip(at, days, strict=True):
        expected = np.busday_offset(day, DAYS, roll="forward", busdaycal=theirs)
        if np.datetime64(due_at(moment, LIMIT, ours_calendar).date()) != expected:
            raise SystemExit(f"bench due: {moment} disagrees with numpy")

    def ours() -> float:
        return _micro(lambda: [due_at(moment, LIMIT, ours_calendar) for moment in at], ONE_BY_ONE)

    def baseline() -> float:
        return _micro(lambda: [np.busday_offset(day, DAYS, roll="forward", busdaycal=theirs) for day in days], ONE_BY_ONE)

    mine, numpys = alternate(ours, baseline, ROUNDS)
    return at_most("due", mine, numpys, 1, ROUNDS, f"µs a due date and hour, {LIMIT}; scalar numpy.busday_offset gives the date")


def due_batch() -> Result:
    """Seconds for a million receipts and limits to those of numpy's dates alone; exact on all."""
    calendar = _calendar()
    theirs = _numpy_calendar(calendar)
    random = np.random.default_rng(20261123)
    at = np.datetime64("2024-01-01T00:00", "m") + random.integers(0, 1000 * 1440, MANY)
    limits = random.integers(1, 46, MANY)
    days = (at + np.timedelta64(7 * 60, "m")).astype("datetime64[D]")
    found = due_many(at, limits, calendar)
    _compare(found, at, limits, calendar)

    mine, numpys = alternate(
        lambda: _micro(lambda: due_many(at, limits, calendar), 1_000_000),
        lambda: _micro(lambda: np.busday_offset(days, limits, roll="forward", busdaycal=theirs), 1_000_000),
        5,
    )
    note = f"seconds for {MANY:,} with hours, nights and days off; vectorised numpy dates; all equal to the single count"
    return at_most("due-batch", mine, numpys, 3, 5, note)


def _compare(found: np.ndarray, at: np.ndarray, limits: np.ndarray, calendar: WorkCalendar) -> None:
    """Every row with the single count."""
    texts = [f"{days}wd" for days in range(47)]
    rows = zip(at.tolist(), limits.tolist(), found.tolist(), strict=True)
    for moment, days, got in rows:
        if due_at(moment.replace(tzinfo=UTC).astimezone(VIETNAM), texts[days], calendar) != got.replace(tzinfo=UTC):
            raise SystemExit(f"bench due-batch: {moment} + {days} working days disagrees with the single count")


def _at(number: int, calendar: WorkCalendar) -> datetime:
    """A receipt in session: 08:00 to 11:00 of a working day of 2024 to 2027, seconds as a real clock has them."""
    place = calendar.working_day(to_place(date(2024, 1, 2)), after=number % 960)
    day = date.fromordinal(FIRST.toordinal() + place)
    return datetime(day.year, day.month, day.day, 8 + number % 3, number % 60, number % 59, number, tzinfo=VIETNAM)


def _calendar() -> WorkCalendar:
    document = yaml.safe_load((settings.BASE_DIR / "seeds" / "calendars" / "vietnam.yaml").read_text(encoding="utf-8"))
    special: dict[str, dict[str, str]] = {"off": {}, "worked": {}}
    for row in document["days"]:
        special[row["kind"]] |= {day.isoformat(): row["reason"] for day in row["days"]}
    return read_file(special)


def _numpy_calendar(calendar: WorkCalendar) -> np.busdaycalendar:
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return np.busdaycalendar("1111111", [np.datetime64(day) for day in days if not calendar.sessions_at(to_place(day))])


def _micro(work: Callable[[], object], count: int) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) / count * 1e6


PARTS = {"due": due, "due-batch": due_batch}

"""The promised date, row by row: table.txt is to be read with the law beside."""

from datetime import datetime
from pathlib import Path

import pytest

from common.clock import VIETNAM
from deadlines.policy import Policy
from deadlines.rules import due
from tests.deadlines.calendars import vietnam

TABLE = (Path(__file__).parent / "table.txt").read_text(encoding="utf-8")
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.splitlines() if line and not line.startswith("#")]
CALENDAR = vietnam()


def moment(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=VIETNAM)


def test_there_are_enough_rows_to_trust() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}+{row[1]}")
def test_row(row: tuple[str, ...]) -> None:
    at, limit, policies, stops, expected, why = row
    policy = Policy.of(dict(pair.split("=") for pair in policies.split()))
    ranges = [stop.strip().split("..") for stop in stops.split(",") if stop.strip()]
    pauses = [(moment(begin), moment(end) if end else None) for begin, end in ranges]

    result = due(moment(at), limit, CALENDAR, pauses, policy)

    assert (f"{result.due_at:%Y-%m-%d %H:%M}" if result.due_at else "-") == expected, why
    lines = result.explanation
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert all(line.at.tzinfo and line.text for line in lines)
    assert (result.due_at is None) == (result.paused_since is not None)
    if result.due_at:
        assert lines[-1].at == result.due_at and "hẹn trả" in lines[-1].text

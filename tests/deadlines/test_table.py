"""The promised date, row by row: table.txt is to be read with the law beside. Expected values were counted on paper."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from common.clock import VIETNAM
from deadlines.policy import Policy
from deadlines.rules import due, due_at
from tests.deadlines.calendars import NAMED

TABLE = (Path(__file__).parent / "table.txt").read_text(encoding="utf-8")


def rows() -> Iterator[tuple[str, ...]]:
    """Calendar, received, limit, policies, pauses, expected, why."""
    calendar = "vietnam"
    for line in TABLE.splitlines():
        if line.startswith("="):
            calendar = line.removeprefix("=").partition(":")[0].strip()
        elif line and not line.startswith("#"):
            yield calendar, *(cell.strip() for cell in line.split("|"))


ROWS = list(rows())


def moment(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=VIETNAM)


def pause(text: str) -> tuple:
    span, _equals, ground = text.strip().partition("=")
    begin, end = span.split("..")
    return moment(begin), moment(end) if end else None, ground


def test_there_are_enough_rows_to_trust() -> None:
    assert len(set(ROWS)) == len(ROWS) >= 200


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}+{row[2]}")
def test_row(row: tuple[str, ...]) -> None:
    name, at, limit, policies, stops, expected, why = row
    policy = Policy.of(dict(pair.split("=") for pair in policies.split()))
    pauses = [pause(text) for text in stops.split(",") if text.strip()]

    result = due(moment(at), limit, NAMED[name], pauses, policy)

    assert (f"{result.due_at:%Y-%m-%d %H:%M}" if result.due_at else "-") == expected, why
    assert pauses or due_at(moment(at), limit, NAMED[name], policy) == result.due_at
    lines = result.explanation
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert all(line.at.tzinfo and line.text for line in lines)
    assert (result.due_at is None) == (result.paused_since is not None)
    if result.due_at:
        assert lines[-1].at == result.due_at and "hẹn trả" in lines[-1].text

"""The due_date command as others call it (interfaces.md). With a calendar file it needs no database."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

CALENDAR = {"off": {"2026-11-24": "Ngày Văn hóa Việt Nam"}, "worked": {"2026-11-28": "làm bù"}}


@pytest.fixture
def calendar(tmp_path: Path) -> str:
    path = tmp_path / "calendar.json.gz"
    path.write_bytes(gzip.compress(json.dumps(CALENDAR).encode()))
    return str(path)


def ask(**options: object) -> list[dict]:
    out = StringIO()
    call_command("due_date", json=True, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def code_of(**options: object) -> int:
    with pytest.raises(CommandError) as refused:
        ask(**options)
    return refused.value.returncode


def test_one_question(calendar: str) -> None:
    (answer,) = ask(at="2026-11-23T09:00", limit="3wd", calendar=calendar)
    assert answer["due_at"] == "2026-11-27T09:00:00+07:00"
    assert answer["due_date"] == "2026-11-27"
    assert answer["explanation"][1] == {"at": "2026-11-24T00:00:00+07:00", "text": "Thứ Ba 24/11: nghỉ, Ngày Văn hóa Việt Nam"}


def test_pauses_and_policies(calendar: str) -> None:
    options = {"at": "2026-11-23T09:00", "limit": "3wd", "calendar": calendar}
    (moved,) = ask(pause=["2026-11-25T10:00..2026-11-26T10:00"], policy=["due_at=closing"], **options)
    assert moved["due_at"] == "2026-11-28T17:00:00+07:00", "Thứ Bảy 28/11 làm bù"
    (open_end,) = ask(pause=["2026-11-25T10:00.."], **options)
    assert open_end["due_at"] is None and open_end["due_date"] is None


def test_grounds_of_pauses_and_more_time(calendar: str) -> None:
    options = {"at": "2026-11-23T09:00", "limit": "3wd", "calendar": calendar}
    (inside,) = ask(pause=["2026-11-25T10:00..=consultation"], **options)
    assert inside["due_at"] == "2026-11-27T09:00:00+07:00"
    (longer,) = ask(extension=["2026-11-26T09:00..2026-11-29T10:00"], **options)
    assert longer["due_at"] == "2026-11-30T10:00:00+07:00", "Chủ nhật 29/11: chuyển sang Thứ Hai"
    assert code_of(pause=["2026-11-25T10:00..=lunch"], **options) == 2
    assert code_of(extension=["2026-11-26T09:00.."], **options) == 2


def test_a_batch_answers_every_line_in_order(calendar: str, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "at": "2026-11-23T09:00", "limit": "6h"}),
        json.dumps({"id": "b", "at": "2026-11-23T09:00", "limit": "nonsense"}),
        "{broken",
        json.dumps({"id": 4, "at": "2026-11-23T02:00:00Z", "limit": "3wd", "pauses": [["2026-11-25T10:00", None]]}),
        json.dumps({"id": 5, "at": "2026-11-23T09:00", "limit": "1wd", "policy": {"late_receipt": "?"}}),
        json.dumps({"id": 6, "at": "1890-11-23T09:00", "limit": "1wd"}),
        json.dumps({"id": 7, "at": "2026-11-23T09:00", "limit": ["3wd"], "pauses": "x"}),
    ]
    path = tmp_path / "batch.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")

    answers = ask(batch=str(path), calendar=calendar)

    assert [answer["id"] for answer in answers] == ["a", "b", None, 4, 5, 6, 7]
    assert ["error" in answer for answer in answers] == [False, True, True, False, True, True, True]
    assert answers[0]["due_at"] == "2026-11-23T16:30:00+07:00"


def test_exit_codes(calendar: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"sessions": []}')
    good = {"at": "2026-11-23T09:00", "limit": "3wd"}
    assert code_of(**{**good, "limit": "3x"}, calendar=calendar) == 2
    assert code_of(**{**good, "at": "hôm qua"}, calendar=calendar) == 2
    assert code_of(**good, policy=["due_at"], calendar=calendar) == 2
    assert code_of(**good, pause=["2026-11-25"], calendar=calendar) == 2
    assert code_of(**good, calendar=str(bad)) == 2
    assert code_of(**good, calendar=str(tmp_path / "none.json")) == 2
    assert code_of(batch=str(tmp_path / "none.jsonl"), calendar=calendar) == 2
    assert code_of(calendar=calendar) == 2
    assert code_of(at="1999-11-23T09:00", limit="3wd", calendar=calendar) == 1


@pytest.mark.django_db
def test_an_unknown_agency_is_a_negative_answer() -> None:
    assert code_of(at="2026-11-23T09:00", limit="3wd", agency="H98.01") == 1

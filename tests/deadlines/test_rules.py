"""Words on a receipt, tags on a page, odd offices, and what is refused."""

from datetime import datetime, timedelta

import pytest

from agencies.hours import BadCalendar
from common.clock import VIETNAM
from deadlines.calendar import OutOfCalendar
from deadlines.calendar_file import read_file
from deadlines.limits import BadLimit, parse
from deadlines.policy import BadPolicy, Policy
from deadlines.rules import BadPause, due, remaining, working_between
from tests.deadlines.calendars import office, vietnam

VN = vietnam()


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=VIETNAM)


def words(*args, **kwargs) -> list[str]:
    return [line.text for line in due(*args, **kwargs).explanation]


def test_the_explanation_of_three_working_days() -> None:
    assert words(at(23), "3wd", VN) == [
        "Thứ Hai 23/11: ngày nhận, không tính",
        "Thứ Ba 24/11: nghỉ, Ngày Văn hóa Việt Nam",
        "Thứ Tư 25/11: ngày làm việc thứ 1",
        "Thứ Năm 26/11: ngày làm việc thứ 2",
        "Thứ Sáu 27/11: ngày làm việc thứ 3, hẹn trả lúc 09:00",
    ]


def test_the_explanation_of_a_late_receipt_over_a_weekend() -> None:
    assert words(at(27, 18), "1wd", VN, policy=Policy(due_at="closing")) == [
        "Thứ Sáu 27/11: nhận lúc 18:00, ngoài giờ làm việc, tính như nhận lúc 07:30 Thứ Hai 30/11",
        "Thứ Bảy 28/11 và Chủ nhật 29/11: nghỉ cuối tuần",
        "Thứ Hai 30/11: ngày nhận, không tính",
        "Thứ Ba 1/12: ngày làm việc thứ 1, hẹn trả khi hết giờ làm việc, 17:00",
    ]


def test_the_explanation_of_a_pause() -> None:
    assert words(at(25), "2wd", VN, [(at(25, 10), at(26, 10))]) == [
        "Thứ Tư 25/11: ngày nhận, không tính",
        "10:00 Thứ Tư 25/11: tạm dừng đến 10:00 Thứ Năm 26/11, không tính 8 giờ làm việc",
        "Thứ Sáu 27/11: ngày làm việc thứ 1",
        "Thứ Bảy 28/11 và Chủ nhật 29/11: nghỉ cuối tuần",
        "Thứ Hai 30/11: ngày làm việc thứ 2, hẹn trả lúc 09:00",
    ]


def test_the_explanation_of_same_day_hours_and_calendar_days() -> None:
    assert words(at(23, 15, 30), "same-day@15:00", VN)[0] == "Thứ Hai 23/11: nhận sau 15:00, trả vào ngày làm việc tiếp theo"
    assert words(at(23, 14), "8h", VN) == [
        "Thứ Hai 23/11: bắt đầu tính từ 14:00",
        "Thứ Hai 23/11: tính 3 giờ làm việc",
        "Thứ Ba 24/11: nghỉ, Ngày Văn hóa Việt Nam",
        "Thứ Tư 25/11: tính 5 giờ làm việc",
        "Thứ Tư 25/11: đủ 8 giờ làm việc, hẹn trả lúc 14:00",
    ]
    assert words(at(23), "13d", VN)[1:3] == [
        "Thứ Ba 24/11 đến Chủ nhật 6/12: 13 ngày, tính cả ngày nghỉ",
        "Chủ nhật 6/12: ngày cuối rơi vào ngày nghỉ (nghỉ cuối tuần), chuyển sang ngày làm việc tiếp theo",
    ]


def test_more_time_takes_the_place_of_the_promise() -> None:
    longer = [(at(26, 15), at(2, 16, month=12))]
    assert due(at(23), "3wd", VN, extensions=longer).due_at == at(2, 16, month=12)
    assert words(at(23), "3wd", VN, extensions=longer)[-3:] == [
        "15:00 Thứ Năm 26/11: xin lỗi và hẹn lại, chậm nhất 16:00 Thứ Tư 2/12",
        "Thứ Sáu 27/11: ngày làm việc thứ 3, hẹn trả lúc 09:00",
        "Thứ Tư 2/12: hẹn trả lại lúc 16:00",
    ]


@pytest.mark.parametrize(
    "until, pauses, expected",
    [
        (at(26, 9), [], at(27)),  # không sớm hơn lời hẹn cũ
        (at(29, 10), [], at(30, 10)),  # Chủ nhật: chuyển sang Thứ Hai
        (at(1, 9, month=12), [(at(30, 9), at(30, 11))], at(1, 11, month=12)),  # dừng sau khi gia hạn: lùi 2 giờ
        (at(1, 9, month=12), [(at(25, 10), at(26, 10))], at(1, 9, month=12)),  # lần dừng trước đã nằm trong lời hẹn mới
        (at(30, 9), [(at(25, 10), at(26, 10, 30))], at(30, 9, 30)),  # lời hẹn cũ đã lùi xa hơn
        (at(1, 9, month=12), [(at(30, 9), None)], None),  # đang dừng
    ],
)
def test_more_time_and_pauses(until: datetime, pauses: list, expected: datetime | None) -> None:
    result = due(at(23), "3wd", VN, pauses, extensions=[(at(26, 15), until)])
    assert result.due_at == expected
    assert result.explanation


def test_a_swapped_working_day_is_named_and_an_unpublished_year_is_doubted() -> None:
    assert words(at(21, month=8), "1wd", VN)[-1] == "Thứ Bảy 22/8 (ngày làm bù): ngày làm việc thứ 1, hẹn trả lúc 09:00"
    assert words(at(31, month=12, year=2027), "5wd", VN)[-1] == "Lịch nghỉ năm 2028 chưa công bố, ngày hẹn có thể thay đổi"


def test_saturday_mornings_are_working_days_for_days_and_half_a_day_for_hours() -> None:
    calendar = office(saturday_sessions=[["07:30", "11:30"]])
    assert due(at(27, 10), "1wd", calendar).due_at == at(28, 10)
    assert due(at(27, 15), "1wd", calendar).due_at == at(28, 11, 30), "buổi chiều Thứ Bảy không mở: hết giờ của ngày đó"
    assert due(at(27, 15), "1wd", calendar, policy=Policy(count_from="hour")).due_at == at(30, 9, 30), "2 + 4 + 2 giờ"
    assert due(at(28, 9), "1wd", calendar).due_at == at(30, 9), "nhận sáng Thứ Bảy là trong giờ"


def test_a_working_day_of_another_length_keeps_whole_days_whole() -> None:
    calendar = office(sessions=[["08:00", "12:00"], ["13:00", "16:30"]])
    assert due(at(25), "1wd", calendar).due_at == at(26)
    assert due(at(25), "0.99wd", calendar).due_at <= due(at(25), "1wd", calendar).due_at


@pytest.mark.parametrize(
    "now, state, text",
    [
        (at(23), "on-time", "còn 3 ngày làm việc"),
        (at(26, 8), "on-time", "còn 1 ngày làm việc"),
        (at(26, 9), "near", "còn 1 ngày làm việc"),
        (at(26, 16), "near", "còn 2 giờ làm việc"),
        (at(27, 8, 40), "near", "còn 20 phút làm việc"),
        (at(27, 9), "near", "đến hạn lúc 09:00"),
        (at(27, 9, 10), "late", "quá hạn 10 phút làm việc"),
        (at(27, 15), "late", "quá hạn 4 giờ làm việc"),
        (at(1, 15, month=12), "late", "quá hạn 2 ngày làm việc"),
    ],
)
def test_what_a_tag_says(now: datetime, state: str, text: str) -> None:
    tag = remaining(now, at(27), VN)
    assert (tag.state, tag.text) == (state, text)


def test_a_tag_after_closing_and_in_a_pause() -> None:
    assert remaining(at(27, 20), at(27, 17), VN).text == "vừa quá hạn"
    assert remaining(at(27), None, VN).state == "paused"


def test_working_time_between() -> None:
    assert working_between(at(23), at(25), VN) == timedelta(hours=8)
    assert working_between(at(28), at(29), VN) == timedelta(0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "wd",
        "0wd",
        "0.0h",
        "-1wd",
        "1.5d",
        "1,5wd",
        "3 wd",
        "1e3d",
        "٣wd",
        "same-day@25:00",
        "99999d",
        "0.0001h",
        None,
        3,
    ],
)
def test_limits_that_are_refused(text: object) -> None:
    with pytest.raises(BadLimit):
        parse(text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text, said", [("17.5wd", "17,5 ngày làm việc"), ("6h", "6 giờ làm việc"), ("2mo", "2 tháng"), ("same-day", "trong ngày")]
)
def test_limits_read_back(text: str, said: str) -> None:
    assert str(parse(text)) == text
    assert parse(text).text == said


def test_what_else_is_refused() -> None:
    with pytest.raises(BadPolicy):
        Policy.of({"count_from": "yesterday"})
    with pytest.raises(BadPolicy):
        Policy.of({"colour": "red"})
    with pytest.raises(BadPolicy):
        Policy.of({"stops": "supplement, lunch"})
    with pytest.raises(BadPause):
        due(at(23), "3wd", VN, [(at(26), at(25))])
    with pytest.raises(OutOfCalendar):
        due(at(23, year=1999), "3wd", VN)
    with pytest.raises(ValueError, match="zone"):
        due(datetime(2026, 11, 23, 9), "3wd", VN)


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"sessions": []},
        {"sessions": [["13:00", "17:00"], ["07:30", "11:30"]]},
        {"sessions": [["07:30", "11:30"], ["11:00", "17:00"]]},
        {"sessions": [["07:30"]]},
        {"sessions": [["7h", "11h"]]},
        {"off": {"2026-02-30": "x"}},
        {"off": {"2026-11-24": "x"}, "worked": {"2026-11-24": "y"}},
        {"off": 3},
    ],
)
def test_calendars_that_are_refused(document: object) -> None:
    with pytest.raises(BadCalendar):
        read_file(document)

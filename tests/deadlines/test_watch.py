"""When a running clock is looked at, and how likely it is to run out: counted on paper."""

from datetime import datetime, timedelta

import pytest

from common.clock import VIETNAM
from deadlines.policy import BadPolicy, Policy
from deadlines.risk import quantile, risk
from deadlines.watch import coming, passed, stages
from tests.deadlines.calendars import vietnam

VN = vietnam()


def at(day: int, hour: int = 9, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "start, due, warnings, expected",
    [
        (at(30, month=11), at(9), "75%,1wd", [at(7, 11), at(8, 9), at(9, 9, 1)]),  # 42 trong 56 giờ; 8 giờ trước
        (at(30, month=11), at(9), "50%,4h", [at(3, 14, 30), at(8, 14, 30), at(9, 9, 1)]),  # 28 giờ; 4 giờ trước
        (at(30, month=11), at(1), "1wd,75%", [at(30, 9, month=11), at(30, 16, 30, month=11), at(1, 9, 1)]),
        (at(30, month=11), at(30, 11, month=11), "1wd", [at(30, 9, month=11), at(30, 11, 1, month=11)]),  # hạn ngắn hơn
        (at(30, month=11), at(9), "", [at(9, 9, 1)]),
        (at(27, 16, month=11), at(30, 16, month=11), "75%", [at(30, 14, month=11), at(30, 16, 1, month=11)]),  # qua cuối tuần
    ],
)
def test_stages(start: datetime, due: datetime, warnings: str, expected: list[datetime]) -> None:
    found = stages(start, due, VN, Policy(warnings=warnings))
    assert [stage.at for stage in found] == expected
    assert found[-1].name == "late"


def test_only_the_last_stage_that_has_come_is_told() -> None:
    found = stages(at(30, month=11), at(9), VN, Policy())
    assert passed(found, at(1)) is None and coming(found, at(1)) == found[0]
    assert passed(found, at(8, 10)) == found[1] and coming(found, at(8, 10)) == found[2]
    assert passed(found, at(9)) == found[1], "đúng phút hẹn chưa phải là trễ"
    assert passed(found, at(9) + timedelta(minutes=1)) == found[2] and coming(found, at(20)) is None


@pytest.mark.parametrize("warnings", ["100%", "0%", "1d", "soon", "75"])
def test_warnings_that_are_refused(warnings: str) -> None:
    with pytest.raises(BadPolicy):
        Policy.of({"warnings": warnings})


def test_the_share_of_dossiers_that_took_longer_with_the_queue_before_this_one() -> None:
    took = [480] * 15 + [960] * 5
    assert risk(700, took).share == 0.25 and risk(700, took).level == "possible"
    assert risk(1000, took).level == "low"
    waiting = risk(700, took, ahead=10, hands=2, piece=60)
    assert (waiting.level, waiting.share) == ("likely", 1.0), "10 việc của 2 người, mỗi việc một giờ: chờ 5 giờ"
    assert waiting.needed == 300 + 960, "16 trong 20 hồ sơ xong trong 2 ngày"
    assert "20 trong 20 hồ sơ" in waiting.text and "còn 10 việc" in waiting.text
    assert risk(-30, took).level == "late" and risk(700, took[:9]).level == "unknown"


def test_quantiles() -> None:
    assert [quantile(list(range(1, 11)), part) for part in (0.1, 0.5, 0.8, 1.0)] == [1, 5, 8, 10]
    assert quantile([], 0.5) is None

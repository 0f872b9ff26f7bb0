"""Calendars out of the database: who inherits what, at what cost."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from agencies.models import Agency, AgencyLevel, CalendarDay, CalendarVersion
from common.clock import VIETNAM
from deadlines.rules import due
from deadlines.selectors import NoCalendar, calendar_for, forget

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
SESSIONS = [["07:30", "11:30"], ["13:00", "17:00"]]


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def province() -> Agency:
    CalendarDay.objects.all().delete()
    CalendarVersion.objects.all().delete()
    CalendarVersion.objects.create(effective_from=date(2000, 1, 1), sessions=SESSIONS, provenance="thử")
    CalendarDay.objects.create(
        day=date(2026, 11, 24), kind="off", reason="Ngày Văn hóa Việt Nam", provenance="thử", confidence="medium"
    )
    level, _made = AgencyLevel.objects.get_or_create(code="thu", defaults={"name": "Thử", "rank": 99})
    root = Agency.objects.create(code="H99", name="Tỉnh thử", kind="authority", level=level, path="H99/", valid_from=DAY)
    for code, path in (("H99.1", "H99/H99.1/"), ("H99.1.2", "H99/H99.1/H99.1.2/"), ("H99.10", "H99/H99.10/")):
        Agency.objects.create(code=code, name=code, kind="division", level=level, parent=root, path=path, valid_from=DAY)
    return root


def pk(code: str) -> int:
    return Agency.objects.get(code=code).pk


def test_cold_two_queries_warm_none(province: Agency, django_assert_num_queries) -> None:
    agency = pk("H99.1.2")
    with django_assert_num_queries(2):
        first = calendar_for(agency, DAY)
    with django_assert_num_queries(0):
        assert calendar_for(agency, DAY) is first


def test_agencies_with_the_same_rows_share_one_calendar(province: Agency) -> None:
    assert calendar_for(None, DAY) is calendar_for(pk("H99.1"), DAY)


def test_days_and_sessions_of_an_agency_go_down_its_own_branch(province: Agency) -> None:
    owner = Agency.objects.get(code="H99.1")
    CalendarDay.objects.create(
        agency=owner, day=date(2026, 11, 24), kind="worked", reason="trực lễ", provenance="thử", confidence="firm"
    )
    CalendarVersion.objects.create(
        agency=owner,
        effective_from=date(2026, 11, 26),
        sessions=[["08:00", "12:00"]],
        saturday_sessions=[["08:00", "10:00"]],
        provenance="thử",
    )
    at = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)

    assert due(at, "1wd", calendar_for(pk("H99.1.2"), DAY)).due_date == date(2026, 11, 24)
    assert due(at, "1wd", calendar_for(pk("H99.10"), DAY)).due_date == date(2026, 11, 25)
    assert due(at, "1wd", calendar_for(None, DAY)).due_date == date(2026, 11, 25)


def test_sessions_change_on_their_date(province: Agency) -> None:
    CalendarVersion.objects.create(
        effective_from=date(2026, 11, 26), sessions=[["07:00", "11:30"], ["13:30", "17:00"]], provenance="thử"
    )
    late = datetime(2026, 11, 23, 13, 0, tzinfo=VIETNAM)
    calendar = calendar_for(None, DAY)
    assert due(late, "1wd", calendar).due_at.hour == 13, "25/11 theo lịch cũ"
    assert due(late, "2wd", calendar).due_at.strftime("%d/%m %H:%M") == "26/11 13:30", "26/11 buổi chiều mở lúc 13:30"


def test_an_agency_keeps_the_provinces_sessions_until_its_own_begin(province: Agency) -> None:
    owner = Agency.objects.get(code="H99.1")
    CalendarVersion.objects.create(
        agency=owner, effective_from=date(2026, 11, 26), sessions=[["08:00", "12:00"]], provenance="thử"
    )
    CalendarVersion.objects.create(effective_from=date(2026, 11, 27), sessions=[["09:00", "16:00"]], provenance="thử")
    early = datetime(2026, 11, 23, 7, 30, tzinfo=VIETNAM)
    calendar = calendar_for(pk("H99.1.2"), DAY)
    assert [due(early, f"{days}wd", calendar).due_at.strftime("%H:%M") for days in (1, 2, 3)] == ["07:30", "08:00", "08:00"]
    assert due(early, "3wd", calendar_for(None, DAY)).due_at.strftime("%H:%M") == "09:00"


def test_a_change_is_seen_after_forget(province: Agency) -> None:
    before = calendar_for(None, DAY)
    CalendarDay.objects.create(day=date(2026, 11, 25), kind="off", reason="bão", provenance="công điện", confidence="firm")
    assert calendar_for(None, DAY) is before
    forget()
    assert date(2026, 11, 25) in calendar_for(None, DAY).special


def test_without_sessions_there_is_no_promise(province: Agency) -> None:
    CalendarVersion.objects.all().delete()
    with pytest.raises(NoCalendar):
        calendar_for(None, DAY)

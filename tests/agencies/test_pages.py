"""Agencies and calendars on the administrator's pages: who may open them, what an edit leaves behind, what is refused."""

from datetime import date, datetime

import pytest

from agencies.models import Agency, CalendarDay, CalendarVersion
from audit.models import AuditEvent
from common.clock import VIETNAM
from deadlines.rules import due
from deadlines.selectors import calendar_for
from tests.ops.people import Office, office

__all__ = ["office"]

DAY = {"day": "24/11/2026", "kind": "off", "reason": "Ngày Văn hóa Việt Nam", "provenance": "Nghị quyết", "confidence": "firm"}
SESSIONS = [["07:30", "11:30"], ["13:00", "17:00"]]


@pytest.fixture
def pages(office: Office) -> list[str]:
    row = CalendarDay.objects.create(day=date(2026, 1, 1), kind="off", reason="Tết", provenance="BLLĐ", confidence="firm")
    return [
        "co-quan/",
        f"co-quan/{Agency.objects.get(code='H09.21').pk}/",
        "lich/",
        "lich/them/",
        f"lich/{row.pk}/",
        f"lich/{row.pk}/bo/",
    ]


def url(office: Office, page: str) -> str:
    return f"/quan-tri/{office.admin_seat.pk}/{page}"


def test_only_the_administrators_seat_opens_them(office: Office, pages: list[str], client) -> None:
    for page in pages:
        assert office.browser(office.tri).get(url(office, page)).status_code == 200, page
        for user in (office.binh, office.an):
            assert office.browser(user).get(url(office, page)).status_code == 404
            assert office.browser(user).post(url(office, page), {**DAY, "name": "x"}).status_code == 404
        assert client.get(url(office, page)).status_code == 302
    assert CalendarDay.objects.count() == 1
    assert not AuditEvent.objects.exists()


def test_rows_that_are_not_there(office: Office) -> None:
    for page in ("co-quan/0/", "lich/0/", "lich/0/bo/"):
        assert office.browser(office.tri).get(url(office, page)).status_code == 404


def test_agencies_are_found_without_diacritics_at_a_fixed_cost(office: Office, django_assert_max_num_queries) -> None:
    tri = office.browser(office.tri)
    with django_assert_max_num_queries(8):  # session, person, seat, count and page; the shell's own on top
        answer = tri.get(url(office, "co-quan/"), {"q": "phu cuong"}).content.decode()
    assert "Ủy ban nhân dân phường Phú Cường" in answer and "1 cơ quan" in answer
    assert "Không có cơ quan nào khớp" in tri.get(url(office, "co-quan/"), {"q": "xyz"}).content.decode()


def facts(**changes: str) -> dict[str, str]:
    plain = {"name": "Ủy ban nhân dân phường Phú Cường", "valid_from": "1/1/2020", "reason": "QĐ 5/QĐ-UBND"}
    return {**plain, **changes}


def test_an_edit_of_an_agency_is_kept_with_what_was_before(office: Office) -> None:
    ward = Agency.objects.get(code="H09.21")
    page = url(office, f"co-quan/{ward.pk}/")
    assert office.browser(office.tri).post(page, facts(phone="0274 3822 825", valid_to="1/7/2027")).status_code == 302
    ward.refresh_from_db()
    assert (ward.phone, ward.valid_to) == ("0274 3822 825", date(2027, 7, 1))
    event = AuditEvent.objects.get(stream="agency:H09.21")
    assert event.data["changed"] == {"phone": ["", "0274 3822 825"], "valid_to": [None, "2027-07-01"]}
    assert event.actor == f"official:{office.tri.pk}@{office.admin_seat.pk}"

    again = facts(phone="0274 3822 825", valid_to="1/7/2027")
    assert office.browser(office.tri).post(page, again).status_code == 302
    assert AuditEvent.objects.filter(stream="agency:H09.21").count() == 1, "lưu lại y nguyên không tạo thay đổi"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "Nhập tên cơ quan"),
        ({"reason": ""}, "Nhập lý do"),
        ({"phone": "gọi anh Ba"}, "Nhập số điện thoại bằng chữ số"),
        ({"valid_to": "1/1/2019"}, "Ngày hết hiệu lực phải sau"),
        ({"valid_to": "31/2/2027"}, "Nhập ngày theo dạng"),
        ({"valid_from": "1/1/0020"}, "Kiểm tra lại năm"),
    ],
)
def test_an_edit_that_is_refused_changes_nothing(office: Office, changes: dict[str, str], words: str) -> None:
    ward = Agency.objects.get(code="H09.21")
    answer = office.browser(office.tri).post(url(office, f"co-quan/{ward.pk}/"), facts(**{"phone": "1022", **changes}))
    assert answer.status_code == 400 and words in answer.content.decode()
    ward.refresh_from_db()
    assert ward.phone == "" and not AuditEvent.objects.exists()


def test_a_new_day_off_moves_what_is_promised_next(office: Office, django_capture_on_commit_callbacks) -> None:
    CalendarVersion.objects.create(effective_from=date(2000, 1, 1), sessions=SESSIONS, provenance="thử")
    at = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
    assert due(at, "1wd", calendar_for(None, at.date())).due_date == date(2026, 11, 24)

    with django_capture_on_commit_callbacks(execute=True):
        assert office.browser(office.tri).post(url(office, "lich/them/"), DAY).status_code == 302

    assert due(at, "1wd", calendar_for(None, at.date())).due_date == date(2026, 11, 25)
    event = AuditEvent.objects.get(stream="calendar")
    assert (event.action, event.data["day"], event.data["provenance"]) == ("day-added", "2026-11-24", "Nghị quyết")
    listed = office.browser(office.tri).get(url(office, "lich/"), {"nam": "2026"}).content.decode()
    assert "Ngày Văn hóa Việt Nam" in listed and "07:30 – 11:30" in listed


def test_a_day_is_edited_and_removed_with_its_history(office: Office) -> None:
    row = CalendarDay.objects.create(day=date(2026, 11, 24), kind="off", reason="x", provenance="y", confidence="medium")
    tri = office.browser(office.tri)
    assert tri.post(url(office, f"lich/{row.pk}/"), DAY).status_code == 302
    assert tri.post(url(office, f"lich/{row.pk}/"), DAY).status_code == 302
    assert tri.post(url(office, f"lich/{row.pk}/bo/"), {"reason": ""}).status_code == 400
    assert CalendarDay.objects.get().reason == "Ngày Văn hóa Việt Nam"
    assert tri.post(url(office, f"lich/{row.pk}/bo/"), {"reason": "nhập nhầm"}).status_code == 302
    assert not CalendarDay.objects.exists()
    events = AuditEvent.objects.filter(stream="calendar").order_by("seq")
    assert [event.action for event in events] == ["day-edited", "day-removed"]
    assert events[0].data["before"]["reason"] == "x" and events[1].data["reason"] == "nhập nhầm"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": "1/1/2026"}, "Ngày này đã có trong lịch"),
        ({"kind": "worked"}, "Ngày làm bù phải là Thứ Bảy hoặc Chủ nhật"),
        ({"kind": "holiday"}, "govuk-error-summary"),
        ({"provenance": ""}, "Nhập căn cứ"),
        ({"day": "mai"}, "Nhập ngày theo dạng"),
    ],
)
def test_a_day_that_is_refused(office: Office, pages: list[str], changes: dict[str, str], words: str) -> None:
    answer = office.browser(office.tri).post(url(office, "lich/them/"), DAY | changes)
    assert answer.status_code == 400 and words in answer.content.decode()
    assert CalendarDay.objects.count() == 1 and not AuditEvent.objects.exists()


def test_a_day_for_one_agency_only(office: Office) -> None:
    answer = office.browser(office.tri).post(url(office, "lich/them/"), DAY | {"kind": "worked", "agency": "21.H09"})
    assert answer.status_code == 302
    assert CalendarDay.objects.get().agency.code == "H09.21"
    assert AuditEvent.objects.get(stream="calendar").data["agency"] == "H09.21"
    unknown = office.browser(office.tri).post(url(office, "lich/them/"), DAY | {"agency": "H99"})
    assert unknown.status_code == 400 and "Không có cơ quan mang mã H99" in unknown.content.decode()


SET = {"since": "1/1/2090", "sessions": "7:00-11:30, 13:30-17:00", "saturday": "", "provenance": "QĐ 9/QĐ-UBND"}


def test_sessions_change_from_a_date_on(office: Office) -> None:
    assert office.browser(office.tri).post(url(office, "lich/buoi-lam-viec/"), SET).status_code == 302
    row = CalendarVersion.objects.get()
    assert (row.sessions, row.saturday_sessions) == ([["07:00", "11:30"], ["13:30", "17:00"]], [])
    assert AuditEvent.objects.get(stream="calendar").action == "sessions-changed"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"since": "1/1/2020"}, "Ngày áp dụng phải từ hôm nay trở đi"),
        ({"sessions": ""}, "Nhập buổi làm việc"),
        ({"sessions": "13:00-17:00, 07:30-11:30"}, "theo thứ tự trong ngày"),
        ({"sessions": "sáng và chiều"}, "theo thứ tự trong ngày"),
        ({"saturday": "25:00-26:00"}, "theo thứ tự trong ngày"),
        ({"provenance": ""}, "Nhập căn cứ"),
    ],
)
def test_sessions_that_are_refused(office: Office, changes: dict[str, str], words: str) -> None:
    answer = office.browser(office.tri).post(url(office, "lich/buoi-lam-viec/"), SET | changes)
    assert answer.status_code == 400 and words in answer.content.decode()
    assert not CalendarVersion.objects.exists() and not AuditEvent.objects.exists()

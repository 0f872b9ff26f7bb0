"""Officials and seats: only the administrator's seat opens the pages; a change of role ends sessions and is audited."""

import pytest
from allauth.mfa.models import Authenticator

from accounts import access, selectors
from accounts.models import SeatAssignment, User
from accounts.services import people, seats
from audit.models import AuditEvent
from common import clock
from common.errors import EmptyReason, NotFound
from tests.looks import queries
from tests.ops.people import Office

PAGES = ["can-bo/", "can-bo/them/", "vi-tri/", "viec-cho/", "nhat-ky/"]


def test_whoever_does_not_hold_the_administrators_seat_gets_404(office: Office) -> None:
    for page in PAGES:
        for user, seat in ((office.binh, office.admin_seat), (office.binh, office.clerk_seat), (office.an, office.admin_seat)):
            assert office.browser(user).get(f"/quan-tri/{seat.pk}/{page}").status_code == 404
        assert office.browser(office.tri).get(f"/quan-tri/{office.clerk_seat.pk}/{page}").status_code == 404
        assert office.browser(office.tri).get(f"/quan-tri/{office.admin_seat.pk}/{page}").status_code == 200


def test_a_stranger_is_asked_to_log_in(office: Office, client) -> None:
    for page in PAGES:
        assert client.get(f"/quan-tri/{office.admin_seat.pk}/{page}").status_code == 302


def test_an_ended_seat_no_longer_opens_anything(office: Office) -> None:
    SeatAssignment.objects.filter(user=office.tri).update(until=clock.now())
    with pytest.raises(NotFound):
        access.seat_of(office.tri, office.admin_seat.pk)
    assert office.browser(office.tri).get(f"/quan-tri/{office.admin_seat.pk}/can-bo/").status_code == 404


def test_assigning_a_seat_ends_sessions_and_is_audited(office: Office) -> None:
    binh = office.browser(office.binh)
    assert binh.get("/tai-khoan/").status_code == 200
    page = f"/quan-tri/{office.admin_seat.pk}/can-bo/{office.binh.pk}/"
    data = {"seat": office.handler_seat.pk, "reason": "QĐ 12/QĐ-UBND"}
    assert office.browser(office.tri).post(f"{page}phan-cong/", data).status_code == 302
    assert binh.get("/tai-khoan/").status_code == 302
    assert selectors.seats(office.binh) == [office.clerk_seat, office.handler_seat]
    event = AuditEvent.objects.get(stream=f"account:{office.binh.pk}", action="seat-assigned")
    assert event.actor == f"official:{office.tri.pk}@{office.admin_seat.pk}"
    assert event.data == {"seat": office.handler_seat.pk, "role": "handler", "reason": "QĐ 12/QĐ-UBND"}


def test_a_seat_is_searched_by_its_agency_and_shows_who_sits_there(office: Office) -> None:
    url = f"/quan-tri/{office.admin_seat.pk}/can-bo/{office.binh.pk}/phan-cong/"
    page = office.browser(office.tri).get(f"{url}?q=Phú Cường").content.decode()
    assert "Công chức tư pháp, Ủy ban nhân dân phường Phú Cường (đang trống)" in page
    assert "(Phạm Thị Bình)" in page
    assert "Quản trị hệ thống, " not in page
    assert "Không có vị trí nào khớp" in office.browser(office.tri).get(f"{url}?q=abc").content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [({"reason": " "}, "Nhập lý do"), ({"seat": ""}, "Chọn vị trí"), ({"seat": "clerk"}, "đang giữ vị trí")],
)
def test_an_assignment_that_is_refused_changes_nothing(office: Office, change: dict, words: str) -> None:
    data = {"seat": office.handler_seat.pk, "reason": "QĐ 12"} | change
    if data["seat"] == "clerk":
        data["seat"] = office.clerk_seat.pk
    page = f"/quan-tri/{office.admin_seat.pk}/can-bo/{office.binh.pk}/phan-cong/?q=phú"
    answer = office.browser(office.tri).post(page, data)
    assert words in answer.content.decode()
    assert SeatAssignment.objects.filter(user=office.binh).count() == 1
    assert not AuditEvent.objects.exists()
    office.binh.refresh_from_db()
    assert office.binh.session_epoch == 0


def test_ending_a_seat_needs_a_reason_and_ends_sessions(office: Office) -> None:
    row = SeatAssignment.objects.get(user=office.binh)
    page = f"/quan-tri/{office.admin_seat.pk}/can-bo/{office.binh.pk}/thoi/{row.pk}/"
    trí = office.browser(office.tri)
    assert trí.get(page).status_code == 200
    assert trí.post(page, {"reason": ""}).status_code == 200
    row.refresh_from_db()
    assert row.until is None
    assert trí.post(page, {"reason": "Chuyển công tác"}).status_code == 302
    row.refresh_from_db()
    assert row.until is not None
    assert trí.post(page, {"reason": "Lần nữa"}).status_code == 404
    office.binh.refresh_from_db()
    assert office.binh.session_epoch == 1


def test_a_citizens_account_is_out_of_reach_and_holds_no_seat(office: Office) -> None:
    page = f"/quan-tri/{office.admin_seat.pk}/can-bo/{office.an.pk}/"
    assert office.browser(office.tri).get(page).status_code == 404
    actor = selectors.actor_for(office.tri, office.admin_seat)
    with pytest.raises(seats.NotOfficial):
        seats.assign(office.an, office.handler_seat, by=actor, reason="x")
    with pytest.raises(EmptyReason):
        seats.assign(office.binh, office.handler_seat, by=actor, reason="")
    assert SeatAssignment.objects.count() == 2


def test_opening_closing_and_reopening_an_account(office: Office) -> None:
    trí = office.browser(office.tri)
    base = f"/quan-tri/{office.admin_seat.pk}/can-bo/"
    assert trí.post(f"{base}them/", {"full_name": "Võ Kim Chi", "email": "Chi@example.vn"}).status_code == 302
    chi = User.objects.get(email="chi@example.vn")
    assert chi.is_official
    assert not chi.has_usable_password()
    assert "đã có tài khoản" in trí.post(f"{base}them/", {"full_name": "An", "email": "an@example.vn"}).content.decode()
    trí.post(f"{base}{office.binh.pk}/khoa/", {"reason": "Nghỉ hưu"})
    office.binh.refresh_from_db()
    assert (office.binh.is_active, selectors.seats(office.binh)) == (False, [])
    trí.post(f"{base}{office.binh.pk}/mo/", {"reason": "Nhầm người"})
    office.binh.refresh_from_db()
    assert office.binh.is_active


def test_administrators_do_not_lock_themselves_out_or_shed_their_own_factor(office: Office) -> None:
    trí = office.browser(office.tri)
    Authenticator.objects.create(user=office.tri, type="totp", data={"secret": "x"})
    for act in ("khoa", "bo-hai-lop"):
        trí.post(f"/quan-tri/{office.admin_seat.pk}/can-bo/{office.tri.pk}/{act}/", {"reason": "x"})
    office.tri.refresh_from_db()
    assert office.tri.is_active
    assert Authenticator.objects.filter(user=office.tri).exists()


def test_a_lost_factor_is_removed_with_a_reason(office: Office) -> None:
    Authenticator.objects.create(user=office.binh, type="totp", data={"secret": "x"})
    page = f"/quan-tri/{office.admin_seat.pk}/can-bo/{office.binh.pk}/bo-hai-lop/"
    assert office.browser(office.tri).post(page, {"reason": "Mất điện thoại"}).status_code == 302
    assert not Authenticator.objects.filter(user=office.binh).exists()
    assert AuditEvent.objects.filter(action="second-factor-reset").count() == 1


def test_the_lists_cost_the_same_queries_for_two_and_for_sixty(office: Office) -> None:
    trí = office.browser(office.tri)
    urls = [f"/quan-tri/{office.admin_seat.pk}/{page}" for page in ("can-bo/", "vi-tri/", "can-bo/?q=binh")]

    few = [queries(trí, url) for url in urls]
    for number in range(60):
        user = User.objects.create_user(f"u{number}@example.vn", person=people.create(f"Bình {number}"), is_official=True)
        SeatAssignment.objects.create(user=user, seat=office.handler_seat, since=clock.now())
    assert [queries(trí, url) for url in urls] == few
    assert max(few) <= 6


def test_search_needs_no_diacritics(office: Office) -> None:
    page = office.browser(office.tri).get(f"/quan-tri/{office.admin_seat.pk}/can-bo/?q=pham thi binh").content.decode()
    assert "binh@example.vn" in page
    assert "tri@example.vn" not in page

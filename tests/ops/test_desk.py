"""Choosing a seat, and the clerk who gives a citizen a way back in."""

import re

import pytest

from accounts.models import RecoveryCode, SeatAssignment
from accounts.services import people
from common import clock
from tests.ops.people import Office


def test_one_seat_leads_straight_to_its_work_and_two_are_offered(office: Office) -> None:
    assert office.browser(office.binh).get("/mot-cua/")["Location"] == f"/mot-cua/{office.clerk_seat.pk}/"
    assert office.browser(office.tri).get("/mot-cua/")["Location"] == f"/quan-tri/{office.admin_seat.pk}/can-bo/"
    SeatAssignment.objects.create(user=office.binh, seat=office.handler_seat, since=clock.now())
    page = office.browser(office.binh).get("/mot-cua/").content.decode()
    assert f"/mot-cua/{office.clerk_seat.pk}/" in page
    assert f"/mot-cua/{office.handler_seat.pk}/" in page


def test_citizens_have_no_desk(office: Office) -> None:
    assert office.browser(office.an).get("/mot-cua/").status_code == 404


@pytest.mark.parametrize("who", ["074 090 001 234", "an@example.vn"])
def test_a_clerk_gives_a_code_that_opens_the_account(office: Office, client, who: str) -> None:
    facts = people.VerifiedFacts("074090001234", "Nguyễn Văn An")
    people.bind_identity(office.an, facts, trust="vneid", by=people.Actor("system"))
    binh = office.browser(office.binh)
    url = f"/mot-cua/{office.clerk_seat.pk}/khoi-phuc/"
    page = binh.post(url, {"who": who, "reason": "căn cước khớp người"}).content.decode()
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", page).group(0)
    data = {"email": "an@example.vn", "code": code, "password": "mot-mat-khau-moi-2026"}
    assert client.post("/tai-khoan/khoi-phuc/", data).status_code == 302
    office.an.refresh_from_db()
    assert office.an.check_password("mot-mat-khau-moi-2026")


@pytest.mark.parametrize("who", ["ai@example.vn", "tri@example.vn", "079090009999", "12"])
def test_officials_and_strangers_are_not_found_at_the_counter(office: Office, who: str) -> None:
    answer = office.browser(office.binh).post(f"/mot-cua/{office.clerk_seat.pk}/khoi-phuc/", {"who": who, "reason": "x"})
    assert answer.status_code == 200
    assert not RecoveryCode.objects.exists()


def test_only_the_counter_gives_codes(office: Office) -> None:
    SeatAssignment.objects.create(user=office.binh, seat=office.handler_seat, since=clock.now())
    data = {"who": "an@example.vn", "reason": "x"}
    for user, seat in ((office.binh, office.handler_seat), (office.tri, office.admin_seat), (office.an, office.clerk_seat)):
        assert office.browser(user).post(f"/mot-cua/{seat.pk}/khoi-phuc/", data).status_code == 404
    assert not RecoveryCode.objects.exists()

"""Who appears in these stories: an administrator, a clerk, a citizen, on two agencies of their own."""

import pytest
from django.test import Client

from accounts.models import SeatAssignment, User
from accounts.services import people
from agencies.models import Agency, AgencyLevel, Seat
from common import clock


def agency(code: str = "H09", name: str = "Ủy ban nhân dân tỉnh") -> Agency:
    level, _new = AgencyLevel.objects.get_or_create(code="tinh", defaults={"name": "Cấp tỉnh", "rank": 1})
    return Agency.objects.create(code=code, name=name, kind="authority", level=level, path=f"/{code}/", valid_from="2020-01-01")


def seated(email: str, name: str, seat: Seat) -> User:
    user = User.objects.create_user(email, "Demo-2026-portal", person=people.create(name), is_official=True)
    SeatAssignment.objects.create(user=user, seat=seat, since=clock.now())
    return user


class Office:
    """The ward's clerk Bình, the administrator Trí and the citizen An, each with a browser."""

    def __init__(self) -> None:
        province, ward = agency(), agency("H09.21", "Ủy ban nhân dân phường Phú Cường")
        self.admin_seat = Seat.objects.create(agency=province, role="sysadmin", title="Quản trị hệ thống")
        self.clerk_seat = Seat.objects.create(agency=ward, role="clerk", title="Công chức tiếp nhận")
        self.handler_seat = Seat.objects.create(agency=ward, role="handler", title="Công chức tư pháp")
        self.tri = seated("tri@example.vn", "Kiều Anh Trí", self.admin_seat)
        self.binh = seated("binh@example.vn", "Phạm Thị Bình", self.clerk_seat)
        self.an = User.objects.create_user("an@example.vn", "Demo-2026-portal", person=people.create("Nguyễn Văn An"))

    def browser(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client


@pytest.fixture
def office(db) -> Office:
    return Office()

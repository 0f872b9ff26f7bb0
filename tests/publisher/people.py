"""Who appears here: Soạn and Hoa write, Duyệt judges, all for the province; Phương writes for one ward; Bình is its clerk.

The procedure is 9.000001 of tests/procedures/makers.py, handled by the ward, with a form of two pages.
"""

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import SeatAssignment, User
from accounts.selectors import actor_for
from accounts.services import people
from agencies.models import Agency, AgencyLevel, Seat
from common import clock
from common.actors import Actor
from eforms import building
from procedures.models import Offering, VersionDraft
from procedures.services import drafting
from tests.procedures.makers import published

CODE = "9.000001"
FORM: dict[str, Any] = {
    "display": "wizard",
    "title": "Tờ khai thử",
    "components": [
        {
            "type": "panel",
            "key": "nguoi",
            "title": "Người yêu cầu",
            "components": [
                {"type": "textfield", "key": "hoTen", "label": "Họ và tên", "validate": {"required": True}},
                {
                    "type": "radio",
                    "key": "quanHe",
                    "label": "Quan hệ",
                    "values": [{"value": "cha", "label": "Cha"}, {"value": "me", "label": "Mẹ"}],
                },
                {
                    "type": "textfield",
                    "key": "lyDo",
                    "label": "Lý do",
                    "conditional": {"show": True, "when": "quanHe", "eq": "me"},
                },
            ],
        },
        {
            "type": "panel",
            "key": "banSao",
            "title": "Bản sao",
            "components": [
                {
                    "type": "datagrid",
                    "key": "dong",
                    "label": "Các bản sao",
                    "components": [{"type": "number", "key": "soBan", "label": "Số bản", "decimalLimit": 0}],
                },
                {"type": "number", "key": "tong", "label": "Tổng", "decimalLimit": 0},
            ],
        },
    ],
}


class Publishers:
    """The province's two authors and approver, the ward's author and clerk, a citizen; ``by`` is who acts."""

    def __init__(self) -> None:
        level = AgencyLevel.objects.create(code="tinh", name="Cấp tỉnh", rank=1)
        opened = {"kind": "authority", "level": level, "valid_from": "2020-01-01"}
        self.province = Agency.objects.create(code="H09", name="Ủy ban nhân dân tỉnh", path="H09/", **opened)
        self.ward = Agency.objects.create(
            code="H09.21", name="Ủy ban nhân dân phường", path="H09/H09.21/", parent=self.province, **opened
        )
        self.author_seat = Seat.objects.create(agency=self.province, role="author", title="Chuyên viên")
        self.approver_seat = Seat.objects.create(agency=self.province, role="approver", title="Trưởng phòng")
        self.ward_seat = Seat.objects.create(agency=self.ward, role="author", title="Công chức")
        self.clerk_seat = Seat.objects.create(agency=self.ward, role="clerk", title="Công chức tiếp nhận")
        Seat.objects.create(agency=self.ward, role="leader", title="Chủ tịch")
        self.soan = self._seated("soan", "Hà Minh Soạn", self.author_seat)
        self.hoa = self._seated("hoa", "Lê Thị Hoa", self.author_seat)
        self.duyet = self._seated("duyet", "Quách Thu Duyệt", self.approver_seat)
        self.phuong = self._seated("phuong", "Ngô Lan Phương", self.ward_seat)
        self.binh = self._seated("binh", "Phạm Thị Bình", self.clerk_seat)
        self.an = User.objects.create_user("an@example.vn", "Demo-2026-portal", person=people.create("Nguyễn Văn An"))
        self.version = published(CODE, "Thủ tục thử", form=FORM)
        self.offer(self.version.procedure, self.ward)

    def _seated(self, name: str, full_name: str, seat: Seat) -> User:
        user = User.objects.create_user(f"{name}@example.vn", "x", person=people.create(full_name), is_official=True)
        SeatAssignment.objects.create(user=user, seat=seat, since=clock.now())
        return user

    @staticmethod
    def offer(procedure: Any, agency: Agency) -> None:
        facts = {"service_level": "full", "valid_from": date(2020, 1, 1)}
        Offering.objects.create(procedure=procedure, receiving=agency, handling=agency, **facts)

    def seat_of(self, user: User) -> Seat:
        return {self.duyet.pk: self.approver_seat, self.phuong.pk: self.ward_seat, self.binh.pk: self.clerk_seat}.get(
            user.pk, self.author_seat
        )

    def by(self, user: User) -> Actor:
        return actor_for(user, self.seat_of(user))

    def browser(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def draft(self) -> VersionDraft:
        return drafting.open_draft(CODE, by=self.by(self.soan))

    def change(
        self, draft: VersionDraft, operation: building.Operation, user: User | None = None, seen: int | None = None
    ) -> Any:
        now = VersionDraft.objects.get(pk=draft.pk).revision if seen is None else seen
        return drafting.change_form(draft.pk, operation, by=self.by(user or self.soan), seen=now)

    def address(self, user: User, name: str, *rest: Any) -> str:
        return reverse(name, args=[self.seat_of(user).pk, *rest])


def ref(draft: VersionDraft, key: str) -> str:
    """The reference of the component with this key."""
    return next(one.ref for one in building.places(draft.content["form"]) if one.key == key)


def spec(draft_id: uuid.UUID, key: str) -> Any:
    """The component with this key as the draft holds it now."""
    form = VersionDraft.objects.get(pk=draft_id).content["form"]
    return next(one.spec for one in building.places(form) if one.key == key)


@pytest.fixture
def publishers(db) -> Publishers:
    return Publishers()

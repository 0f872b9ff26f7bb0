"""The command that opens the first administrator's account of an installation."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import SeatAssignment, User
from agencies.models import Agency, Seat
from audit.models import AuditEvent
from tests.ops.people import agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Agency:
    return agency("H98", "Ủy ban nhân dân tỉnh Thử")


def _open(email: str = "Quan.Tri@binhduong.gov.vn") -> str:
    out = StringIO()
    call_command("create_administrator", email, "Lê Văn Quản", "--agency", "H98", stdout=out)
    return out.getvalue()


def test_the_first_administrator_sits_on_the_root_and_has_no_password_yet(root: Agency) -> None:
    told = _open()

    user = User.objects.get(email="quan.tri@binhduong.gov.vn")
    seat = SeatAssignment.objects.get(user=user, until__isnull=True).seat
    assert (seat.agency, seat.role) == (root, Seat.Role.SYSADMIN)
    assert user.is_official and not user.has_usable_password()
    assert "Quên mật khẩu" in told
    assert AuditEvent.objects.filter(stream=f"account:{user.pk}", action="seat-assigned").exists()


def test_an_address_that_has_an_account_is_refused_and_nothing_is_left(root: Agency) -> None:
    User.objects.create_user("lan@demo.vn")

    with pytest.raises(CommandError, match="đã có tài khoản"):
        _open("lan@demo.vn")

    assert not Seat.objects.filter(agency=root).exists()


def test_an_unknown_agency_and_a_broken_address_are_refused(root: Agency) -> None:
    with pytest.raises(CommandError):
        call_command("create_administrator", "a@b.gov.vn", "Lê Văn Quản", "--agency", "H00")
    with pytest.raises(CommandError, match="thư điện tử"):
        call_command("create_administrator", "khong-phai-thu", "Lê Văn Quản", "--agency", "H98")
    assert not User.objects.exists()

"""``demo_ca`` makes what the demonstration signs with, twice as well as once, and nothing outside a demonstration."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import SeatAssignment, User
from agencies.models import Agency, Seat
from vault import keys


def make() -> str:
    out = io.StringIO()
    call_command("demo_ca", stdout=out, stderr=io.StringIO())
    return out.getvalue().strip()


def test_one_key_a_leader_one_seal_an_agency(an: User, outsider: User, ward: Agency) -> None:
    leader = Seat.objects.create(agency=ward, role=Seat.Role.LEADER, title="Chủ tịch")
    clerk = Seat.objects.create(agency=ward, role=Seat.Role.CLERK, title="Cán bộ tiếp nhận")
    for user, seat in ((an, leader), (outsider, clerk)):
        SeatAssignment.objects.create(user=user, seat=seat, since=timezone.now())
    assert make().endswith("trust/demo-root.pem")
    made = {name: keys.path_of(name).read_bytes() for name in (keys.person_key(leader.pk), keys.agency_key(ward.code))}
    assert not keys.path_of(keys.person_key(clerk.pk)).exists()
    make()
    assert {name: keys.path_of(name).read_bytes() for name in made} == made
    with keys.opened(keys.person_key(leader.pk)) as signer:
        assert signer.signing_cert.subject.native["title"] == "Chủ tịch"


def test_a_real_installation_refuses(db: None, settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        make()

"""What the journey of money begins with, made in the process beside the portal (tests/behind.py)."""

import time
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings

from accounts.models import SeatAssignment, User
from agencies.models import Agency, Seat
from common import clock
from payments import invariants
from payments.models import Attempt, FeeRequest, ManualCase
from payments.services import attempt, settle
from payments.services.ask import ask
from payments.services.request_fee import request_fee
from tests.land import LAND, received
from tests.payments.conftest import COPIES, RETURN, ipn
from tests.payments.test_gateway_faults import STORIES, press
from tests.world import World

PATIENCE = 15


def _fee(name: str) -> FeeRequest:
    an = User.objects.get(email="an@demo.vn")
    collector = Agency.objects.get(code="H09.19")
    return request_fee(
        reference=f"TIEN-{uuid.uuid4().hex[:6]}-{name}",
        lines=[COPIES],
        payer=an,
        payer_name="Nguyễn Văn An",
        title="Cấp bản sao trích lục hộ tịch",
        collector=collector,
        expires_at=clock.now() + timedelta(days=1),
    )


def owed(name: str) -> dict[str, str]:
    """A fee that An owes: its id and reference."""
    fee = _fee(name)
    return {"pk": str(fee.pk), "reference": fee.reference}


def paid() -> dict[str, str]:
    """A fee that An paid by VNPAY."""
    fee = _fee("hoan")
    tried = attempt.start(fee, gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=clock.now())
    settle.record_event("vnpay", ipn(tried, secret=settings.VNPAY["secret"], vnp_Amount="1600000"))
    return {"pk": str(fee.pk), "reference": fee.reference}


def every_fault() -> dict[str, list[Any]]:
    """A payment at the running sandbox with each fault of its notices on, all at once; what became of each fee.

    Fault → [status after the notices, kinds of cases, status after the gateway was asked].
    """
    tries: dict[str, Attempt] = {}
    for fault in STORIES:
        tries[fault] = attempt.start(_fee(fault), gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=clock.now())
        press(tries[fault], "00", fault)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and any(_now(one)[:2] != list(STORIES[fault][1:]) for fault, one in tries.items()):
        time.sleep(0.2)
    told = {fault: _now(one) for fault, one in tries.items()}
    for fault, one in tries.items():
        if not STORIES[fault][2]:
            ask(one)
        told[fault].append(_now(one)[0])
    return told


def _now(one: Attempt) -> list[Any]:
    cases = ManualCase.objects.filter(event__txn_ref__startswith=one.txn_ref.rpartition("_")[0])
    status = FeeRequest.objects.values_list("status", flat=True).get(pk=one.fee_id)
    return [status, sorted(cases.values_list("kind", flat=True))]


def wrong() -> list[str]:
    """What breaks I3 now."""
    return invariants.check().violations


def _sit(email: str, code: str, role: str) -> Seat:
    seat, _new = Seat.objects.get_or_create(agency=Agency.objects.get(code=code), role=role, defaults={"title": "Chuyên viên"})
    user = User.objects.get(email=email)
    SeatAssignment.objects.get_or_create(user=user, seat=seat, until=None, defaults={"since": clock.now()})
    return seat


def second_officer() -> int:
    """Dung sits with the accountants too: who asks for a refund does not approve it."""
    return _sit("dung@demo.vn", "H09.19", Seat.Role.FINANCE).pk


def seat_of(key: str) -> int:
    """The seat of this key of seeds/agencies/seats.yaml."""
    return int(Seat.objects.get(key=key).pk)


LAND_PEOPLE = {
    "khanh": "clerk-tdm",
    "nga": "handler-land-tdm",
    "phong": "leader-land-tdm",
    "kim": "finance-land-tdm",
    "quy": "handler-tax-tdm",
}


def land_people() -> World:
    """The demonstration's people of the land case, at their own seats."""
    users = {name: User.objects.get(email=f"{name}@demo.vn") for name in ("an", "lan", *LAND_PEOPLE)}
    world = World(an=users["an"], lan=users["lan"])
    for name, key in LAND_PEOPLE.items():
        world.officials[name], world.seats[name] = users[name], Seat.objects.select_related("agency").get(key=key)
    return world


def land() -> dict[str, Any]:
    """An's land case, paid and received, that Nga now handles: its id and code, and where each official sits."""
    world = land_people()
    dossier = received(world, LAND, ("hop-dong", "gcn-goc", "chung-giay"), case="chuyen-quyen")
    seats = {name: seat.pk for name, seat in world.seats.items()}
    return {"pk": str(dossier.pk), "code": dossier.code, "seats": seats}

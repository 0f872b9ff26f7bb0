"""Thousands of payments by every way, each with whatever may go wrong; the world's own book against ours, to the đồng.

The generator plays payers, banks, the till and the accountant, and keeps its own account of what money really came and went
back. 300 payments in the everyday run, 10,000 in ``bin/test soak``; a failure names its seed.
"""

import json
import random
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from django.conf import settings
from django.db.models import Model, QuerySet, Sum
from django.test import override_settings

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Agency, AgencyLevel, Seat
from common import clock
from common.errors import DomainError
from payments import invariants
from payments.gateways import registry
from payments.gateways.vietqr.statement import Credit
from payments.models import Attempt, CounterPayment, FeeRequest, Inflow, ManualCase, Receipt, Refund
from payments.services import cash, place, refund, settle
from payments.services.attempt import start
from payments.services.close_till import close_till
from payments.services.request_fee import cancel_fee
from tests.payments.conftest import RETURN, ipn
from tests.payments.test_national import confirm

SEAT = Seat(pk=1, role=Seat.Role.FINANCE)
TOTAL = 21000
M = TypeVar("M", bound=Model)


class World:
    """Everyone around the portal. ``came`` and ``went`` are the đồng that really moved, by the generator's own book."""

    def __init__(self, seed: int, make_fee: Callable[..., FeeRequest], people: tuple[User, User], till: Seat) -> None:
        self.dice = random.Random(seed)
        self.make_fee, self.people, self.till = make_fee, people, till
        self.came = self.went = self.lines = 0
        self.born = time.time()
        self.unpaid: list[FeeRequest] = []

    def one(self, number: int) -> None:
        """One payment from demand to whatever becomes of it."""
        fee = self.make_fee(f"H09-{number:06d}")
        way = self.dice.choice((self.vnpay, self.vnpay, self.national, self.vietqr, self.vietqr, self.counter, self.twice))
        way(fee)
        if self.dice.random() < 0.1:
            cancel_fee(fee)
        if self.dice.random() < 0.05:
            FeeRequest.objects.filter(pk=fee.pk, status="due").update(status="expired")
        if self.dice.random() < 0.3:
            self.officer()

    def _start(self, fee: FeeRequest, gateway: str) -> Attempt | None:
        try:
            return start(fee, gateway=gateway, ip="127.0.0.1", return_url=RETURN, now=clock.now())
        except DomainError:
            return None

    def vnpay(self, fee: FeeRequest) -> None:
        attempt = self._start(fee, "vnpay")
        if attempt is None:
            return
        fates = {
            "paid": [{}],
            "twice": [{}, {}],
            "failed": [{"response": "51"}],
            "failed-then-paid": [{"response": "24"}, {}],
            "paid-then-failed": [{}, {"response": "99"}],
            "doubtful": [{"response": "07", "vnp_TransactionStatus": "07"}],
            "short": [{"vnp_Amount": "1100000"}],
            "stray": [{"vnp_TxnRef": f"la-{fee.reference}"}],
            "forged": [{"secret": "not the secret"}],
            "lost": [],
        }
        fate = self.dice.choice(sorted(fates))
        took = {"short": 11000, "stray": TOTAL}.get(fate, TOTAL if "paid" in fate or fate == "twice" else 0)
        self.came += took
        for changes in fates[fate]:
            settle.record_event("vnpay", ipn(attempt, **changes))

    def national(self, fee: FeeRequest) -> None:
        attempt = Attempt.objects.create(
            fee=fee,
            gateway="national",
            txn_ref=f"{fee.reference}_q",
            amount=fee.total,
            status="sent",
            created_at=clock.now(),
            expires_at=clock.now() + timedelta(minutes=15),
        )
        code, amount = self.dice.choice((("00", TOTAL), ("00", TOTAL), ("24", 0), ("00", 20999), ("51", 0)))
        self.came += amount
        body = confirm(attempt, code, SoTien=str(amount or TOTAL))
        for _time in range(self.dice.choice((1, 2))):
            settle.record_event("national", body)
        if self.dice.random() < 0.2:
            settle.record_event("national", json.dumps({**json.loads(body), "SoTien": "1"}))  # tampered with

    def vietqr(self, fee: FeeRequest) -> None:
        attempt = self._start(fee, "vietqr")
        if attempt is None:
            return
        for amount in self.dice.choice(((TOTAL,), (TOTAL,), (TOTAL, TOTAL), (20000, 1000), (25000,), (), (TOTAL - 1,))):
            text = attempt.txn_ref if self.dice.random() < 0.85 else "nop phi"
            self.lines += 1
            self.came += amount
            credit = Credit(f"FT{self.lines:09d}", amount, clock.now(), text)
            for _time in range(self.dice.choice((1, 1, 2))):  # lines come again with every statement
                settle.record_notice(registry.VIETQR.read_credit(credit, settings.VIETQR["account"]))

    def counter(self, fee: FeeRequest) -> None:
        by = self.people[0]
        try:
            if self.dice.random() < 0.3:
                cash.take_card(fee.pk, by=by, seat=self.till, slip=f"{fee.reference[-6:]}")
            else:
                cash.take(fee.pk, by=by, seat=self.till, received=self.dice.choice((TOTAL, 50000, 20000)))
            self.came += TOTAL
        except DomainError:
            pass
        if self.dice.random() < 0.05:
            self.close()

    def twice(self, fee: FeeRequest) -> None:
        """By code and then at the counter, or at the bank while the money lies on the counter."""
        self.vietqr(fee)
        self.counter(fee)
        self.vnpay(fee)

    def close(self) -> None:
        rows = CounterPayment.objects.filter(seat=self.till, closing__isnull=True).order_by().values_list("method")
        sums = dict(rows.annotate(sum=Sum("amount")))
        count = {"notes": {500: sums.get("cash", 0) // 500}, "card_counted": sums.get("card", 0)}
        if sums:
            seen = (sums.get("cash", 0), sums.get("card", 0))
            close_till(self.till, clock.today(), by=self.people[0], **count, seen=seen, reason="lẻ")

    def officer(self) -> None:
        """The accountant takes one open case, or sends something back that was paid."""
        first, second = self.people
        case = self._any(ManualCase.objects.filter(closed_at__isnull=True, inflow__isnull=False))
        try:
            if case is None or self.dice.random() < 0.3:
                self._give_back(self._any(Inflow.objects.filter(applied__gt=0)), "applied")
            elif self.dice.random() < 0.5:
                self._give_back(case.inflow, "waiting")
            else:
                fee = case.fee or self._any(FeeRequest.objects.filter(status="due"))
                if fee:
                    place.put_to_fee(case, fee, actor=actor_for(first), note="đã rõ")
        except DomainError:
            pass

    def _any(self, rows: QuerySet[M]) -> M | None:
        """One of the rows, by the key's index, which is in time's order: an officer may not cost more as the book grows."""
        spot = uuid.UUID(int=int((self.born + (time.time() - self.born) * self.dice.random()) * 1000) << 80)
        return rows.filter(pk__gte=spot).order_by("pk").first() or rows.order_by("pk").first()

    def _give_back(self, inflow: Inflow | None, source: str) -> None:
        if inflow is None:
            return
        first, second = self.people
        kind = self.dice.choice(("phi", "le-phi")) if source == "applied" else ""
        left = refund.available(inflow, source, kind)
        amount = self.dice.choice((left, left // 2))
        row = refund.ask_refund(
            inflow, source=source, kind=kind, amount=amount, reason="trả lại", way="cash", by=first, seat=SEAT
        )
        if self.dice.random() < 0.2:
            refund.decide(row, approve=False, by=second, seat=SEAT, note="không")
            return
        refund.decide(row, approve=True, by=second, seat=SEAT)
        refund.pay(row, by=first, seat=SEAT, provider_ref="PC")
        self.went += amount


@pytest.fixture
def people(db) -> tuple[User, User]:
    one, two = (User.objects.create_user(f"{name}@example.vn", "x", is_official=True) for name in ("thu", "phuc"))
    return one, two


@pytest.fixture
def till(db) -> Seat:
    level = AgencyLevel.objects.create(code="xa", name="Xã", rank=3)
    unit = Agency.objects.create(
        code="H09.19", name="Phường", kind="authority", level=level, path="/19/", valid_from="2020-01-01"
    )
    return Seat.objects.create(agency=unit, role=Seat.Role.CLERK, title="Một cửa")


# Each payment is committed: in one transaction the rows of tills and counters would grow a version a payment, all of them kept.
LONG = pytest.param(10_000, marks=[pytest.mark.soak, pytest.mark.django_db(transaction=True)])


@pytest.mark.parametrize("number", [300, LONG])
@override_settings(PAYMENT_GATEWAYS=["vnpay", "vietqr"])
def test_every_dong_is_where_the_world_put_it(make_fee, heard: list, people, till: Seat, number: int) -> None:
    seed = random.randrange(10**6)
    world = World(seed, make_fee, people, till)
    for count in range(number):
        world.one(count)
    book = Inflow.objects.aggregate(came=Sum("amount"), went=Sum("refunded"), held=Sum("applied"), waits=Sum("waiting"))
    assert invariants.check().violations == [], f"seed {seed}"
    assert (book["came"], book["went"]) == (world.came, world.went), f"seed {seed}"
    assert book["held"] + book["waits"] == world.came - world.went, f"seed {seed}"
    in_force = Receipt.objects.filter(status="issued").aggregate(sum=Sum("amount"))["sum"]
    assert in_force == book["held"], f"seed {seed}"
    assert len({event.fee_request_id for event in heard}) == len(heard), f"seed {seed}"
    numbers: dict[str, list[int]] = {}
    for series, taken in Receipt.objects.order_by("number").values_list("series", "number"):
        numbers.setdefault(series, []).append(taken)
    assert all(taken == list(range(1, len(taken) + 1)) for taken in numbers.values()), f"seed {seed}"
    assert Refund.objects.filter(status="done").aggregate(sum=Sum("amount"))["sum"] == world.went

"""Bình takes cash for An at the counter; the drawer is counted, closed, and never changed again."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import SeatAssignment, User
from agencies.models import Agency, AgencyLevel, Seat
from common import clock
from common.errors import EmptyReason, NotAllowed, NotFound, Stale
from common.ids import uuid7
from payments import invariants, selectors, tills
from payments.models import Attempt, CounterPayment, FeeRequest, Inflow, ManualCase, Receipt, TillClosing
from payments.rules import State
from payments.services import cash, settle
from payments.services.attempt import NotDue, Waiting
from payments.services.cash import WrongCash
from payments.services.close_till import NothingTaken, close_till
from payments.services.request_fee import cancel_fee
from tests.payments.conftest import begin, ipn
from tests.payments.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def till_seat(db) -> Seat:
    level = AgencyLevel.objects.create(code="xa", name="Xã", rank=3)
    agency = Agency.objects.create(
        code="H09.19", name="UBND phường Phú Cường", kind=Agency.Kind.AUTHORITY, level=level, path="/19/", valid_from="2020-01-01"
    )
    return Seat.objects.create(agency=agency, role=Seat.Role.CLERK, title="Cán bộ một cửa")


@pytest.fixture
def binh(till_seat: Seat) -> User:
    user = User.objects.create_user("binh@example.vn", "mat-khau-binh", is_official=True)
    SeatAssignment.objects.create(user=user, seat=till_seat, since=clock.now())
    return user


def test_cash_settles_at_once_with_two_receipts_and_the_change(fee: FeeRequest, binh: User, till_seat: Seat, heard: list) -> None:
    receipt = cash.take(fee.pk, by=binh, seat=till_seat, received=50000)
    row = CounterPayment.objects.get()
    assert (row.amount, row.received, row.change, row.taken_by, row.closing) == (21000, 50000, 29000, binh, None)
    issued = selectors.receipts(receipt.fee)
    assert [(found.kind, found.amount) for found in issued] == [("le-phi", 16000), ("phi", 5000)]
    assert {(found.method, found.cashier) for found in issued} == {("Tiền mặt tại quầy", "binh@example.vn")}
    fee.refresh_from_db()
    assert (fee.status, len(heard)) == ("settled", 1)
    assert selectors.standing(fee, clock.now()).state == State.PAID
    assert list(Inflow.objects.values_list("gateway", "amount", "applied")) == [("cash", 21000, 21000)]
    assert invariants.check().violations == []
    with pytest.raises(NotDue):
        cash.take(fee.pk, by=binh, seat=till_seat, received=21000)


@pytest.mark.parametrize(
    ("received", "words"), [(20000, "Còn thiếu 1.000 đ"), (0, "Còn thiếu 21.000 đ"), (521000, "Phải thối lại 500.000 đ")]
)
def test_a_wrong_sum_changes_nothing(
    fee: FeeRequest, binh: User, till_seat: Seat, heard: list, received: int, words: str
) -> None:
    with pytest.raises(WrongCash, match=words):
        cash.take(fee.pk, by=binh, seat=till_seat, received=received)
    assert (Attempt.objects.count(), Inflow.objects.count(), heard) == (0, 0, [])


def test_whom_and_what_the_counter_refuses(fee: FeeRequest, make_fee, binh: User, till_seat: Seat, heard: list) -> None:
    with pytest.raises(NotAllowed):
        cash.take(fee.pk, by=binh, seat=Seat(role=Seat.Role.HANDLER), received=21000)
    with pytest.raises(NotFound):
        cash.take(uuid7(), by=binh, seat=till_seat, received=21000)
    cancel_fee(fee)
    with pytest.raises(NotDue):
        cash.take(fee.pk, by=binh, seat=till_seat, received=21000)
    wrong = make_fee("H09-2")
    settle.record_event("vnpay", ipn(begin(wrong), vnp_Amount="100000"))
    with pytest.raises(Waiting, match="đối chiếu"):
        cash.take(wrong.pk, by=binh, seat=till_seat, received=21000)
    assert not CounterPayment.objects.exists()


def test_while_the_payers_bank_page_is_open_the_counter_waits(fee: FeeRequest, binh: User, till_seat: Seat, heard: list) -> None:
    message = ipn(begin(fee))
    with pytest.raises(Waiting, match="đang thanh toán trực tuyến"):
        cash.take(fee.pk, by=binh, seat=till_seat, received=21000)
    settle.record_event("vnpay", ipn(fee.attempts.get(), response="24"))
    cash.take(fee.pk, by=binh, seat=till_seat, received=21000)
    settle.record_event("vnpay", message)  # the bank took it after all: nothing is lost, it waits to go back
    assert ManualCase.objects.get().kind == "second-success"
    assert sorted(Inflow.objects.values_list("gateway", "applied", "waiting")) == [("cash", 21000, 0), ("vnpay", 0, 21000)]
    assert (len(heard), invariants.check().violations) == (1, [])


def test_a_card_needs_its_slip_and_each_slip_counts_once(make_fee, binh: User, till_seat: Seat, heard: list) -> None:
    one, two = make_fee("H09-1"), make_fee("H09-2")
    with pytest.raises(WrongCash):
        cash.take_card(one.pk, by=binh, seat=till_seat, slip=" ")
    assert cash.take_card(one.pk, by=binh, seat=till_seat, slip="000123").method == "Thẻ tại quầy"
    with pytest.raises(WrongCash, match="đã được ghi"):
        cash.take_card(two.pk, by=binh, seat=till_seat, slip="000123")
    assert Receipt.objects.filter(fee=two).count() == 0


def test_the_drawer_is_counted_against_the_book(make_fee, binh: User, till_seat: Seat, heard: list) -> None:
    today = clock.today()
    with pytest.raises(NothingTaken):
        close_till(till_seat, today, by=binh, notes={}, card_counted=0, seen=(0, 0))
    cash.take(make_fee("H09-1").pk, by=binh, seat=till_seat, received=21000)
    cash.take_card(make_fee("H09-2").pk, by=binh, seat=till_seat, slip="7")
    count = {"by": binh, "card_counted": 21000, "seen": (21000, 21000)}
    with pytest.raises(Stale):
        close_till(till_seat, today, **{**count, "seen": (0, 21000)}, notes={})
    with pytest.raises(EmptyReason):
        close_till(till_seat, today, **count, notes={20000: 1})
    assert not TillClosing.objects.exists()
    short = close_till(till_seat, today, **count, notes={20000: 1}, reason="Thối nhầm 1.000 đ")
    assert (short.difference, short.payments, short.serial, short.notes) == (-1000, 2, 1, {"20000": 1})
    cash.take(make_fee("H09-3").pk, by=binh, seat=till_seat, received=21000)  # after closing: the next one
    even = close_till(till_seat, today, by=binh, notes={1000: 21}, card_counted=0, seen=(21000, 0))
    assert (even.difference, even.serial, even.reason) == (0, 2, "")
    assert invariants.check().violations == []
    for change in (
        lambda: TillClosing.objects.filter(pk=short.pk).update(cash_counted=21000),
        lambda: CounterPayment.objects.filter(closing=short).update(closing=even),
        lambda: CounterPayment.objects.filter(closing=short).update(amount=1),
        lambda: TillClosing.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_till_page_counts_and_closes(make_fee, binh: User, till_seat: Seat, heard: list, client: Client) -> None:
    client.force_login(binh)
    page = reverse("finance:till", args=[till_seat.pk])
    assert "Quầy chưa thu khoản nào" in text(client.get(page))
    cash.take(make_fee("H09-1").pk, by=binh, seat=till_seat, received=50000)
    words = text(client.get(page))
    for part in ("Tiền mặt theo sổ 21.000 đ", "H09-1", "29.000 đ", "Số tờ 500.000 đ"):
        assert part in words
    seen = {"seen_cash": 21000, "seen_card": 0}
    assert "Nhập lý do" in text(client.post(page, {**seen, "to_20000": "1"}))
    assert "Đếm lại theo số mới" in text(client.post(page, {"seen_cash": 0, "seen_card": 0, "to_20000": "1"}))
    assert not TillClosing.objects.exists()
    closed = text(client.post(page, {**seen, "to_20000": "1", "to_1000": "1"}, follow=True))
    assert "khớp với sổ" in closed
    assert "theo sổ 21.000 đ, đếm được 21.000 đ" in closed
    cash.take(make_fee("H09-2").pk, by=binh, seat=till_seat, received=21000)
    assert tills.open_days(till_seat, clock.today()) == []
    assert tills.open_days(till_seat, clock.today() + timedelta(days=1)) == [clock.today()]

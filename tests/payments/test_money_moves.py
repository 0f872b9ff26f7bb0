"""Thu, the accountant, places what no rule could place, sends money back with a second person's word, and puts receipts right."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Agency, AgencyLevel, Seat
from common import clock
from common.actors import Actor
from common.errors import EmptyReason, NotAllowed, Stale
from common.models import OutboxMessage
from payments import invariants, selectors
from payments.models import FeeRequest, GatewayEvent, Inflow, ManualCase, Receipt, Reconciliation, Refund
from payments.sandbox.account import Account
from payments.sandbox.server import Server
from payments.services import cash, end_receipt, place, refund, send_refund, settle, take_statement
from payments.services.end_receipt import NotInForce
from payments.services.place import NotEnough, NotThere
from payments.services.receipt import RENDER
from payments.services.reconcile import reconcile
from payments.services.refund import SamePerson, TooMuch
from tests.payments.conftest import begin, ipn
from tests.payments.test_vietqr import SEAT, shown

pytestmark = pytest.mark.django_db
CLERK = Seat(pk=2, role=Seat.Role.CLERK)


@pytest.fixture
def thu(db) -> User:
    return User.objects.create_user("thu@example.vn", "mat-khau-thu", is_official=True)


@pytest.fixture
def phuc(db) -> User:
    return User.objects.create_user("phuc@example.vn", "mat-khau-phuc", is_official=True)


@pytest.fixture(autouse=True)
def whole(heard: list):
    """After each story every đồng is in one place."""
    yield
    assert invariants.check().violations == []


def came_by_bank(amount: int, text: str, thu: User) -> None:
    account = Account(settings.VIETQR["account"])
    account.lines = [None] * (Inflow.objects.count() + 1)  # numbers go on, as a bank's do
    line = account.put(amount, text, clock.local(clock.now()).replace(microsecond=0))
    account.lines = [line]
    take_statement.take_statement(account.csv(), name="s", by=thu, seat=SEAT)


def paid(fee: FeeRequest) -> Inflow:
    settle.record_event("vnpay", ipn(begin(fee)))
    return Inflow.objects.get(fee=fee)


def actor(thu: User) -> Actor:
    return actor_for(thu)


def test_money_without_a_name_is_put_to_its_fee(fee: FeeRequest, thu: User, heard: list) -> None:
    came_by_bank(21000, "AN NOP LE PHI", thu)
    case = ManualCase.objects.get()
    with pytest.raises(EmptyReason):
        place.put_to_fee(case, fee, actor=actor(thu), note=" ")
    place.put_to_fee(case, fee, actor=actor(thu), note="An gọi điện, đúng số tiền và ngày")
    fee.refresh_from_db()
    case.refresh_from_db()
    assert (fee.status, len(heard), case.closed_by_id) == ("settled", 1, thu.pk)
    assert Receipt.objects.count() == 2
    with pytest.raises(NotThere):
        place.put_to_fee(case, fee, actor=actor(thu), note="lần nữa")


def test_two_transfers_make_one_fee_and_the_rest_waits(fee: FeeRequest, thu: User, heard: list) -> None:
    code = shown(fee).txn_ref
    came_by_bank(20000, code, thu)
    first = ManualCase.objects.get()
    with pytest.raises(NotEnough, match=r"còn thiếu 1\.000 đ"):
        place.put_to_fee(first, fee, actor=actor(thu), note="thiếu")
    came_by_bank(3000, code, thu)
    place.put_to_fee(first, fee, actor=actor(thu), note="hai lần chuyển")
    assert list(Inflow.objects.values_list("applied", "waiting")) == [(20000, 0), (1000, 2000)]
    assert ManualCase.objects.get(closed_at__isnull=True).inflow.waiting == 2000
    assert len(heard) == 1


def test_money_that_never_came_is_void(fee: FeeRequest, thu: User, heard: list) -> None:
    settle.record_event("vnpay", ipn(begin(fee), vnp_Amount="100000"))
    case = ManualCase.objects.get()
    place.say_void(case, actor=actor(thu), note="Sao kê VNPAY không có giao dịch này")
    assert list(Inflow.objects.values_list("waiting", "void")) == [(0, 1000)]
    settle.record_event("vnpay", ipn(fee.attempts.get()))  # the right message settles all the same
    fee.refresh_from_db()
    assert fee.status == "settled"


def test_part_of_what_was_paid_goes_back_with_two_people_and_a_new_receipt(fee: FeeRequest, thu: User, phuc: User) -> None:
    sum_ = paid(fee)
    ask = {"source": "applied", "kind": "le-phi", "reason": "Được miễn một bản", "way": "transfer", "by": thu, "seat": SEAT}
    with pytest.raises(NotAllowed):
        refund.ask_refund(sum_, amount=8000, payee="VCB 123", **{**ask, "seat": CLERK})
    with pytest.raises(EmptyReason):
        refund.ask_refund(sum_, amount=8000, **ask)
    with pytest.raises(TooMuch, match=r"16\.000"):
        refund.ask_refund(sum_, amount=17000, payee="VCB 123", **ask)
    asked = refund.ask_refund(sum_, amount=8000, payee="VCB 123 NGUYEN VAN AN", **ask)
    with pytest.raises(TooMuch, match=r"8\.000"):
        refund.ask_refund(sum_, amount=9000, payee="VCB 123", **ask)
    with pytest.raises(SamePerson):
        refund.decide(asked, approve=True, by=thu, seat=SEAT)
    with pytest.raises(Stale):
        refund.pay(asked, by=thu, seat=SEAT, provider_ref="FT1")
    refund.decide(asked, approve=True, by=phuc, seat=SEAT)
    done = refund.pay(asked, by=thu, seat=SEAT, provider_ref="FT1")
    assert (done.status, done.provider_ref) == ("done", "FT1")
    assert list(Inflow.objects.values_list("applied", "refunded")) == [(13000, 8000)]
    old, new = Receipt.objects.filter(kind="le-phi").order_by("number")
    assert (old.status, new.status, new.amount, new.replaces, new.number) == ("replaced", "issued", 8000, old, old.number + 1)
    assert sum(row.amount for row in selectors.receipts(fee)) == 13000
    for change in ({"status": "requested"}, {"amount": 1}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Refund.objects.update(**change)


def test_the_whole_goes_back_and_the_receipts_end(fee: FeeRequest, thu: User, phuc: User) -> None:
    sum_ = paid(fee)
    for kind, amount in (("le-phi", 16000), ("phi", 5000)):
        row = refund.ask_refund(
            sum_, source="applied", kind=kind, amount=amount, reason="Rút hồ sơ", way="cash", by=thu, seat=SEAT
        )
        refund.decide(row, approve=True, by=phuc, seat=SEAT)
        refund.pay(row, by=thu, seat=SEAT, provider_ref="PC 12")
    assert set(Receipt.objects.values_list("status", flat=True)) == {"cancelled"}
    assert OutboxMessage.objects.filter(topic=RENDER, key__startswith="receipt-cancelled").count() == 2


def test_a_refusal_says_why_and_leaves_the_money(fee: FeeRequest, thu: User, phuc: User) -> None:
    row = refund.ask_refund(paid(fee), source="applied", kind="phi", amount=5000, reason="Nhầm", way="cash", by=thu, seat=SEAT)
    with pytest.raises(EmptyReason):
        refund.decide(row, approve=False, by=phuc, seat=SEAT)
    assert refund.decide(row, approve=False, by=phuc, seat=SEAT, note="Không nhầm").status == "rejected"
    with pytest.raises(Stale):
        refund.decide(row, approve=True, by=phuc, seat=SEAT)


def test_what_was_paid_twice_goes_back_from_the_queue(make_fee, thu: User, phuc: User) -> None:
    fee = make_fee()
    late = begin(fee)
    settle.record_event("vnpay", ipn(late, response="51"))
    paid_again = ipn(begin(fee))
    settle.record_event("vnpay", paid_again)
    settle.record_event("vnpay", ipn(late))
    case = ManualCase.objects.get()
    row = refund.ask_refund(case.inflow, source="waiting", amount=21000, reason="Nộp hai lần", way="cash", by=thu, seat=SEAT)
    with pytest.raises(NotThere):
        place.say_void(case, actor=actor(thu), note="x")
    refund.decide(row, approve=True, by=phuc, seat=SEAT)
    refund.pay(row, by=thu, seat=SEAT, provider_ref="PC 13")
    case.refresh_from_db()
    assert (case.closed_at is not None, case.note) == (True, "Đã hoàn 21.000 đ.")
    assert Receipt.objects.filter(status="issued").count() == 2


@pytest.mark.parametrize(("faults", "status"), [((), "done"), (("refund-refused",), "failed")])
def test_vnpay_sends_it_back_itself(
    fee: FeeRequest, sandbox: Server, thu: User, phuc: User, faults: tuple[str, ...], status: str
) -> None:
    attempt = begin(fee)
    transaction_ = sandbox.bank.open(attempt.redirect_url.partition("?")[2])
    back = sandbox.bank.finish(transaction_.ref, transaction_.token, "00", frozenset({"lost"}))
    settle.record_event("vnpay", back.partition("?")[2])
    row = refund.ask_refund(
        Inflow.objects.get(), source="applied", kind="phi", amount=5000, reason="Rút", way="gateway", by=thu, seat=SEAT
    )
    with pytest.raises(Stale):
        send_refund.send(row, by=thu, seat=SEAT)
    refund.decide(row, approve=True, by=phuc, seat=SEAT)
    row.refresh_from_db()
    sandbox.bank.faults = frozenset({"query-500"})
    with pytest.raises(send_refund.GatewayAway):
        send_refund.send(row, by=thu, seat=SEAT)
    row.refresh_from_db()
    assert row.status == "sent"
    sandbox.bank.faults = frozenset(faults)
    assert send_refund.send(row, by=thu, seat=SEAT).status == status
    assert sum(transaction_.refunds.values()) == (5000 if status == "done" else 0)


def test_a_wrong_name_is_put_right_by_a_new_receipt(fee: FeeRequest, thu: User) -> None:
    paid(fee)
    wrong = Receipt.objects.get(kind="phi")
    with pytest.raises(NotAllowed):
        end_receipt.replace(wrong, by=thu, seat=CLERK, reason="Sai tên")
    with pytest.raises(EmptyReason):
        end_receipt.replace(wrong, by=thu, seat=SEAT, reason="")
    right = end_receipt.replace(wrong, by=thu, seat=SEAT, reason="Sai tên người nộp", payer_name="Nguyễn Văn Ân")
    assert (right.payer_name, right.amount, right.number) == ("Nguyễn Văn Ân", 5000, wrong.number + 1)
    assert right.payer_address is None  # as the demand says
    with pytest.raises(NotInForce):
        end_receipt.replace(wrong, by=thu, seat=SEAT, reason="lần nữa")
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.filter(pk=wrong.pk).update(status="issued")


def test_the_day_is_held_to_the_gateways_book(make_fee, sandbox: Server, heard: list) -> None:
    known, unknown, failed = (make_fee(f"H09-{n}") for n in range(3))
    for fee in (known, failed):
        attempt = begin(fee)
        transaction_ = sandbox.bank.open(attempt.redirect_url.partition("?")[2])
        sandbox.bank.finish(transaction_.ref, transaction_.token, "00", frozenset({"lost"}))
    settle.record_event("vnpay", ipn(known.attempts.get()))
    settle.record_event("vnpay", ipn(failed.attempts.get(), response="51"))  # said failed, and took the money
    settle.record_event("vnpay", ipn(begin(unknown)))  # we call it paid, the gateway never heard of it
    row = reconcile(clock.today(), "vnpay")
    assert (row.asked, row.agreed, row.found_later, row.contradicted, row.silent, row.settled_sum) == (3, 1, 1, 1, 0, 42000)
    case = ManualCase.objects.get()
    assert (case.kind, case.fee) == ("contradicted", unknown)
    unknown.refresh_from_db()
    assert (unknown.status, len(heard)) == ("settled", 3)
    sandbox.bank.faults = frozenset({"query-500"})
    assert reconcile(clock.today(), "vnpay").silent == 3
    assert reconcile(clock.today() - timedelta(days=1), "vnpay").asked == 0
    assert (Reconciliation.objects.count(), GatewayEvent.objects.filter(outcome="").count()) == (3, 0)


def test_cash_can_go_back_too(fee: FeeRequest, thu: User, phuc: User) -> None:
    level = AgencyLevel.objects.create(code="xa", name="Xã", rank=3)
    unit = Agency.objects.create(
        code="H09.19", name="Phường", kind="authority", level=level, path="/19/", valid_from="2020-01-01"
    )
    till = Seat.objects.create(agency=unit, role=Seat.Role.CLERK, title="Một cửa")
    cash.take(fee.pk, by=thu, seat=till, received=21000)
    row = refund.ask_refund(
        Inflow.objects.get(), source="applied", kind="phi", amount=5000, reason="Thu nhầm", way="cash", by=thu, seat=SEAT
    )
    refund.decide(row, approve=True, by=phuc, seat=SEAT)
    assert refund.pay(row, by=thu, seat=SEAT, provider_ref="PC 1").status == "done"

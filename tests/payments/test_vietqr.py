"""An scans a code; the bank's statement proves the transfer, whatever the bank made of its text."""

import threading
from datetime import timedelta

import httpx
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agencies.models import Seat
from common import clock
from payments import invariants
from payments.gateways.port import NotYet
from payments.gateways.vietqr import emv, reference, statement
from payments.models import Attempt, FeeRequest, GatewayEvent, Inflow, ManualCase, Statement
from payments.sandbox.account import Account, make
from payments.services import take_statement
from payments.services.ask import ask, expire_fee
from payments.services.attempt import start
from payments.services.take_statement import BadStatement, TakenAlready
from tests.payments.conftest import RETURN
from tests.payments.test_pages import text

VECTORS = (
    "00020101021138540010A00000072701240006970423011000999999990208QRIBFTTA53037045802VN6304CBB4",
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E",  # noqa: E501
    "00020101021238570010A000000727012700069704220113VQRQAEJCI28140208QRIBFTTA53037045408100000005802VN62080804Test6304BDC3",
    "00020101021238570010A000000727012700069704220113VQRQABPAP16660208QRIBFTTA5303704540450005802VN62140810Thanh toan63042C06",
    "00020101021238540010A00000072701240006970436011010123456780208QRIBFTTA53037045405500005802VN62220818H29.19-261122-00016304CB1B",
)
SPEC_TEXT = "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5"


def test_the_checksum_and_the_vectors() -> None:
    assert emv.crc16("123456789") == "29B1"
    assert emv.crc16(SPEC_TEXT[:-4]) == SPEC_TEXT[-4:]  # its inner length is wrong: for its CRC only
    for code in VECTORS:
        assert emv.parse(code)["58"] == "VN"
    assert emv.payload("970436", "1012345678", 50000, "H29.19-261122-0001") == VECTORS[-1]
    assert emv.payload("970415", "0011001932418", 120000, "TEST5").endswith("63040FF5")
    for broken in (VECTORS[0][:-1] + "5", VECTORS[0][:40], "", VECTORS[0].lower()):
        with pytest.raises(emv.Malformed):
            emv.parse(broken)


def test_a_reference_survives_the_bank_and_no_mistype_becomes_another() -> None:
    code = reference.new()
    for said in (code, code.lower(), f"MBVCB.9 {code[:5]} {code[5:]}. CT tu 0071", f"{code}-CHUYEN TIEN-{code}"):
        assert reference.found_in(said) == [code]
    for place in range(3, len(code)):
        other = "A" if code[place] not in "A" else "B"
        assert reference.found_in(code[:place] + other + code[place + 1 :]) == []


@pytest.mark.parametrize(
    ("written", "amount"),
    [("21000", 21000), ("21.000", 21000), ("1,021,000", 1021000), ("21.000,00", 21000), ("21000.00", 21000)],
)
def test_how_banks_write_amounts(written: str, amount: int) -> None:
    head = ",".join(statement.COLUMNS.values())
    line = f'1,23/11/2026 08:00:00,FT1,"{written}",,DVC'
    assert statement.read(f"{head}\n{line}\n".encode()).credits[0].amount == amount


HEAD = ";".join(statement.COLUMNS.values())
BOMB = b'<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><Document xmlns="' + statement.NAMESPACE.encode() + b'">&b;</Document>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "Thiếu cột"),
        (HEAD.encode(), "không có dòng nào"),
        (f"{HEAD}\n1;23/11/2026;FT1;x;;t".encode(), "số tiền x không đọc được"),
        (f"{HEAD}\n1;hôm qua;FT1;5000;;t".encode(), "ngày hôm qua không đọc được"),
        (f"{HEAD}\n1;23/11/2026;;5000;;t".encode(), "thiếu số tham chiếu"),
        (f"{HEAD}\n1;23/11/2026;F;5000;;t\n1;23/11/2026;F;5000;;t".encode(), "có hai lần"),
        (f"{HEAD}\n1;23/11/2026;F;5000;;t\n2;23/11/2026;G;5000;;t".encode(), "một tài khoản"),
        (HEAD.encode("utf-16"), "UTF-8"),
        (BOMB, "không phải camt.053"),
        (b"<Document/>", "không phải camt.053"),
        (b"<Document", "XML hỏng"),
    ],
)
def test_a_file_that_is_no_statement_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(statement.Unreadable, match=why):
        statement.read(data)


def test_a_statement_that_was_cut_short_does_not_balance() -> None:
    account = Account("1012345678")
    account.transfer(21000, "a")
    account.transfer(-5000, "phi")
    whole = account.camt()
    assert [credit.amount for credit in statement.read(whole).credits] == [21000]
    start_, end = whole.index(b"<Ntry>"), whole.index(b"</Ntry>") + 7
    with pytest.raises(statement.Unreadable, match="bị thiếu"):
        statement.read(whole[:start_] + whole[end:])


@pytest.fixture
def thu(db) -> User:
    return User.objects.create_user("thu@example.vn", "mat-khau-thu", is_official=True)


SEAT = Seat(pk=1, role=Seat.Role.FINANCE)


def shown(fee: FeeRequest) -> Attempt:
    return start(fee, gateway="vietqr", ip="127.0.0.1", return_url=RETURN, now=clock.now())


def code(attempt: Attempt) -> str:
    return emv.payload(settings.VIETQR["bin"], settings.VIETQR["account"], attempt.amount, attempt.txn_ref)


STORIES = [
    ("", "settled", 1, [], [(21000, 0)]),
    ("mangled", "settled", 1, [], [(21000, 0)]),
    ("twice", "settled", 1, ["second-success"], [(0, 21000), (21000, 0)]),
    ("wrong-amount", "due", 0, ["wrong-amount"], [(0, 20000)]),
    ("over", "due", 0, ["wrong-amount"], [(0, 22000)]),
    ("wrong-reference", "due", 0, ["unknown-order"], [(0, 21000)]),
    ("lost", "due", 0, [], []),
    ("late", "due", 0, [], []),
    ("out-of-order", "settled", 1, [], [(21000, 0)]),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("fault", "status", "settled", "cases", "sums"), STORIES, ids=[row[0] or "none" for row in STORIES])
def test_a_transfer_with_a_fault(
    fee: FeeRequest, thu: User, heard: list, fault: str, status: str, settled: int, cases: list, sums: list
) -> None:
    account = Account(settings.VIETQR["account"])
    account.transfer(5000, "tiền khác không phải của ta", frozenset({"lost"}))
    account.scan(code(shown(fee)), frozenset({fault}))
    if account._listed():
        data = account.csv() if fault != "over" else account.camt()
        row = take_statement.take_statement(data, name="saoke", by=thu, seat=SEAT)
        assert (row.settled, row.queued) == (settled, len(cases))
    fee.refresh_from_db()
    assert (fee.status, len(heard)) == (status, settled)
    assert list(ManualCase.objects.values_list("kind", flat=True)) == cases
    assert sorted(Inflow.objects.values_list("applied", "waiting")) == sums
    assert invariants.check().violations == []


@pytest.mark.django_db
def test_the_same_lines_again_are_no_second_money(fee: FeeRequest, make_fee, thu: User, heard: list) -> None:
    account = Account(settings.VIETQR["account"])
    account.scan(code(shown(fee)))
    first = account.csv()
    take_statement.take_statement(first, name="sang.csv", by=thu, seat=SEAT)
    with pytest.raises(TakenAlready):
        take_statement.take_statement(first, name="sang.csv", by=thu, seat=SEAT)
    account.scan(code(shown(make_fee("H09-2"))))
    row = take_statement.take_statement(account.camt(), name="chieu.xml", by=thu, seat=SEAT)
    assert (row.credits, row.settled, row.repeated, row.queued) == (2, 1, 1, 0)
    assert (Inflow.objects.count(), len(heard), invariants.check().violations) == (2, 2, [])
    with pytest.raises(BadStatement, match="không phải tài khoản thu"):
        take_statement.take_statement(Account("999").camt(), name="la.xml", by=thu, seat=SEAT)


@pytest.mark.django_db
def test_a_code_expires_only_when_a_statement_reaches_beyond_it(fee: FeeRequest, thu: User, heard: list) -> None:
    attempt = shown(fee)
    with time_machine.travel(clock.now() + timedelta(days=1, hours=1), tick=False):
        with pytest.raises(NotYet):
            expire_fee(fee)
        account = Account(settings.VIETQR["account"])
        account.transfer(1000, "khac")
        take_statement.take_statement(account.camt(), name="x.xml", by=thu, seat=SEAT)
        assert expire_fee(fee)
        account.scan(code(attempt))  # the transfer was under way all the same: proof wins
        take_statement.take_statement(account.csv(), name="y.csv", by=thu, seat=SEAT)
    fee.refresh_from_db()
    assert (fee.status, [type(said).__name__ for said in heard]) == ("settled", ["FeeExpired", "FeeSettled"])
    assert ask(attempt) == "succeeded"


@pytest.mark.django_db
def test_the_page_shows_the_code_and_lets_go_of_it(an: User, client: Client, fee: FeeRequest, heard: list) -> None:
    client.force_login(an)
    page = reverse("pay:qr", args=[fee.pk])
    assert client.get(page)["Location"] == reverse("pay:result", args=[fee.pk])
    assert client.post(reverse("pay:show", args=[fee.pk]), {"gateway": "vietqr"})["Location"] == page
    attempt = Attempt.objects.get()
    words = text(client.get(page))
    for part in ("Quét mã để nộp 21.000 đ", attempt.txn_ref, settings.VIETQR["account"], code(attempt)):
        assert part in words
    assert client.get(reverse("pay:result", args=[fee.pk]))["Location"] == page
    client.post(page)
    assert Attempt.objects.get().status == "cancelled"
    assert "Thanh toán 21.000 đ" in text(client.get(reverse("pay:show", args=[fee.pk]), follow=True)).replace("lại ", "")


@pytest.mark.django_db
def test_the_bank_is_a_process_of_its_own(fee: FeeRequest, thu: User, heard: list) -> None:
    server = make(Account(settings.VIETQR["account"]))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        with httpx.Client(base_url=origin, trust_env=False) as bank:
            assert "Đã chuyển" in bank.post("/", data={"code": code(shown(fee))}).text
            assert bank.post("/", data={"code": "x"}).status_code == 400
            assert bank.get("/__faults?set=late,nonsense").json() == ["late"]
            data = bank.get("/saoke.xml").content
    finally:
        server.shutdown()
        server.server_close()
    assert take_statement.take_statement(data, name="saoke.xml", by=thu, seat=SEAT).settled == 1
    assert Statement.objects.get().format == "camt.053"
    assert GatewayEvent.objects.get(source="statement").attempt.fee == fee

"""The tax loop of the land procedure, and what else may be due while a dossier is handled: notice, voucher, clock."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client

from common import blobs, clock
from common.errors import EmptyReason, NotAllowed
from dossiers import invariants as dossier_invariants
from dossiers.models import Dossier
from dossiers.services import consult, decide, handle, money
from payments import invariants
from payments.models import FeeRequest, Receipt, Refund
from payments.services import attempt, cash, exempt, obligation, refund, settle, share_out
from payments.services.ask import expire_fee
from payments.services.attempt import Waiting
from payments.services.claims import Shared
from payments.services.obligation import Paper, Said
from tests.land import at_the_tax_office, build_town, propose
from tests.payments.conftest import COPIES, RETURN, Line, ipn
from tests.world import World, build, drawing

INCOME = Line("thue-tncn", "Thuế thu nhập cá nhân", "thue", 50_000_000)
REGISTRY = Line("le-phi-truoc-ba", "Lệ phí trước bạ nhà, đất", "thue", 12_500_000)
SAID = Said("LTB2643701-TK0001234/TB-CCT", date(2026, 11, 20), "Chi cục Thuế thành phố Thủ Dầu Một")


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def paper(db: None) -> Paper:
    return Paper("thông báo.pdf", blobs.put(b"%PDF-1.7 ...", "application/pdf").pk)


@pytest.fixture
def town(db: None) -> World:
    return build_town()


@pytest.fixture
def land(town: World) -> Dossier:
    """Nga sent the land dossier on to the tax office: the clock stands still."""
    return at_the_tax_office(town)


def noticed(world: World, dossier: Dossier, paper: Paper, who: str = "nga") -> FeeRequest:
    until = clock.now() + timedelta(days=30)
    world.act(money.enter, who, dossier, said=SAID, paper=paper, lines=[INCOME, REGISTRY], until=until, account="7111")
    return dossier.fees.get(fee_request__purpose="obligation").fee_request


def paid(fee: FeeRequest) -> None:
    trying = attempt.start(fee, gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=clock.now())
    settle.record_event("vnpay", ipn(trying, vnp_Amount=str(fee.total * 100)))


def test_the_tax_loop_by_the_portal(town: World, land: Dossier, paper: Paper) -> None:
    promised = land.due_at
    town.act(consult.consult, "nga", land, question="Xác định nghĩa vụ tài chính.")
    fee = noticed(town, land, paper, "quy")  # the tax office itself, asked at this step
    assert (fee.total, fee.code, fee.reference, fee.notice.number) == (62_500_000, land.code, f"{land.code}-NV1", SAID.number)
    assert (land.money, land.pauses.get(ended_at=None).ground) == ("due", "financial-obligation")
    town.act(consult.answer_consultation, "quy", land, agree=True, answer="Đã ra thông báo.")
    with pytest.raises(NotAllowed):  # an answer is no payment
        town.act(handle.propose, "nga", land, opinion="Chưa nộp.")

    with time_machine.travel(clock.now() + timedelta(days=14), tick=False):
        paid(fee)
        land.refresh_from_db()
        assert (land.money, land.step, land.pauses.filter(ended_at=None).exists()) == ("settled", "tax", False)
        moved = land.due_at - promised
        assert timedelta(days=9) < moved < timedelta(days=30)
        propose(town, "nga", land, "Đã hoàn thành nghĩa vụ tài chính.")
        town.act(decide.approve, "phong", land)
    assert (land.step, land.due_at - promised) == ("number", moved)
    voucher = Receipt.objects.get(fee=fee)
    assert (voucher.kind, voucher.form_code, voucher.amount) == ("thue", "C1-02/NS", 62_500_000)
    assert invariants.check().violations == [] == dossier_invariants.state_is_fold_of_events().violations


def test_a_wrong_notice_is_withdrawn_and_the_right_one_takes_its_place(town: World, land: Dossier, paper: Paper) -> None:
    wrong = noticed(town, land, paper)
    qr = attempt.start(wrong, gateway="vietqr", ip="127.0.0.1", return_url=RETURN, now=clock.now())
    with pytest.raises(EmptyReason):
        town.act(money.withdraw, "nga", land, fee_id=wrong.pk, reason=" ")
    with pytest.raises(NotAllowed):
        town.act(money.withdraw, "khanh", land, fee_id=wrong.pk, reason="Sai diện tích.")
    wrong.refresh_from_db()
    assert (wrong.status, wrong.end_reason) == ("due", "")
    town.act(money.withdraw, "nga", land, fee_id=wrong.pk, reason="Thông báo ghi sai diện tích.")
    wrong.refresh_from_db()
    qr.refresh_from_db()
    assert (wrong.status, wrong.end_reason, qr.status) == ("cancelled", "Thông báo ghi sai diện tích.", "cancelled")
    assert (land.money, land.pauses.filter(ended_at=None).count()) == ("settled", 1)  # still waits for the right one
    with pytest.raises(attempt.NotDue):
        town.act(money.withdraw, "nga", land, fee_id=wrong.pk, reason="Lần nữa.")
    until = clock.now() + timedelta(days=30)
    right = town.act(money.enter, "nga", land, said=SAID, paper=paper, lines=[INCOME], until=until, account="")
    paid(right)
    land.refresh_from_db()
    assert (right.reference, land.money, land.pauses.filter(ended_at=None).exists()) == (f"{land.code}-NV2", "settled", False)
    assert invariants.check().violations == []


def test_nothing_is_withdrawn_while_somebody_pays_it(town: World, land: Dossier, paper: Paper) -> None:
    fee = noticed(town, land, paper)
    trying = attempt.start(fee, gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=clock.now())
    with pytest.raises(Waiting):
        town.act(money.withdraw, "nga", land, fee_id=fee.pk, reason="Sai.")
    settle.record_event("vnpay", ipn(trying, vnp_Amount=str(fee.total * 100)))
    fee.refresh_from_db()
    assert (fee.status, fee.end_reason) == ("settled", "")


def test_the_accountant_sees_the_money_of_what_their_agency_collects(town: World, land: Dossier, paper: Paper) -> None:
    fee = noticed(town, land, paper)
    browser = Client()
    browser.force_login(town.officials["kim"])
    page = f"/mot-cua/{town.seats['kim'].pk}/ho-so/{land.pk}/tien/"
    shown = browser.get(page).content.decode()
    assert "62.500.000" in shown and SAID.number in shown and "/thu-phi/khoan/" in shown
    assert browser.get(f"/mot-cua/{town.seats['kim'].pk}/ho-so/{land.pk}/").status_code == 404  # nothing but the money
    assert browser.get(f"{page}thong-bao/{fee.notice.pk}/").status_code == 200
    refused = browser.post(page, {"act": "withdraw", "seen": land.lock_version, "one": str(fee.pk), "reason": "Sai"})
    assert refused.status_code == 422 and FeeRequest.objects.get(pk=fee.pk).status == "due"
    foreign = town.received()
    assert browser.get(f"/mot-cua/{town.seats['kim'].pk}/ho-so/{foreign.pk}/tien/").status_code == 404


def test_a_voucher_from_the_bank_is_looked_at_by_an_official(town: World, land: Dossier, paper: Paper) -> None:
    fee = noticed(town, land, paper)
    what = {"number": "0012345", "paid_on": clock.today(), "place": "Kho bạc Thủ Dầu Một", "by": town.an}
    with pytest.raises(obligation.WrongVoucher):
        obligation.send_voucher(fee, paper, amount=62_499_999, **what)
    sent = obligation.send_voucher(fee, paper, amount=fee.total, **what)
    with pytest.raises(Waiting):
        paid(fee)
    judge = {"by": town.officials["nga"], "seat": town.seats["nga"]}
    with pytest.raises(EmptyReason):
        obligation.reject_voucher(sent, note=" ", **judge)
    obligation.reject_voucher(sent, note="Ảnh mờ, không đọc được số.", **judge)
    again = obligation.send_voucher(fee, paper, amount=fee.total, **what)
    obligation.confirm_voucher(again, **judge)
    land.refresh_from_db()
    assert (land.money, land.pauses.filter(ended_at=None).exists()) == ("settled", False)
    assert not Receipt.objects.filter(fee=fee).exists()  # the treasury's own voucher stands for it
    assert invariants.check().violations == []
    propose(town, "nga", land)
    assert land.step == "approve"


def test_what_is_asked_for_on_the_way_is_paid_before_the_end(world: World, paper: Paper) -> None:
    dossier = world.received()
    until = clock.now() + timedelta(days=10)
    with pytest.raises(NotAllowed):
        world.act(money.ask, "dung", dossier, lines=[COPIES], until=until)
    world.act(money.ask, "chi", dossier, lines=[COPIES], until=until)
    fee = dossier.fees.get(fee_request__purpose="later").fee_request
    assert (dossier.money, dossier.state, dossier.pauses.exists()) == ("due", "processing", False)
    with pytest.raises(NotAllowed, match="16.000"):
        money.must_be_paid(dossier)
    row = exempt.ask_exemption(fee, paper, ground="Hộ nghèo", by=world.an)
    rest = exempt.confirm_exemption(
        row, {1: 8000}, basis="Luật Phí và lệ phí, điều 10", by=world.officials["chi"], seat=world.seats["chi"]
    )
    assert rest is not None and rest.lines.get().explanation.endswith("Được miễn, giảm 8.000 đ: Luật Phí và lệ phí, điều 10")
    cash.take(rest.pk, by=world.officials["binh"], seat=world.seats["binh"], received=10_000)
    dossier.refresh_from_db()
    assert (dossier.money, list(dossier.fees.values_list("fee_request__status", flat=True).order_by("pk"))[-2:]) == (
        "settled", ["cancelled", "settled"],
    )  # fmt: skip
    money.must_be_paid(dossier)
    assert invariants.check().violations == []


def test_nothing_is_due_when_all_is_waived(fee: FeeRequest, paper: Paper, finance, heard: list) -> None:
    seat = {"by": fee.payer, "seat": finance}
    with pytest.raises(EmptyReason):
        exempt.ask_exemption(fee, paper, ground="", by=fee.payer)
    row = exempt.ask_exemption(fee, paper, ground="Người có công", by=fee.payer)
    with pytest.raises(exempt.WrongCut):
        exempt.confirm_exemption(row, {1: 16001}, basis="NQ 12", **seat)
    exempt.reject_exemption(row, note="Giấy đã hết hạn.", **seat)
    row = exempt.ask_exemption(fee, paper, ground="Người có công", by=fee.payer)
    assert exempt.confirm_exemption(row, {1: 16000, 2: 5000}, basis="NQ 12", **seat) is None
    fee.refresh_from_db()
    assert (fee.status, fee.attempts.count(), heard) == ("waived", 0, [])
    assert invariants.check().violations == []


def test_several_pay_one_demand(fee: FeeRequest, outsider, heard: list) -> None:
    payers = [share_out.Payer("Nguyễn Văn An", 10_000), share_out.Payer("Lê Thị Lan", 11_000, outsider)]
    with pytest.raises(share_out.WrongShares):
        share_out.share_out(fee, [payers[0], share_out.Payer("Lan", 11_001)], by=settle.GATEWAY)
    one, two = share_out.share_out(fee, payers, by=settle.GATEWAY)
    with pytest.raises(Shared):
        paid(fee)
    paid(one)
    fee.refresh_from_db()
    assert (fee.status, two.payer, sum(line.amount for line in two.lines.all())) == ("due", outsider, 11_000)
    paid(two)
    fee.refresh_from_db()
    assert (fee.status, [event.fee_request_id for event in heard]) == ("settled", [one.pk, two.pk, fee.pk])
    amounts = Receipt.objects.order_by("kind", "number").values_list("kind", "amount")
    assert sum(amount for _kind, amount in amounts) == 21_000 and amounts.count() == 4
    assert invariants.check().violations == []


def test_a_demand_in_shares_that_ends_half_paid_gives_back(fee: FeeRequest, heard: list) -> None:
    one, two = share_out.share_out(fee, [share_out.Payer("An", 10_000), share_out.Payer("Lan", 11_000)], by=settle.GATEWAY)
    paid(one)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert expire_fee(two) and expire_fee(fee)
    case = one.cases.get(closed_at=None)
    assert (case.kind, case.amount) == ("part-paid", 10_000)
    assert invariants.check().violations == []


def test_the_pages_of_the_tax_loop(town: World, land: Dossier) -> None:
    desk, home = Client(), Client()
    desk.force_login(town.officials["nga"])
    home.force_login(town.an)
    seat = town.seats["nga"].pk
    page = f"/mot-cua/{seat}/ho-so/{land.pk}/tien/"
    told = {"number": "LTB01", "issuer": "Chi cục Thuế", "issued_on": "20/11/2026", "amount_0": "50.000.000", "name_0": "Thuế"}
    assert desk.get(page).status_code == 200
    wrong = desk.post(page, {"act": "enter", "seen": land.lock_version, "amount_1": "x"})
    assert (wrong.status_code, land.fees.filter(fee_request__purpose="obligation").count()) == (422, 0)
    assert "Nhập số thông báo" in wrong.content.decode() and "Nhập số tiền bằng chữ số" in wrong.content.decode()
    until = f"{clock.today() + timedelta(days=30):%d/%m/%Y}"
    sent = {"act": "enter", "seen": land.lock_version, "until": until, "file": ContentFile(drawing(), name="tb.pdf")}
    assert desk.post(page, told | sent).status_code == 302
    fee = land.fees.get(fee_request__purpose="obligation").fee_request
    for act in ("propose", "draft-result"):  # says what is awaited, and asks for nothing that would be written in vain
        closed = desk.get(f"/mot-cua/{seat}/ho-so/{land.pk}/lam/{act}/").content.decode()
        assert "Người nộp chưa nộp 50.000.000 đ theo thông báo số LTB01" in closed and "<textarea" not in closed
    assert "chưa trình được" in desk.get(f"/mot-cua/{seat}/ho-so/{land.pk}/").content.decode()
    assert "Bạn cần nộp nghĩa vụ tài chính" in home.get(f"/ho-so/{land.pk}/").content.decode()
    assert "LTB01" in home.get(f"/thanh-toan/{fee.pk}/").content.decode()
    assert home.get(f"/thanh-toan/{fee.pk}/thong-bao/")["Content-Type"] == "application/pdf"
    paid = {"number": "77", "paid_on": "20/11/2026", "place": "Kho bạc", "file": ContentFile(drawing(), name="gnt.pdf")}
    assert home.post(f"/thanh-toan/{fee.pk}/chung-tu/", paid | {"amount": "1"}).status_code == 422
    paid["file"] = ContentFile(drawing(), name="gnt.pdf")
    assert home.post(f"/thanh-toan/{fee.pk}/chung-tu/", paid | {"amount": "50 000 000"}).status_code == 302
    voucher = fee.vouchers.get()
    assert "đừng nộp thêm" in home.get(f"/thanh-toan/{fee.pk}/").content.decode()
    assert desk.get(f"{page}chung-tu/{voucher.pk}/").status_code == 200
    assert desk.post(page, {"act": "confirm", "seen": "1", "one": str(voucher.pk)}).status_code == 302
    fee.refresh_from_db()
    assert fee.status == "settled" and "Kho bạc" in desk.get(page).content.decode()
    assert "<textarea" in desk.get(f"/mot-cua/{seat}/ho-so/{land.pk}/lam/propose/").content.decode()
    late = home.post(f"/thanh-toan/{fee.pk}/chung-tu/", {"amount": "x"})
    assert late.status_code == 409 and "không còn phải nộp" in late.content.decode()
    # What went to the budget: the officer's page and the payer's say why nothing goes back here, and the service refuses it.
    desk.force_login(town.officials["kim"])
    sheet = f"/mot-cua/{town.seats['kim'].pk}/thu-phi/khoan/{fee.pk}/"
    for said in (desk.get(sheet), desk.get(f"{sheet}hoan/"), home.get(f"/thanh-toan/{fee.pk}/ket-qua/")):
        assert "đã nộp ngân sách nhà nước" in said.content.decode()
    with pytest.raises(refund.OfTheBudget):
        who = {"by": town.officials["kim"], "seat": town.seats["kim"]}
        refund.ask_refund(fee.inflows.get(), source="applied", kind="thue", amount=1, reason="Nhầm", way="transfer", **who)
    assert not Refund.objects.exists()


def test_dividing_is_refused_by_right_then_by_state_then_by_what_was_typed(fee: FeeRequest, outsider) -> None:
    home, stranger = Client(), Client()
    home.force_login(fee.payer)
    stranger.force_login(outsider)
    page, rubbish = f"/thanh-toan/{fee.pk}/nguoi-nop/", {"name_0": "", "amount_0": "x"}
    assert stranger.post(page, rubbish).status_code == 404
    assert home.post(page, rubbish).status_code == 422
    said = {"name_0": "An", "amount_0": "10.000", "name_1": "Lan", "amount_1": "11.000"}
    assert home.post(page, said).status_code == 302
    again, share = home.post(page, rubbish), home.post(f"/thanh-toan/{fee.shares.first().pk}/nguoi-nop/", rubbish)
    assert (again.status_code, share.status_code) == (409, 409)
    assert "được chia cho nhiều người nộp" in again.content.decode() and "không chia tiếp được" in share.content.decode()
    assert "<input" not in home.get(page).content.decode().partition("<main")[2].partition("</main>")[0]
    assert fee.shares.count() == 2

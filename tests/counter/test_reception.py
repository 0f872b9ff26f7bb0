"""A reception at the counter from the scan to the slip, by its services: whose it is, what it needs, what it refuses."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Organisation, Person, User
from accounts.services import people
from audit.models import AuditEvent
from common import clock
from common.actors import Actor
from common.errors import Incomplete, NotAllowed, NotFound
from common.models import OutboxMessage
from dossiers import access
from dossiers import counter as reads
from dossiers.models import CounterFiling, Dossier, Draft, PaperCheck
from dossiers.services import counter, expiry
from dossiers.services.counter import Said
from dossiers.services.counter_end import Collecting
from dossiers.services.submit import submit
from dossiers.services.supplement import Item
from dossiers.states import Channel, Money, State
from payments.models import FeeRequest
from payments.services.cash import WrongCash
from tests.counter.hands import TAM, Desk
from tests.world import COPIES, PERMIT

FEE = 3 * 8_000


def printed(dossier: Dossier) -> set[str]:
    rows = OutboxMessage.objects.filter(topic="dossiers.print", payload__dossier=str(dossier.pk))
    return {row.payload["kind"] for row in rows}


def test_a_scan_ends_as_a_received_dossier_of_the_person(priced: Desk) -> None:
    done = priced.finish(priced.filled(COPIES), received=100_000)
    dossier = done.dossier
    assert (done.outcome, dossier.state, dossier.money, dossier.channel) == (
        "received",
        State.PROCESSING,
        Money.SETTLED,
        "counter",
    )
    assert dossier.receiving == dossier.returning == priced.seat.agency
    assert dossier.due_at is not None
    assert (dossier.owner_name, dossier.applicant) == ("Nguyễn Văn Tâm", None)
    person = dossier.person
    assert (person.trust, person.identity_number, person.sex) == (Person.Trust.COUNTER, "074090105678", "nam")
    entered = AuditEvent.objects.get(stream=f"dossier:{dossier.pk}", action="submit")
    assert entered.actor == f"official:{priced.by.pk}@{priced.seat.pk}"
    assert entered.data["person"] == str(person.pk)
    assert entered.data["on_behalf"] is False
    assert printed(dossier) == {"form-01", "declaration", "confirmation"}
    receipt = FeeRequest.objects.get(reference=dossier.code)
    assert (receipt.total, receipt.status) == (FEE, "settled")


def test_papers_on_the_table_need_no_file_and_are_counted(desk: Desk) -> None:
    papers = {"don": {"got": True, "originals": 1, "copies": 2, "keep": True}}
    filing = desk.filled(PERMIT)
    key = next(iter(filing.papers))
    counter.write(filing.pk, typed={}, papers={**filing.papers, key: papers["don"]}, **desk.clerk)
    dossier = desk.finish(filing).dossier
    check = PaperCheck.objects.get(dossier=dossier, paper_key=key)
    assert (check.verdict, check.note) == ("good", "1 bản chính, 2 bản sao")
    assert [row.paper_key for row in dossier.originals.all()] == [key]


def test_what_is_lacking_stands_in_the_way_of_receiving_and_nothing_changes(desk: Desk) -> None:
    filing = desk.filled(PERMIT, **{"khong-co": {"got": False}})
    with pytest.raises(Incomplete):
        desk.finish(filing)
    assert desk.fresh(filing).outcome == ""
    assert not Dossier.objects.exists()
    assert not Person.objects.filter(full_name="Nguyễn Văn Tâm").exists()


def test_what_is_lacking_is_asked_for_with_form_02(desk: Desk) -> None:
    filing = desk.filled(PERMIT, **{"khong-co": {"got": False}})
    dossier = desk.finish(filing, items=[Item("Bản vẽ", "Chưa có", paper_key="ban-ve")]).dossier
    assert (dossier.state, dossier.money) == (State.SUPPLEMENT, Money.NONE)
    assert "form-02" in printed(dossier)
    assert PaperCheck.objects.get(dossier=dossier, paper_key="ban-ve").verdict == "missing"


def test_a_refusal_needs_no_whole_form_and_no_fee(desk: Desk) -> None:
    filing = desk.filled(PERMIT, **{"khong-co": {"got": False}})
    dossier = desk.finish(filing, reason="Thửa đất ở phường khác.").dossier
    assert (dossier.state, dossier.money, dossier.closing_reason) == (State.REFUSED, Money.NONE, "Thửa đất ở phường khác.")
    assert not FeeRequest.objects.exists()
    assert "form-03" in printed(dossier)


def test_too_little_cash_leaves_everything_as_it_was(priced: Desk) -> None:
    filing = priced.filled(COPIES)
    with pytest.raises(WrongCash):
        priced.finish(filing, received=FEE - 1)
    assert priced.fresh(filing).outcome == ""
    assert not FeeRequest.objects.exists()


def test_a_fee_may_be_paid_later(priced: Desk) -> None:
    done = priced.finish(priced.filled(COPIES))
    assert (done.outcome, done.dossier.state, done.dossier.money) == ("fee", State.AWAITING_PAYMENT, Money.DUE)
    assert "confirmation" in printed(done.dossier)


def test_it_ends_once(desk: Desk) -> None:
    filing = desk.filled()
    desk.finish(filing)
    with pytest.raises(NotAllowed):
        desk.finish(filing)
    assert Dossier.objects.count() == 1


def test_whoever_binds_their_number_later_sees_it_in_their_account(desk: Desk) -> None:
    dossier = desk.finish(desk.filled()).dossier
    user = User.objects.create_user("tam@example.vn", "mật khẩu dài")
    seen = people.VerifiedFacts("074090105678", "Nguyễn Văn Tâm")
    people.bind_identity(user, seen, trust=Person.Trust.VNEID, by=Actor("citizen", user.pk))
    user.refresh_from_db()
    assert list(access.dossiers_of(user)) == [dossier]


def test_a_person_with_an_account_sees_it_at_once_and_keeps_their_verified_name(desk: Desk) -> None:
    filing = desk.filled(typed=TAM.replace("074090105678", "074090001234"))
    assert filing.person == desk.world.an.person
    assert counter.differs(filing)
    dossier = desk.finish(filing).dossier
    assert list(access.dossiers_of(desk.world.an)) == [dossier]
    desk.world.an.person.refresh_from_db()
    assert desk.world.an.person.full_name == "Nguyễn Văn An"


@pytest.mark.parametrize(
    ("typed", "who", "company"),
    [
        ("074 090 001 234", {"full_name": "Nguyễn Văn An", "phone": "0912345678"}, None),
        ("3700000001", {}, {"tax_code": "3700000001", "name": "Gỗ Demo", "address": ""}),
        ("3700000001-001", {}, {"tax_code": "3700000001-001"}),
        ("Trần Thị Lan", {"full_name": "Trần Thị Lan"}, None),
        ("074090105678||Nguy?n V?n T?m|02051990|Nam|Tổ 5|", {"unread": ["full_name"], "sex": "nam"}, None),
        ("a|b|c|d", {"raw": "a|b|c|d"}, None),
        ("", {"full_name": ""}, None),
    ],
)
def test_the_one_box_takes_whatever_is_at_hand(desk: Desk, typed: str, who: dict[str, Any], company: Any) -> None:
    Organisation.objects.create(tax_code="3700000001", name="Gỗ Demo")
    filing = desk.begin(typed)
    assert {name: filing.who.get(name) for name in who} == who
    assert filing.company == company


def test_a_company_s_dossier_is_the_company_s(desk: Desk) -> None:
    filing = desk.filled(PERMIT)
    company = {"tax_code": "3700000009", "name": "Công ty Mới", "address": "Phú Cường"}
    behalf = {"full_name": "Lê Thị Tư", "identity_number": "074192005678", "paper": "12/UQ, 1/11/2026"}
    counter.say(filing.pk, said=Said(dict(filing.who), company, behalf), **desk.clerk)
    dossier = desk.finish(filing).dossier
    assert (dossier.owner_name, dossier.organisation.tax_code) == ("Công ty Mới", "3700000009")
    assert AuditEvent.objects.get(stream=f"dossier:{dossier.pk}", action="submit").data["on_behalf"] is True


def test_a_collector_is_named_by_the_clerk(desk: Desk) -> None:
    named = Collecting("Lê Thị Tư", "074192005678", clock.today() + timedelta(days=30))
    dossier = desk.finish(desk.filled(), collecting=named).dossier
    assert dossier.collectors.get().name == "Lê Thị Tư"


def test_it_is_in_nobody_s_list_of_drafts_and_in_no_other_hands(desk: Desk) -> None:
    filing = desk.filled()
    draft = filing.draft
    assert not access.drafts_of(desk.by).exists()
    with pytest.raises(NotFound):
        access.draft_of(desk.by, draft.pk)
    with pytest.raises(NotFound):
        submit(draft.pk, by=desk.by, key=draft.submit_key, declared=True)
    with pytest.raises(NotFound):
        reads.filing_of(desk.world.officials["mai"], desk.world.seats["mai"], filing.pk)
    with pytest.raises(NotFound):
        counter.drop(filing.pk, by=desk.world.officials["chi"], seat=desk.seat)


def test_what_nobody_finished_is_deleted_after_a_day_and_nobody_is_written_to(desk: Desk) -> None:
    filing, fresh = desk.filled(), desk.begin()
    CounterFiling.objects.filter(pk=filing.pk).update(saved_at=clock.now() - timedelta(days=2))
    Draft.objects.update(expires_at=clock.now() + timedelta(days=1))
    assert expiry.warn() == 0
    assert counter.forget() == 1
    assert [one.pk for one in CounterFiling.objects.all()] == [fresh.pk]
    assert not Draft.objects.exists()


def test_the_day_counts_what_the_seat_received_and_how_long_it_took(desk: Desk) -> None:
    filing = desk.filled()
    CounterFiling.objects.filter(pk=filing.pk).update(started_at=clock.now() - timedelta(seconds=80))
    desk.finish(filing)
    day = reads.today(desk.seat)
    assert day.received == 1
    assert 80 <= day.took.total_seconds() < 100


def test_a_duplicate_and_other_dossiers_are_seen(desk: Desk) -> None:
    first = desk.finish(desk.filled()).dossier
    again = desk.filled()
    assert reads.beside(again, again.draft.version.procedure_id) == [first]
    assert reads.others(again, desk.seat) == [first]
    assert first.channel == Channel.COUNTER

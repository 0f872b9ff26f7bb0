"""People who have no account come back to the counter; a colleague goes on where a clerk was called away."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from common.errors import EmptyReason, Incomplete, NotAllowed, NotFound
from dossiers import counter as reads
from dossiers.models import Dossier, PaperCheck
from dossiers.services import counter, counter_over
from dossiers.services.counter_answer import Brought, take_supplement
from dossiers.services.supplement import Item
from dossiers.states import State
from dossiers.workspace import open_work
from tests.counter.conftest import address
from tests.counter.hands import Desk
from tests.dossiers.routing import made
from tests.world import PERMIT


def asked(desk: Desk) -> tuple[Dossier, str]:
    """Tâm's dossier, sent back for a paper with form 02; the paper's key."""
    filing = desk.filled(PERMIT)
    key = next(iter(filing.papers))
    return desk.finish(filing, items=[Item("Đơn", "Chưa ký tên", paper_key=key)]).dossier, key


def test_a_supplement_comes_on_paper_and_the_dossier_goes_on(desk: Desk) -> None:
    dossier, key = asked(desk)
    assert "take-supplement" in open_work(dossier, desk.seat, desk.by).standing
    with pytest.raises(Incomplete):
        take_supplement(dossier.pk, seen=dossier.lock_version, **desk.clerk)
    paper = Brought(key, originals=2)
    take_supplement(dossier.pk, seen=dossier.lock_version, papers=[paper], note="Đã ký.", **desk.clerk)
    dossier.refresh_from_db()
    row = dossier.supplements.get()
    assert (dossier.state, row.answer_note, row.answered_at is not None) == (State.SUBMITTED, "Đã ký.", True)
    assert PaperCheck.objects.get(dossier=dossier, paper_key=key).note == "2 bản chính"
    event = AuditEvent.objects.get(stream=f"dossier:{dossier.pk}", action="answer-supplement")
    assert event.actor == f"official:{desk.by.pk}@{desk.seat.pk}"
    with pytest.raises(NotAllowed):
        take_supplement(dossier.pk, seen=dossier.lock_version, papers=[paper], **desk.clerk)


def test_who_filed_online_answers_online(desk: Desk) -> None:
    dossier = desk.world.submitted()
    Dossier.objects.filter(pk=dossier.pk).update(state=State.SUPPLEMENT)
    with pytest.raises(NotAllowed):
        take_supplement(dossier.pk, seen=dossier.lock_version, **desk.clerk)


def test_the_page_asks_for_each_paper_and_says_what_is_not_ticked(desk: Desk, browser: Client) -> None:
    dossier, key = asked(desk)
    page = reverse("desk_dossier:act", args=[desk.seat.pk, dossier.pk, "take-supplement"])
    shown = browser.get(page).content.decode()
    assert "Đã nhận: Đơn" in shown and "Chưa ký tên" in shown
    refused = browser.post(page, {"seen": dossier.lock_version})
    assert refused.status_code in (303, 422)
    browser.post(page, {"seen": dossier.lock_version, f"co-{key}": "on", f"chinh-{key}": "1"})
    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED


def test_form_02_of_the_counter_carries_answers_with_their_reasons(desk: Desk, browser: Client) -> None:
    filing = desk.filled(PERMIT)
    shown = browser.get(address("decide", desk, filing)).content.decode()
    assert "Câu trả lời khác cần sửa" in shown
    browser.post(address("decide", desk, filing), {"do": "bo-sung", "sai-0": "Ghi lại cho đúng giấy tờ."})
    [item] = desk.fresh(filing).dossier.supplements.get().items.all()
    assert (item.reason, bool(item.field_path)) == ("Ghi lại cho đúng giấy tờ.", True)


def test_answers_typed_at_the_counter_and_not_sent_are_there_again(desk: Desk, browser: Client) -> None:
    item = Item("Số điện thoại", "Số không gọi được", field_path="nyc.dienThoai")
    dossier = desk.finish(desk.filled(PERMIT), items=[item]).dossier
    names = {"seat": desk.seat.pk, "dossier": dossier.pk, "action": "take-supplement"}
    page, keep = reverse("desk_dossier:act", kwargs=names), reverse("desk_dossier:keep", kwargs=names)
    assert 'value="0912345678"' in browser.get(page).content.decode()
    for typed in ("0987000111", ""):
        browser.post(keep, {"seen": dossier.lock_version, "nyc.dienThoai": typed, "note": "Đổi số"})
        shown = browser.get(page).content.decode()
        assert (f'value="{typed}"' in shown, "Đổi số" in shown) == (True, True)
        assert 'value="0912345678"' not in shown
    dossier.refresh_from_db()
    assert dossier.answers["nyc"]["dienThoai"] == "0912345678"


@pytest.fixture
def lieu(desk: Desk) -> User:
    """Another clerk of Bình's section."""
    return made.hire(desk.world, "lieu", "Lê Thị Liễu", desk.seat.agency.code, "clerk")


def test_a_colleague_goes_on_with_what_was_entered_and_says_why(desk: Desk, lieu: User, browser: Client) -> None:
    filing, seat = desk.filled(), desk.world.seats["lieu"]
    assert [one.pk for one in reads.of_colleagues(lieu, seat)] == [filing.pk]
    with pytest.raises(EmptyReason):
        counter_over.take_over(filing.pk, by=lieu, seat=seat, reason=" ")
    taken = counter_over.take_over(filing.pk, by=lieu, seat=seat, reason="Bình đi họp.")
    assert (taken.clerk, taken.draft.answers) == (lieu, filing.draft.answers)
    assert taken.taken[0]["reason"] == "Bình đi họp."
    event = AuditEvent.objects.get(stream=f"counter:{filing.pk}", action="take-over")
    assert (event.actor, event.data) == (f"official:{lieu.pk}@{seat.pk}", {"from": str(desk.by.pk), "seat": desk.seat.pk})
    counter.lock(filing.pk, by=lieu, seat=seat)
    with pytest.raises(NotFound):
        counter.lock(filing.pk, by=desk.by, seat=desk.seat)
    told = browser.get(address("form", desk, filing), follow=True).content.decode()
    assert "đã làm thay lượt tiếp nhận này" in told
    assert browser.post(address("autosave", desk, filing), headers={"Accept": "application/json"}).status_code == 409


def test_nobody_takes_over_their_own_or_another_unit_s(desk: Desk) -> None:
    filing, mai = desk.begin(), desk.world.officials["mai"]
    for who, seat in ((desk.by, desk.seat), (mai, desk.world.seats["mai"])):
        with pytest.raises(NotFound):
            counter_over.take_over(filing.pk, by=who, seat=seat, reason="Thử.")
    assert desk.fresh(filing).clerk == desk.by

"""Originals, results on their way out, corrected results, slips written during an outage, reminders, the national portal."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine

from accounts.models import SeatAssignment
from accounts.selectors import actor_for
from audit.models import AuditEvent
from common import clock, outbox
from common.errors import EmptyReason, NotAllowed
from common.models import OutboxMessage
from dossiers import duplicates, printing, results, tasks
from dossiers.clocks import promise
from dossiers.loaded import load
from dossiers.models import Correction, HandOver, LateEntry, NationalIntake, ResultReminder
from dossiers.services import (
    correct,
    decide,
    handing_over,
    handle,
    issue,
    national_intake,
    originals,
    outage,
    reminders,
    reopen,
    stop,
    withdraw,
)
from dossiers.services.originals import Paper
from dossiers.services.supplement import Item, request_supplement
from dossiers.states import Delivery, State
from notifications.models import Notification
from portal.invariants import check_all
from tests.world import PERMIT, World
from vault.models import Document


def told(world: World, kind: str) -> int:
    return Notification.objects.filter(user=world.an, kind=kind).count()


def test_originals_are_taken_moved_and_given_back(world: World) -> None:
    dossier = world.submitted()
    with pytest.raises(EmptyReason):
        world.act(originals.take_originals, "binh", dossier, papers=[])
    rows = world.act(
        originals.take_originals, "binh", dossier, papers=[Paper("Sổ đỏ", "giay-to-dat", place="tủ 3"), Paper("Căn cước")]
    )
    ids = [row.pk for row in rows]
    for who in ("mai", "an"):
        with pytest.raises((NotAllowed, KeyError)):
            world.act(originals.return_originals, who, dossier, originals=ids, returned_to="An")
    world.act(originals.return_originals, "binh", dossier, originals=ids[1:], returned_to="Nguyễn Văn An")
    world.act(originals.move_originals, "chi", dossier, originals=ids[:1], place="phòng 201")
    (held,) = originals.held(dossier)
    assert (held.name, held.place, held.agency) == ("Sổ đỏ", "phòng 201", world.seats["chi"].agency)
    with pytest.raises(NotAllowed):
        world.act(originals.move_originals, "chi", dossier, originals=ids[1:], place="x")


def test_by_post_the_dossier_closes_when_the_parcel_arrives(world: World) -> None:
    dossier = world.issued()
    with pytest.raises(EmptyReason):
        world.act(handing_over.send_by_post, "binh", dossier, tracking_code=" ", address="Phú Cường")
    world.act(handing_over.send_by_post, "binh", dossier, tracking_code="ee123456789vn", address="12 Yersin, Phú Cường")
    assert (dossier.state, dossier.delivery) == (State.COMPLETED, Delivery.POSTED)
    world.act(handing_over.post_returned, "binh", dossier, reason="Không có người nhận")
    assert dossier.delivery == Delivery.READY
    world.act(handing_over.send_by_post, "binh", dossier, tracking_code="EE2VN", address="12 Yersin")
    world.act(handing_over.hand_over, "binh", dossier)
    outbox.drain()
    assert (dossier.state, dossier.delivery) == (State.DELIVERED, Delivery.DELIVERED)
    assert [(row.tracking_code, row.arrived) for row in dossier.hand_overs.all()] == [("EE123456789VN", False), ("EE2VN", True)]
    assert (told(world, "posted"), told(world, "post-returned"), told(world, "delivered")) == (2, 1, 1)
    assert dossier.printed.filter(kind="hand-over", blob__isnull=False).count() == 2
    assert check_all()["I4"].violations == []


def test_at_the_counter_somebody_signs_for_it(world: World) -> None:
    dossier = world.issued()
    with pytest.raises(EmptyReason):
        world.act(handing_over.hand_over, "binh", dossier, way="counter")
    world.act(handing_over.hand_over, "binh", dossier, way="counter", recipient="Lê Thị Hoa", identity_number="079 190 001 234")
    outbox.drain()
    row = HandOver.objects.get(dossier=dossier)
    assert (row.recipient, row.identity_number, row.arrived) == ("Lê Thị Hoa", "079190001234", True)
    assert dossier.printed.filter(kind="hand-over", blob__isnull=False).exists()


def test_a_corrected_result_takes_the_place_of_the_old_one(world: World) -> None:
    dossier = world.issued()
    old = dossier.results.get().document
    world.act(issue.hand_over, "binh", dossier)
    values = {"owner.name": "Nguyễn Văn An", "work.name": "Nhà ở 3 tầng", "work.address": "Phường Phú Cường"}
    with pytest.raises(NotAllowed):
        world.act(correct.correct_result, "binh", dossier, key="giay-phep", values=values, reason="Sai số tầng")
    world.act(correct.correct_result, "chi", dossier, key="giay-phep", values=values, reason="Sai số tầng")
    old.refresh_from_db()
    assert (dossier.state, dossier.step, old.status) == (State.PROCESSING, "approve", Document.Status.IN_FORCE)

    world.act(decide.approve, "dung", dossier)
    world.act(issue.number, "giang", dossier)
    outbox.drain()
    world.act(issue.sign, "dung", dossier)
    world.act(issue.stamp, "giang", dossier)
    outbox.drain()
    old.refresh_from_db()
    new = dossier.results.get().document
    assert (old.status, old.replaced_by, old.status_reason) == (Document.Status.REPLACED, new, "Sai số tầng")
    assert new.number != old.number and new.public_id != old.public_id
    assert Correction.objects.get().new == new and dossier.state == State.COMPLETED
    assert told(world, "result-corrected") == 1
    world.act(issue.hand_over, "binh", dossier)
    assert {name: check.violations for name, check in check_all().items() if not check.ok} == {}


def test_what_is_issued_is_not_ended_by_its_correction(world: World) -> None:
    dossier = world.issued()
    world.act(handing_over.send_by_post, "binh", dossier, tracking_code="EE1VN", address="12 Yersin")
    values = {"owner.name": "Nguyễn Văn An", "work.name": "Nhà ở 3 tầng", "work.address": "Phường Phú Cường"}
    world.act(correct.correct_result, "chi", dossier, key="giay-phep", values=values, reason="Sai số tầng")
    # Nobody waits for the parcel with the wrong paper any more.
    assert not dossier.hand_overs.filter(ended_at__isnull=True).exists()
    assert not withdraw.may_withdraw(dossier)
    for service, who in ((stop.stop, "dung"), (decide.reject, "dung"), (stop.ask_stop, "chi")):
        with pytest.raises(NotAllowed):
            world.act(service, who, dossier, reason="Không còn cần")
    # Whoever drafted it does not approve it on another seat.
    SeatAssignment.objects.create(user=world.officials["chi"], seat=world.seats["dung"], since=clock.now())
    with pytest.raises(NotAllowed, match="Người soạn"):
        decide.approve(dossier.pk, by=world.officials["chi"], seat=world.seats["dung"], seen=dossier.lock_version)
    assert dossier.state == State.PROCESSING


def test_a_supplement_that_lapses_during_a_correction_stops_nothing(world: World) -> None:
    dossier = world.issued()
    world.act(correct.correct_result, "chi", dossier, key="giay-phep", values={"owner.name": "Nguyễn Văn An"}, reason="Sai tên")
    world.act(handle.send_back, "dung", dossier, reason="Hỏi lại người nộp")
    asked = world.act(request_supplement, "chi", dossier, items=[Item(label="Bản vẽ", reason="Sai", paper_key="ban-ve")])
    with time_machine.travel(asked.answer_until + timedelta(minutes=1), tick=False):
        assert stop.close_unanswered(asked.pk) and not stop.close_unanswered(asked.pk)
        dossier.refresh_from_db()
        task = dossier.tasks.get(done_at__isnull=True)
        assert (dossier.state, task.bucket, task.due_at > clock.now()) == (State.PROCESSING, "work", True)
    assert dossier.supplements.get().lapsed_at is not None and dossier.pauses.get().ended_at is not None
    kinds = set(OutboxMessage.objects.filter(payload__dossier=str(dossier.pk)).values_list("payload__kind", flat=True))
    assert "lapsed-on" in kinds and not {"lapsed", "form-05"} & kinds
    assert check_all()["I4"].violations == []


def test_every_act_of_an_official_says_what_was_seen(world: World) -> None:
    dossier = world.issued()
    acts = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", actor__startswith="official:").order_by("seq")
    seen = [(row.action, row.data.get("seen")) for row in acts]
    assert len(seen) > 7 and [action for action, version in seen if not version] == []


def test_stopped_after_its_number_and_reopened_it_is_drafted_numbered_and_signed_anew(world: World) -> None:
    dossier = world.proposed()
    world.act(decide.approve, "dung", dossier)
    world.act(issue.number, "giang", dossier)
    outbox.drain()
    first = dossier.results.get().number
    world.act(stop.stop, "dung", dossier, reason="Tranh chấp")
    first.refresh_from_db()
    row = dossier.results.get()
    assert (first.status, row.state, row.number, row.pdf) == ("void", "drafted", None, None)
    until = clock.today() + timedelta(days=30)
    while until.weekday() > 4:
        until += timedelta(days=1)
    world.act(reopen.reopen, "dung", dossier, reason="Hết tranh chấp", decision="12/QĐ", until=until)
    world.act(handle.propose, "chi", dossier, opinion="Đủ điều kiện.")
    world.act(decide.approve, "dung", dossier)
    world.act(issue.number, "giang", dossier)
    assert dossier.results.get().number.number == first.number + 1


def test_new_words_after_the_number_take_number_and_paper_away(world: World) -> None:
    dossier = world.proposed()
    world.act(decide.approve, "dung", dossier)
    world.act(issue.number, "giang", dossier)
    row = dossier.results.get()
    number, seat = row.number, world.seats["chi"]
    act = SimpleNamespace(dossier=dossier, seat=seat, actor=actor_for(world.officials["chi"], seat))
    (item,) = results.asked(load(dossier.version_id), dossier.answers)
    facts = printing.result_facts(dossier)
    assert handle._keep(act, item, row.values, facts).state == "numbered"
    changed = handle._keep(act, item, row.values | {"work.name": "Nhà kho"}, facts)
    number.refresh_from_db()
    assert (changed.state, changed.number, number.status) == ("drafted", None, "void")


def test_a_slip_from_an_outage_counts_from_its_own_time(world: World) -> None:
    dossier = world.submitted()
    at = clock.now() - timedelta(days=3)
    for slip, moment, error in ((" ", at, EmptyReason), ("7", clock.now() + timedelta(hours=1), NotAllowed)):
        with pytest.raises(error):
            world.act(outage.enter_receipt, "binh", dossier, slip=slip, received_at=moment, reason="Mất điện")
    world.act(outage.enter_receipt, "binh", dossier, slip="07", received_at=at, reason="Mất điện cả buổi sáng")
    assert (dossier.state, dossier.accepted_at) == (State.PROCESSING, at)
    assert dossier.due_at == promise(dossier.handling_id, at, dossier.limit, {}).due_at
    entry = LateEntry.objects.get()
    assert (entry.slip, entry.received_at, entry.reason) == ("07", at, "Mất điện cả buổi sáng")
    other = world.submitted()
    with pytest.raises(NotAllowed):
        world.act(outage.enter_receipt, "binh", other, slip="07", received_at=at, reason="Mất điện")
    other.refresh_from_db()
    assert other.accepted_at is None
    assert check_all()["I4"].violations == []


def test_an_uncollected_result_is_reminded_of_a_few_times(world: World) -> None:
    dossier = world.issued()
    for _round in range(reminders.MOST + 2):
        row = ResultReminder.objects.get(dossier=dossier)
        if row.next_at is None:
            break
        with time_machine.travel(row.next_at + timedelta(minutes=1), tick=False):
            tasks.sweep()
            tasks.sweep()
            outbox.drain()
    assert told(world, "uncollected") == reminders.MOST
    assert ResultReminder.objects.get(dossier=dossier).next_at is None


def test_who_collected_is_left_in_peace(world: World) -> None:
    dossier = world.issued()
    world.act(issue.hand_over, "binh", dossier)
    row = ResultReminder.objects.get(dossier=dossier)
    with time_machine.travel(row.next_at + timedelta(minutes=1), tick=False):
        tasks.sweep()
        outbox.drain()
    assert told(world, "uncollected") == 0


def test_a_second_open_dossier_of_the_same_procedure_is_warned_of(world: World) -> None:
    first, second = world.submitted(), world.submitted()
    assert [row.code for row in duplicates.beside(second)] == [first.code]
    assert {row.code for row in duplicates.of_applicant(world.an, first.version)} == {first.code, second.code}
    assert duplicates.of_applicant(world.lan, first.version) == []


def test_online_filing_moves_to_the_national_portal_and_back(world: World) -> None:
    by = actor_for(world.officials["duyet"], world.seats["duyet"])
    given = {"notice": "Nộp trên Cổng quốc gia.", "address": "https://dichvucong.gov.vn/", "reason": "CV 4725/VPCP-KSTT"}
    with pytest.raises(NotAllowed):
        national_intake.switch(PERMIT, **given, by=actor_for(world.officials["binh"], world.seats["binh"]))
    everything = national_intake.switch("", **given, by=by)
    own = national_intake.switch(PERMIT, **given | {"notice": "Riêng thủ tục này."}, by=by)
    assert national_intake.in_force(PERMIT) == own and national_intake.in_force("2.000635") == everything
    with pytest.raises(NotAllowed):
        national_intake.switch(PERMIT, **given, by=by)
    for row in (own, everything):
        national_intake.switch_back(row.pk, by=by)
    assert national_intake.in_force(PERMIT) is None
    assert NationalIntake.objects.filter(until__isnull=False).count() == 2

"""Many at once with an outcome each; a seat in other hands for a time; all work given to a colleague."""

import io
from datetime import timedelta

import pytest
import time_machine
from pyhanko.pdf_utils.reader import PdfFileReader

from accounts.access import seat_of
from accounts.models import SeatAssignment
from accounts.selectors import at_work, seats
from agencies.models import Delegation
from agencies.services.delegate import BadDelegation
from audit.models import AuditEvent
from common import blobs, clock, outbox
from common.errors import EmptyReason, NotAllowed, NotFound
from dossiers import selectors
from dossiers.models import Dossier
from dossiers.services import bulk, decide, handle, issue, leave, receive
from tests.dossiers.routing import made
from tests.world import World
from vault import ca, keys


def several(world: World, number: int) -> list[Dossier]:
    offering = made.offered(made.plain())
    return [made.filed_at(world, offering) for _ in range(number)]


def test_each_row_has_its_own_outcome_and_a_refusal_stops_no_other(world: World) -> None:
    first, second, third = several(world, 3)
    world.act(receive.receive, "binh", second)
    rows = [(first.pk, 1), (second.pk, 1), (third.pk, 1), (world.an.pk, 1)]
    outcomes = bulk.run("receive", rows, by=world.officials["binh"], seat=world.seats["binh"])
    assert [one.ok for one in outcomes] == [True, False, True, False]
    assert [one.code for one in outcomes] == [first.code, second.code, third.code, ""]
    assert (outcomes[1].stale, outcomes[3].message) == (True, "Không tìm thấy.")
    assert made.sound()


def delegated(world: World, **changed: object) -> Delegation:
    """Dũng is away for three days; Khánh, who has a seat in the ward, acts on his."""
    if "khanh" not in world.officials:
        made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler")
    now = clock.now()
    given = {
        "by": world.officials["dung"],
        "acting": world.seats["dung"],
        "from_user": world.officials["dung"],
        "since": now,
        "until": now + timedelta(days=3),
        "paper": "Giấy ủy quyền 12/GUQ-UBND",
    } | changed
    return leave.give(world.seats["dung"], world.officials["khanh"], **given)  # type: ignore[arg-type]


def test_the_delegate_acts_and_the_chain_says_in_whose_place_until_it_ends_by_itself(world: World) -> None:
    [dossier] = several(world, 1)
    world.act(receive.receive, "binh", dossier)
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    khanh, seat = made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler"), world.seats["dung"]
    with pytest.raises(NotFound):
        seat_of(khanh, seat.pk)
    row = delegated(world)
    acting = seat_of(khanh, seat.pk)
    assert (acting.delegation, [one.pk for one in seats(khanh)]) == (row, [world.seats["khanh"].pk, seat.pk])
    assert not at_work(seat.agency_id, "leader")
    decide.reject(dossier.pk, by=khanh, seat=acting, seen=3, reason="Không đủ điều kiện.")
    event = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}").latest("seq")
    assert (event.actor, event.data["delegation"]) == (f"official:{khanh.pk}@{seat.pk}", row.pk)
    assert dossier.opinions.get(action="reject").delegation == row
    [rejected] = [one for one in selectors.timeline(dossier, official=True) if one.action == "reject"]
    assert rejected.who == f"{khanh}, {seat.title}, thay {world.officials['dung']} theo ủy quyền"
    with time_machine.travel(row.until + timedelta(seconds=1), tick=False), pytest.raises(NotFound):
        seat_of(khanh, seat.pk)


def test_who_signs_in_another_s_place_signs_with_their_own_certificate(world: World) -> None:
    dossier = world.proposed()
    world.act(decide.approve, "dung", dossier)
    world.act(issue.number, "giang", dossier)
    outbox.drain()
    khanh, seat = made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler"), world.seats["dung"]
    delegated(world)
    ca.ensure(keys.person_key(world.seats["khanh"].pk), ca.Subject("Lý Gia Khánh", seat.agency.name, "Chuyên viên"))
    dossier.refresh_from_db()
    [result] = issue.sign(dossier.pk, by=khanh, seat=seat_of(khanh, seat.pk), seen=dossier.lock_version)
    signed = PdfFileReader(io.BytesIO(blobs.read(result.pdf))).embedded_signatures[0]
    assert signed.signer_cert.subject.native["common_name"] == "Lý Gia Khánh"
    assert signed.sig_object["/Reason"] == f"TUQ. {seat.title}"


def test_who_proposed_does_not_decide_in_the_leader_s_place(world: World) -> None:
    [dossier] = several(world, 1)
    world.act(receive.receive, "binh", dossier)
    khanh = made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler")
    world.act(handle.propose, "khanh", dossier, opinion="Đủ.")
    delegated(world)
    with pytest.raises(NotAllowed):
        decide.approve(dossier.pk, by=khanh, seat=seat_of(khanh, world.seats["dung"].pk), seen=dossier.lock_version)


def test_a_delegation_ends_when_either_moves_or_it_is_taken_back(world: World) -> None:
    row, khanh = delegated(world), world.officials["khanh"]
    SeatAssignment.objects.filter(user=khanh).update(until=clock.now())
    with pytest.raises(NotFound):
        seat_of(khanh, row.seat_id)
    SeatAssignment.objects.filter(user=khanh).update(until=None)
    seat_of(khanh, row.seat_id)
    with pytest.raises(NotAllowed):
        leave.take_back(row.pk, by=world.officials["chi"], acting=world.seats["chi"])
    leave.take_back(row.pk, by=world.officials["dung"], acting=world.seats["dung"])
    with pytest.raises(NotFound):
        seat_of(khanh, row.seat_id)


def test_nobody_gives_away_what_is_not_theirs_nor_twice_nor_without_a_paper(world: World) -> None:
    delegated(world)
    with pytest.raises(BadDelegation):
        delegated(world)
    with pytest.raises(EmptyReason):
        delegated(world, paper=" ", since=clock.now() + timedelta(days=9), until=clock.now() + timedelta(days=10))
    for who in ("chi", "mai", "khanh"):
        with pytest.raises(NotAllowed):
            delegated(world, by=world.officials[who], acting=world.seats[who])
    # A delegate does not delegate on.
    khanh = world.officials["khanh"]
    with pytest.raises(NotAllowed):
        delegated(world, by=khanh, acting=seat_of(khanh, world.seats["dung"].pk))


def test_all_work_of_who_moves_goes_to_a_colleague(world: World) -> None:
    khanh = made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler")
    chi, dung = world.officials["chi"], world.officials["dung"]
    dossiers = several(world, 3)
    for dossier in dossiers:
        world.act(receive.receive, "binh", dossier)
    for dossier in dossiers[:2]:
        world.act(handle.take, "chi", dossier)
    where = {"agency_id": world.seats["chi"].agency_id, "role": "handler", "by": dung, "acting": world.seats["dung"]}
    with pytest.raises(NotAllowed):
        leave.hand_over_all(chi, world.officials["hai"], **where, reason="Chuyển công tác.")
    outcomes = leave.hand_over_all(chi, khanh, **where, reason="Chuyển công tác.")
    assert sorted(one.code for one in outcomes if one.ok) == sorted(dossier.code for dossier in dossiers[:2])
    assert leave.held_by(chi, where["agency_id"], "handler").count() == 0
    assert leave.held_by(khanh, where["agency_id"], "handler").count() == 2
    assert made.sound()


def test_no_head_lends_what_is_not_the_desk_s_nor_helps_themselves_to_another_s_seat(world: World) -> None:
    made.hire(world, "quan", "Bùi Minh Quân", made.WARD, "sysadmin")
    made.hire(world, "tam", "Ngô Thanh Tâm", made.WARD, "centre-head")
    made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler")
    now = clock.now()
    span = {"since": now, "until": now + timedelta(days=3), "paper": "12/GUQ-UBND"}
    for seat, to, by in (
        ("quan", "khanh", "dung"),  # an administrator's seat is nobody's to lend
        ("quan", "khanh", "quan"),
        ("chi", "dung", "dung"),  # to oneself
        ("dung", "khanh", "tam"),  # the leader's, by a centre head
        ("chi", "quan", "dung"),  # to somebody who never reads a dossier
        ("chi", "thu", "dung"),
    ):
        with pytest.raises(NotAllowed):
            leave.give(
                world.seats[seat],
                world.officials[to],
                by=world.officials[by],
                acting=world.seats[by],
                from_user=world.officials[seat],
                **span,
            )
    assert not Delegation.objects.exists()

"""A version whose day lies ahead waits for it; the intake of one in force stops and opens with a notice people read."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from audit.models import AuditEvent
from common import clock
from common.actors import SYSTEM, Actor
from common.errors import EmptyReason, NotAllowed, NotFound
from procedures import selectors
from procedures.models import ProcedureVersion, Publication, SearchEntry
from procedures.services.publish import AlreadyScheduled, Decision, NotInForce, abolish, publish, reopen_intake, stop_intake
from procedures.services.schedule import bring_into_force, withdraw_scheduled
from tests.procedures.makers import content, procedure, published

pytestmark = pytest.mark.django_db
CODE = "9.000001"
NOTICE = "Ngừng tiếp nhận đến hết ngày 5/12 để chuyển dữ liệu."


def scheduled(days: int = 7, **changed: object) -> ProcedureVersion:
    day = clock.today() + timedelta(days=days)
    decision = Decision("Quyết định 12/QĐ-UBND", "12/QĐ-UBND", clock.today())
    return publish(CODE, content("Tên mới", **changed), by=SYSTEM, effective_from=day, decision=decision)


def acts() -> list[str]:
    return list(AuditEvent.objects.filter(stream=f"procedure:{CODE}").order_by("seq").values_list("action", flat=True))


def test_it_replaces_the_one_in_force_on_its_day_and_not_before() -> None:
    old = published(CODE, "Tên cũ")
    new = scheduled()
    assert (selectors.published(CODE), selectors.standing(CODE).version_id) == (old, old.pk)
    assert bring_into_force(clock.today()) == []
    day = clock.today() + timedelta(days=7)
    assert bring_into_force(day) == [new.pk]
    assert selectors.published(CODE) == new
    assert Publication.objects.get(version=old).status == "superseded"
    assert SearchEntry.objects.get(procedure__code=CODE).title == "Tên mới"
    row = Publication.objects.get(version=new)
    assert (row.kind, row.decision_number, row.decision_date) == ("amended", "12/QĐ-UBND", clock.today())
    assert bring_into_force(day) == []
    assert acts() == ["publish", "schedule", "in-force"]


def test_scheduling_the_same_again_changes_nothing_and_another_is_refused() -> None:
    published(CODE)
    first = scheduled()
    assert scheduled() == first
    with pytest.raises(AlreadyScheduled):
        scheduled(summary="Khác")
    assert ProcedureVersion.objects.count() == 2


def test_a_first_version_is_nowhere_until_its_day() -> None:
    procedure(CODE)
    scheduled()
    assert not SearchEntry.objects.exists()
    with pytest.raises(NotFound):
        selectors.standing(CODE)


def test_one_that_is_withdrawn_before_its_day_never_comes() -> None:
    old = published(CODE)
    scheduled()
    assert withdraw_scheduled(CODE, by=SYSTEM).status == "recalled"
    assert bring_into_force(clock.today() + timedelta(days=30)) == []
    assert selectors.standing(CODE).version_id == old.pk
    with pytest.raises(NotInForce):
        withdraw_scheduled(CODE, by=SYSTEM)


def test_a_stopped_intake_is_shown_with_its_notice_and_opens_again() -> None:
    version = published(CODE)
    stop_intake(CODE, NOTICE, by=SYSTEM)
    assert selectors.standing(CODE).status == "intake-stopped"
    assert SearchEntry.objects.filter(procedure__code=CODE).exists()
    assert selectors.version(version.pk).publication.intake_notice == NOTICE
    with pytest.raises(NotFound):
        selectors.published(CODE)
    reopen_intake(CODE, by=SYSTEM)
    assert selectors.published(CODE).publication.intake_notice == ""
    assert acts() == ["publish", "stop-intake", "reopen-intake"]


def test_the_calendar_does_not_open_what_a_person_stopped() -> None:
    published(CODE)
    new = scheduled()
    stop_intake(CODE, NOTICE, by=SYSTEM)
    bring_into_force(clock.today() + timedelta(days=7))
    assert (selectors.standing(CODE).version_id, selectors.standing(CODE).status) == (new.pk, "intake-stopped")
    assert Publication.objects.get(version=new).intake_notice == NOTICE


def test_without_a_notice_or_anything_in_force_nothing_is_stopped() -> None:
    published(CODE)
    with pytest.raises(EmptyReason):
        stop_intake(CODE, " ", by=SYSTEM)
    with pytest.raises(NotInForce):
        reopen_intake(CODE, by=SYSTEM)
    assert acts() == ["publish"]


@pytest.mark.parametrize(
    ("act", "role"),
    [
        (lambda by: stop_intake(CODE, NOTICE, by=by), "clerk"),
        (lambda by: reopen_intake(CODE, by=by), "clerk"),
        (lambda by: withdraw_scheduled(CODE, by=by), "author"),
        (lambda by: abolish(CODE, by=by, decision="Quyết định"), "author"),
    ],
)
def test_each_act_is_a_publisher_s(act: Callable[[Actor], object], role: str) -> None:
    published(CODE)
    scheduled()
    with pytest.raises(NotAllowed):
        act(Actor("official", None, None, role))
    assert acts() == ["publish", "schedule"]


def test_what_is_abolished_leaves_search_and_keeps_its_page() -> None:
    published(CODE)
    scheduled()
    row = abolish(CODE, by=SYSTEM, decision="Quyết định 9/QĐ-UBND")
    assert (row.status, row.kind) == ("withdrawn", "abolished")
    assert selectors.standing(CODE).status == "withdrawn"
    assert not SearchEntry.objects.exists()
    assert bring_into_force(clock.today() + timedelta(days=30)) == []

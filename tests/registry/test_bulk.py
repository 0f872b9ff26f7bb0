"""Many drafts in one act: four eyes for each, a result for each, nobody kept back."""

import pytest

from common import clock
from common.errors import NotFound
from procedures.models import ProcedureVersion, VersionDraft
from procedures.services import bulk, drafting
from procedures.services.publish import Decision
from tests.procedures.makers import published
from tests.publisher.people import CODE, Publishers

CODES = (CODE, "9.000002", "9.000003")


@pytest.fixture
def drafts(publishers: Publishers) -> list[VersionDraft]:
    """Three drafts by Soạn; the last one lacks a part."""
    made = []
    for code in CODES:
        if code != CODE:
            publishers.offer(published(code, f"Thủ tục {code}").procedure, publishers.ward)
        draft = drafting.open_draft(code, by=publishers.by(publishers.soan))
        draft.content = draft.content | {"summary": "" if code == CODES[-1] else "Nói khác đi."}
        draft.save()
        made.append(draft)
    return made


def act(cast: Publishers, name: str, user: object, drafts: list[VersionDraft], **given: object) -> list[tuple[bool, str]]:
    chosen = [bulk.Chosen(draft.pk, VersionDraft.objects.get(pk=draft.pk).revision) for draft in drafts]
    outcomes = bulk.act_on_many(name, chosen, seat=cast.seat_of(user), by=cast.by(user), **given)
    return [(one.done, one.message) for one in outcomes]


def states(drafts: list[VersionDraft]) -> list[str]:
    return [VersionDraft.objects.get(pk=draft.pk).status for draft in drafts]


def test_the_way_of_many_with_a_result_for_each(publishers: Publishers, drafts: list[VersionDraft]) -> None:
    submitted = act(publishers, "submit", publishers.soan, drafts)
    assert [done for done, _message in submitted] == [True, True, False]
    assert "Còn 1 điều phải sửa" in submitted[2][1]
    assert states(drafts) == ["in-review", "in-review", "draft"]
    assert [done for done, _message in act(publishers, "approve", publishers.duyet, drafts)] == [True, True, False]
    decision = {"effective_from": clock.today(), "decision": Decision("Quyết định 3/QĐ-UBND ngày 1/11/2026")}
    assert [done for done, _m in act(publishers, "publish", publishers.duyet, drafts[:2], **decision)] == [True, True]
    assert ProcedureVersion.objects.filter(number=2).count() == 2


def test_four_eyes_hold_in_the_crowd_too(publishers: Publishers, drafts: list[VersionDraft]) -> None:
    act(publishers, "submit", publishers.soan, drafts)
    publishers.approver_seat.assignments.create(user=publishers.soan, since=clock.now())
    chosen = [bulk.Chosen(draft.pk, VersionDraft.objects.get(pk=draft.pk).revision) for draft in drafts[:2]]
    by = publishers.by(publishers.duyet)
    own = type(by)(**{**by.__dict__, "user_id": publishers.soan.pk})
    outcomes = bulk.act_on_many("approve", chosen, seat=publishers.approver_seat, by=own)
    assert [one.done for one in outcomes] == [False, False]
    assert states(drafts)[:2] == ["in-review", "in-review"]


def test_a_stale_page_and_a_strange_draft_are_told(publishers: Publishers, drafts: list[VersionDraft]) -> None:
    stale = bulk.Chosen(drafts[0].pk, 99)
    province = drafting.open_draft(published("9.000009", "Của tỉnh").procedure.code, by=publishers.by(publishers.soan))
    strange = bulk.Chosen(province.pk, province.revision)
    ward = publishers.by(publishers.phuong)
    outcomes = bulk.act_on_many("submit", [stale, strange], seat=publishers.ward_seat, by=ward)
    assert [(one.done, one.draft is None) for one in outcomes] == [(False, False), (False, True)]
    assert states(drafts) == ["draft"] * 3


def test_there_are_no_other_acts(publishers: Publishers) -> None:
    with pytest.raises(NotFound):
        bulk.act_on_many("discard", [], seat=publishers.author_seat, by=publishers.by(publishers.soan))

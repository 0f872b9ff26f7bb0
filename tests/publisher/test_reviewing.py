"""From the author's desk into force: each step by the right seat from the right state, four eyes, drafts of citizens pinned."""

from collections.abc import Callable
from typing import Any

import pytest

from audit.models import AuditEvent
from common import clock
from common.errors import EmptyReason, NotAllowed
from eforms import building
from procedures import selectors
from procedures.content import BadContent
from procedures.models import ProcedureVersion, Publication, VersionDraft
from procedures.services import drafting, reviewing
from procedures.services.changes import DraftStale, NotOpen
from tests.procedures.makers import published
from tests.publisher.people import CODE, FORM, Publishers

DECISION = "Quyết định 1/QĐ-UBND ngày 1/11/2026"


class Way:
    """One draft on its way; every step by who may and what they saw."""

    def __init__(self, cast: Publishers) -> None:
        self.cast, self.id = cast, cast.draft().pk
        cast.change(self.draft, building.SetTitle("Tờ khai mới"))

    @property
    def draft(self) -> VersionDraft:
        return VersionDraft.objects.get(pk=self.id)

    def step(self, service: Callable[..., Any], who: Any, **given: Any) -> Any:
        return service(self.id, by=self.cast.by(who), seen=self.draft.revision, **given)

    def submitted(self) -> "Way":
        self.step(reviewing.submit, self.cast.soan)
        return self

    def approved(self) -> "Way":
        self.submitted().step(reviewing.approve, self.cast.duyet)
        return self

    def published(self) -> ProcedureVersion:
        given = {"effective_from": clock.today(), "decision": DECISION}
        return self.approved().step(reviewing.publish_draft, self.cast.duyet, **given)


@pytest.fixture
def way(publishers: Publishers) -> Way:
    return Way(publishers)


def test_the_whole_way_brings_version_two_into_force(way: Way) -> None:
    version = way.published()
    assert (version.number, version.content["form"]["title"]) == (2, "Tờ khai mới")
    assert selectors.published(CODE) == version
    assert (way.draft.status, way.draft.published_as) == ("published", version)
    assert Publication.objects.get(version=version).decision == DECISION
    assert Publication.objects.get(version=way.cast.version).status == "superseded"
    acts = list(AuditEvent.objects.filter(stream=f"procedure:{CODE}").order_by("seq").values_list("action", flat=True))
    assert acts == ["publish", "draft-open", "draft-form", "draft-submit", "draft-approve", "publish", "draft-publish"]


def test_the_next_draft_begins_from_it(way: Way) -> None:
    version = way.published()
    draft = drafting.open_draft(CODE, by=way.cast.by(way.cast.hoa))
    assert (draft.based_on, draft.pk != way.id) == (version, True)


STEPS = {
    "submit": (reviewing.submit, "soan", {}),
    "take-back": (reviewing.take_back, "soan", {}),
    "return": (reviewing.send_back, "duyet", {"reason": "Thiếu gợi ý"}),
    "approve": (reviewing.approve, "duyet", {}),
    "publish": (reviewing.publish_draft, "duyet", {"effective_from": clock.today(), "decision": DECISION}),
    "discard": (reviewing.discard, "soan", {}),
}


@pytest.mark.parametrize("status", VersionDraft.Status.values)
@pytest.mark.parametrize("act", STEPS)
def test_each_step_from_each_state(way: Way, act: str, status: str) -> None:
    allowed = {
        "submit": {"draft", "returned"},
        "take-back": {"in-review"},
        "return": {"in-review", "approved"},
        "approve": {"in-review"},
        "publish": {"approved"},
        "discard": {"draft", "returned"},
    }
    if status == "published":
        way.published()
    else:
        VersionDraft.objects.filter(pk=way.id).update(status=status)
    service, who, given = STEPS[act]
    if status in allowed[act]:
        way.step(service, getattr(way.cast, who), **given)
        assert way.draft.status == reviewing.STEPS[act].target
    else:
        with pytest.raises(NotOpen):
            way.step(service, getattr(way.cast, who), **given)
        assert way.draft.status == status


@pytest.mark.parametrize("act", STEPS)
def test_the_other_role_does_not_have_the_step(way: Way, act: str) -> None:
    service, who, given = STEPS[act]
    other = way.cast.duyet if who == "soan" else way.cast.soan
    with pytest.raises(NotAllowed):
        way.step(service, other, **given)
    assert way.draft.status == "draft"


def test_who_wrote_a_word_of_it_neither_approves_nor_publishes(way: Way, publishers: Publishers) -> None:
    way.submitted()
    # Soạn sits on the approver's chair too.
    also = publishers.by(publishers.duyet).__class__("official", publishers.soan.pk, publishers.approver_seat.pk, "approver")
    with pytest.raises(reviewing.OwnWork):
        reviewing.approve(way.id, by=also, seen=way.draft.revision)
    way.step(reviewing.approve, publishers.duyet)
    with pytest.raises(reviewing.OwnWork):
        reviewing.publish_draft(way.id, by=also, seen=way.draft.revision, effective_from=clock.today(), decision=DECISION)
    assert (way.draft.status, ProcedureVersion.objects.count()) == ("approved", 1)


def test_what_is_not_complete_is_not_sent(way: Way) -> None:
    draft = way.draft
    draft.content["results"] = []
    draft.save()
    with pytest.raises(BadContent):
        way.step(reviewing.submit, way.cast.soan)
    assert way.draft.status == "draft"


def test_what_says_the_same_as_what_is_in_force_is_not_sent(publishers: Publishers) -> None:
    draft = publishers.draft()
    with pytest.raises(reviewing.Unchanged):
        reviewing.submit(draft.pk, by=publishers.by(publishers.soan), seen=1)


def test_a_reason_and_a_decision_are_needed(way: Way) -> None:
    way.submitted()
    with pytest.raises(EmptyReason):
        way.step(reviewing.send_back, way.cast.duyet, reason=" ")
    way.step(reviewing.approve, way.cast.duyet)
    with pytest.raises(EmptyReason):
        way.step(reviewing.publish_draft, way.cast.duyet, effective_from=clock.today(), decision=" ")
    assert way.draft.status == "approved"


def test_a_judgement_is_about_what_was_seen(way: Way) -> None:
    seen = way.submitted().draft.revision
    way.step(reviewing.send_back, way.cast.duyet, reason="Sửa tên")
    way.cast.change(way.draft, building.SetTitle("Tên khác hẳn"))
    way.submitted()
    with pytest.raises(DraftStale):
        reviewing.approve(way.id, by=way.cast.by(way.cast.duyet), seen=seen)
    assert way.draft.status == "in-review"


def test_somebody_else_published_meanwhile_the_same(way: Way) -> None:
    way.approved()
    published(CODE, "Thủ tục thử", form={**FORM, "title": "Tờ khai mới"})
    given = {"effective_from": clock.today(), "decision": DECISION}
    with pytest.raises(reviewing.Unchanged):
        way.step(reviewing.publish_draft, way.cast.duyet, **given)
    assert way.draft.status == "approved"

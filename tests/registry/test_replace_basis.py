"""One legal basis for another in many procedures: prepared by Soạn, approved by Duyệt, done row by row."""

from datetime import timedelta

import pytest

from common import clock, outbox
from common.errors import EmptyReason, NotAllowed
from procedures.models import BasisReplacement, LegalBasis, ProcedureVersion, Publication, VersionDraft
from procedures.services import replace_basis, reviewing
from procedures.services.replace_basis import Plan
from tests.procedures.makers import published
from tests.publisher.people import CODE, Publishers

OLD, NEW = "1/2026", "2/2026/NĐ-CP"
DECISION = "Quyết định 9/QĐ-UBND ngày 20/11/2026"


class Replacing:
    """Two procedures of the ward name 1/2026; 2/2026/NĐ-CP takes its place."""

    def __init__(self, cast: Publishers) -> None:
        self.cast = cast
        self.second = published("9.000002", "Thủ tục thử hai")
        cast.offer(self.second.procedure, cast.ward)
        self.old = LegalBasis.objects.get(code=OLD)
        self.new = LegalBasis.objects.create(code=NEW, name="Nghị định mới")

    def prepared(self, way: str = "publish", codes: tuple[str, ...] = (CODE, "9.000002"), days: int = 0) -> BasisReplacement:
        plan = Plan(way, clock.today() + timedelta(days=days), DECISION if way == "publish" else "")
        by = self.cast.by(self.cast.soan)
        return replace_basis.prepare(self.cast.author_seat, self.old, self.new, plan, codes, by=by)

    def approved(self, made: BasisReplacement) -> dict[str, str]:
        replace_basis.approve(made.pk, by=self.cast.by(self.cast.duyet))
        outbox.drain()
        return dict(made.rows.values_list("procedure__code", "outcome"))

    def bases(self, code: str) -> list[str]:
        held = ProcedureVersion.objects.get(procedure__code=code, publication__status="published").content
        return [row["code"] for row in held["legal_bases"]]


@pytest.fixture
def replacing(publishers: Publishers) -> Replacing:
    return Replacing(publishers)


def test_every_procedure_gets_a_version_of_its_own(replacing: Replacing) -> None:
    made = replacing.prepared()
    assert replacing.bases(CODE) == [OLD]
    assert replacing.approved(made) == {CODE: "published", "9.000002": "published"}
    assert replacing.bases(CODE) == replacing.bases("9.000002") == [NEW]
    row = made.rows.get(procedure__code=CODE)
    standing = Publication.objects.get(version=row.made)
    assert (row.made.number, standing.decision, standing.kind) == (2, DECISION, "amended")


def test_who_prepared_does_not_approve_and_nothing_happens(replacing: Replacing) -> None:
    made = replacing.prepared()
    own = replacing.cast.by(replacing.cast.soan)
    with pytest.raises(NotAllowed):
        replace_basis.approve(made.pk, by=own)
    replacing.cast.approver_seat.assignments.create(user=replacing.cast.soan, since=clock.now())
    both = replacing.cast.by(replacing.cast.duyet)
    own_as_approver = type(both)(**{**both.__dict__, "user_id": replacing.cast.soan.pk})
    with pytest.raises(replace_basis.OwnPreparation):
        replace_basis.approve(made.pk, by=own_as_approver)
    outbox.drain()
    assert set(made.rows.values_list("outcome", flat=True)) == {"waiting"}
    assert replacing.bases(CODE) == [OLD]


def test_a_day_ahead_is_scheduled(replacing: Replacing) -> None:
    assert set(replacing.approved(replacing.prepared(days=30)).values()) == {"scheduled"}
    assert replacing.bases(CODE) == [OLD]


def test_into_drafts_opens_and_updates_them(replacing: Replacing) -> None:
    mine = replacing.cast.draft()
    made = replacing.prepared("draft")
    assert set(replacing.approved(made).values()) == {"drafted"}
    drafts = {draft.procedure.code: draft for draft in VersionDraft.objects.select_related("procedure")}
    assert drafts[CODE].pk == mine.pk
    assert [row["code"] for row in drafts[CODE].content["legal_bases"]] == [NEW]
    assert drafts["9.000002"].created_by is None
    assert replacing.bases(CODE) == [OLD]
    # The system wrote it: whoever approved the replacement may still judge the draft.
    assert not drafts[CODE].changes.filter(by=replacing.cast.duyet).exists()


def test_an_open_draft_follows_a_publication(replacing: Replacing) -> None:
    draft = replacing.cast.draft()
    replacing.approved(replacing.prepared())
    draft.refresh_from_db()
    assert [row["code"] for row in draft.content["legal_bases"]] == [NEW]


def test_a_draft_under_review_is_left_alone_and_told(replacing: Replacing) -> None:
    draft = replacing.cast.draft()
    content = draft.content | {"summary": "Để thử lần nữa."}
    VersionDraft.objects.filter(pk=draft.pk).update(content=content)
    reviewing.submit(draft.pk, by=replacing.cast.by(replacing.cast.soan), seen=draft.revision)
    made = replacing.prepared()
    replacing.approved(made)
    draft.refresh_from_db()
    row = made.rows.get(procedure__code=CODE)
    assert (row.outcome, draft.content["legal_bases"][0]["code"]) == ("published", OLD)
    assert "đang chờ duyệt" in row.message


def test_what_changed_since_it_was_prepared_is_refused_and_the_rest_goes_on(replacing: Replacing) -> None:
    made = replacing.prepared()
    published(CODE, "Thủ tục thử, bản khác")
    assert replacing.approved(made) == {CODE: "refused", "9.000002": "published"}
    assert "bản mới sau khi chuẩn bị" in made.rows.get(procedure__code=CODE).message
    replace_basis.again(made.pk, by=replacing.cast.by(replacing.cast.duyet))
    outbox.drain()
    assert made.rows.get(procedure__code=CODE).outcome == "refused"


def test_done_twice_it_changes_nothing_more(replacing: Replacing) -> None:
    made = replacing.prepared()
    replacing.approved(made)
    before = ProcedureVersion.objects.count()
    replace_basis.work({"row": made.rows.first().pk})
    assert ProcedureVersion.objects.count() == before


def test_refusals_leave_nothing(replacing: Replacing) -> None:
    author = replacing.cast.by(replacing.cast.soan)
    seat = replacing.cast.author_seat
    with pytest.raises(EmptyReason):
        replace_basis.prepare(seat, replacing.old, replacing.new, Plan("publish", clock.today()), [CODE], by=author)
    with pytest.raises(replace_basis.NothingNames):
        replace_basis.prepare(seat, replacing.new, replacing.old, Plan("draft", clock.today()), [CODE], by=author)
    with pytest.raises(NotAllowed):
        by = replacing.cast.by(replacing.cast.duyet)
        replace_basis.prepare(seat, replacing.old, replacing.new, Plan("draft", clock.today()), [CODE], by=by)
    assert not BasisReplacement.objects.exists()


def test_a_ward_reaches_its_own_procedures_only(replacing: Replacing) -> None:
    third = published("9.000003", "Thủ tục của tỉnh")
    replacing.cast.offer(third.procedure, replacing.cast.province)
    named = replace_basis.naming(replacing.cast.ward_seat, replacing.old)
    assert [version.procedure.code for version in named] == [CODE, "9.000002"]


def test_discarded_it_cannot_be_approved(replacing: Replacing) -> None:
    made = replacing.prepared()
    replace_basis.discard(made.pk, by=replacing.cast.by(replacing.cast.soan))
    with pytest.raises(replace_basis.NotWaiting):
        replace_basis.approve(made.pk, by=replacing.cast.by(replacing.cast.duyet))


def test_a_basis_that_is_there_already_stands_once(replacing: Replacing) -> None:
    content = {"legal_bases": [{"code": NEW, "name": "x"}, {"code": OLD, "name": "y"}]}
    assert [row["code"] for row in replace_basis.swapped(content, replacing.old, replacing.new)["legal_bases"]] == [NEW]

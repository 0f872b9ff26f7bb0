"""A draft is opened once, changed by several people without losing a word, taken back step by step, and keeps its history."""

import pytest
from django.db import DatabaseError, transaction

from audit.models import AuditEvent
from common.errors import NotAllowed, NotFound
from eforms import building
from procedures.models import DraftChange, VersionDraft
from procedures.services import drafting, reviewing
from procedures.services.changes import DraftStale, NotOpen
from tests.procedures.makers import procedure
from tests.publisher.people import CODE, Publishers, ref, spec


def test_a_draft_begins_as_what_is_in_force_and_is_shared(publishers: Publishers) -> None:
    draft = publishers.draft()
    assert (draft.based_on, draft.status, draft.revision) == (publishers.version, "draft", 1)
    assert building.exported(draft.content["form"]) == building.exported(publishers.version.content["form"])
    assert drafting.open_draft(CODE, by=publishers.by(publishers.hoa)) == draft
    assert VersionDraft.objects.count() == 1
    event = AuditEvent.objects.get(stream=f"procedure:{CODE}", action="draft-open")
    assert event.data == {"draft": str(draft.pk), "revision": 1}


def test_an_unknown_code_opens_nothing_and_one_with_nothing_in_force_an_empty_draft(publishers: Publishers) -> None:
    procedure("9.000002")
    with pytest.raises(NotFound):
        drafting.open_draft("9.999999", by=publishers.by(publishers.soan))
    draft = drafting.open_draft("9.000002", by=publishers.by(publishers.soan))
    assert (draft.based_on, draft.content["steps"], VersionDraft.objects.count()) == (None, [], 1)


def test_each_change_is_counted_kept_and_audited(publishers: Publishers) -> None:
    draft = publishers.draft()
    before = draft.content["form"]
    publishers.change(draft, building.SetProperties(ref(draft, "hoTen"), {"label": "Họ, chữ đệm và tên"}))
    assert spec(draft.pk, "hoTen")["label"] == "Họ, chữ đệm và tên"
    change = DraftChange.objects.get(draft=draft, revision=2)
    assert (change.act, change.by, change.before) == ("form", publishers.soan, before)
    assert (change.operation["op"], change.operation["about"]) == ("setProperties", "Họ và tên")
    assert AuditEvent.objects.filter(stream=f"procedure:{CODE}", action="draft-form").count() == 1


def test_what_changes_nothing_leaves_nothing(publishers: Publishers) -> None:
    draft = publishers.draft()
    publishers.change(draft, building.SetTitle("Tờ khai thử"))
    assert DraftChange.objects.filter(draft=draft).count() == 1


def test_two_people_at_two_questions_both_stand(publishers: Publishers) -> None:
    draft = publishers.draft()
    publishers.change(draft, building.SetProperties(ref(draft, "hoTen"), {"label": "Tên của Hoa"}), publishers.hoa, seen=1)
    publishers.change(draft, building.SetProperties(ref(draft, "quanHe"), {"label": "Quan hệ của Soạn"}), seen=1)
    assert (spec(draft.pk, "hoTen")["label"], spec(draft.pk, "quanHe")["label"]) == ("Tên của Hoa", "Quan hệ của Soạn")
    assert VersionDraft.objects.get().revision == 3


def test_two_people_at_one_question_are_shown_to_each_other(publishers: Publishers) -> None:
    draft = publishers.draft()
    publishers.change(draft, building.SetProperties(ref(draft, "hoTen"), {"label": "Tên của Hoa"}), publishers.hoa, seen=1)
    with pytest.raises(drafting.FormConflict) as refused:
        publishers.change(draft, building.SetProperties(ref(draft, "hoTen"), {"label": "Tên của Soạn"}), seen=1)
    assert refused.value.revision == 2
    assert any("Tên của Hoa" in line for line in refused.value.conflict.theirs)
    assert any("Tên của Soạn" in line for line in refused.value.conflict.mine)
    assert spec(draft.pk, "hoTen")["label"] == "Tên của Hoa"
    assert VersionDraft.objects.get().revision == 2


def test_a_key_that_a_paper_names_is_not_removed(publishers: Publishers) -> None:
    draft = publishers.draft()
    rule = {"==": [{"var": "quanHe"}, "cha"]}
    paper = {"key": "gt", "name": "Giấy ủy quyền", "originals": 1, "copies": 0, "required": True, "accept": ["pdf"]}
    draft.content["papers"] = [{**paper, "when": rule, "only_if": "Bạn là cha"}]
    draft.save()
    publishers.change(draft, building.SetCondition(ref(draft, "lyDo"), None))
    with pytest.raises(building.CannotApply) as refused:
        publishers.change(draft, building.Remove(ref(draft, "quanHe")))
    assert "Giấy ủy quyền" in str([use.where for use in refused.value.uses])
    assert spec(draft.pk, "quanHe")["label"] == "Quan hệ"


def test_changes_are_taken_back_one_after_another(publishers: Publishers) -> None:
    draft = publishers.draft()
    for label in ("Một", "Hai"):
        publishers.change(draft, building.SetProperties(ref(draft, "hoTen"), {"label": label}))
    by = publishers.by(publishers.hoa)
    for expected, seen in (("Một", 3), ("Họ và tên", 4)):
        drafting.undo(draft.pk, by=by, seen=seen)
        assert spec(draft.pk, "hoTen")["label"] == expected
    with pytest.raises(drafting.NothingToUndo):
        drafting.undo(draft.pk, by=by, seen=5)
    assert list(DraftChange.objects.order_by("revision").values_list("act", flat=True)) == [
        "open",
        "form",
        "form",
        "undo",
        "undo",
    ]


def test_taking_back_needs_the_page_to_be_the_latest(publishers: Publishers) -> None:
    draft = publishers.draft()
    publishers.change(draft, building.SetTitle("Khác"))
    with pytest.raises(DraftStale):
        drafting.undo(draft.pk, by=publishers.by(publishers.soan), seen=1)
    assert VersionDraft.objects.get().content["form"]["title"] == "Khác"


def test_an_import_replaces_the_form_and_can_be_taken_back(publishers: Publishers) -> None:
    draft = publishers.draft()
    given = {"display": "form", "components": [{"type": "textfield", "key": "a", "label": "A", "customConditional": "show = 1"}]}
    found = building.imported(given)
    drafting.import_form(draft.pk, found, by=publishers.by(publishers.soan), seen=1)
    assert spec(draft.pk, "a")["label"] == "A"
    assert DraftChange.objects.get(revision=2).operation["report"]
    with pytest.raises(DraftStale):
        drafting.import_form(draft.pk, found, by=publishers.by(publishers.hoa), seen=1)
    drafting.undo(draft.pk, by=publishers.by(publishers.soan), seen=2)
    assert spec(draft.pk, "hoTen")["label"] == "Họ và tên"


def test_what_is_being_reviewed_stands_still(publishers: Publishers) -> None:
    draft = publishers.draft()
    publishers.change(draft, building.SetTitle("Khác"))
    reviewing.submit(draft.pk, by=publishers.by(publishers.soan), seen=2)
    with pytest.raises(NotOpen):
        publishers.change(draft, building.SetTitle("Nữa"))
    with pytest.raises(NotOpen):
        drafting.undo(draft.pk, by=publishers.by(publishers.soan), seen=3)
    assert VersionDraft.objects.get().content["form"]["title"] == "Khác"


def test_only_an_author_s_seat_writes(publishers: Publishers) -> None:
    draft = publishers.draft()
    for user in (publishers.duyet, publishers.binh):
        with pytest.raises(NotAllowed):
            publishers.change(draft, building.SetTitle("Khác"), user)
    assert VersionDraft.objects.get().revision == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_history_is_never_changed(publishers: Publishers, change: str) -> None:
    publishers.draft()
    rows = DraftChange.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(act="form") if change == "update" else rows._raw_delete(rows.db)
    assert DraftChange.objects.get().act == "open"

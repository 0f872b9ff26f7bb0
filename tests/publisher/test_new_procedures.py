"""Procedures that begin as a draft: new ones, imported ones that nobody published; the system's work blocks nobody's review."""

import pytest

from common.actors import SYSTEM
from common.errors import NotAllowed, NotFound
from eforms import building
from procedures.locks import lock_procedure
from procedures.models import Field, Procedure, VersionDraft
from procedures.services import drafting, reviewing
from tests.procedures.makers import FORM, content, procedure
from tests.publisher.people import Publishers

NEW = "9.000009"


def test_a_new_procedure_begins_as_a_draft_with_its_name(publishers: Publishers) -> None:
    by = publishers.by(publishers.soan)
    draft = drafting.new_procedure(NEW, "G15-TP07", " Cấp giấy  nuôi ong ", by=by)
    assert (draft.content["names"], draft.based_on, draft.editor) == ({"vi": "Cấp giấy nuôi ong"}, None, "Hà Minh Soạn")
    assert drafting.open_draft(NEW, by=by) == draft
    changed = drafting.change_form(draft.pk, building.SetTitle("Tờ khai"), by=by, seen=draft.revision)
    assert changed.content["form"]["title"] == "Tờ khai"


@pytest.mark.parametrize(
    ("who", "code", "field", "refusal"),
    [
        ("soan", "abc", "G15-TP07", drafting.BadCode),
        ("soan", "9.000001", "G15-TP07", drafting.CodeTaken),
        ("soan", NEW, "G99", NotFound),
        ("phuong", NEW, "G15-TP07", NotAllowed),
        ("duyet", NEW, "G15-TP07", NotAllowed),
    ],
)
def test_what_is_refused_makes_nothing(publishers: Publishers, who: str, code: str, field: str, refusal: type) -> None:
    with pytest.raises(refusal):
        drafting.new_procedure(code, field, "Tên", by=publishers.by(getattr(publishers, who)))
    assert (Procedure.objects.count(), VersionDraft.objects.count(), Field.objects.count()) == (1, 0, 1)


def test_an_import_by_the_system_blocks_nobody_but_who_edits_it_is_an_author(publishers: Publishers) -> None:
    procedure(NEW)
    draft = drafting.make_draft(lock_procedure(NEW), content(form=FORM), by=SYSTEM)
    assert (draft.editor, draft.opener, draft.changes.get().who) == ("Hệ thống", "Hệ thống", "Hệ thống")
    sent = reviewing.submit(draft.pk, by=publishers.by(publishers.soan), seen=draft.revision)
    also = publishers.by(publishers.duyet).__class__("official", publishers.soan.pk, publishers.approver_seat.pk, "approver")
    with pytest.raises(reviewing.OwnWork):
        reviewing.approve(draft.pk, by=also, seen=sent.revision)
    assert reviewing.approve(draft.pk, by=publishers.by(publishers.duyet), seen=sent.revision).status == "approved"


def test_what_was_given_up_is_where_the_next_draft_begins(publishers: Publishers) -> None:
    procedure(NEW)
    draft = drafting.make_draft(lock_procedure(NEW), content("Bản nhập"), by=SYSTEM)
    by = publishers.by(publishers.soan)
    reviewing.discard(draft.pk, by=by, seen=draft.revision)
    assert drafting.open_draft(NEW, by=by).content["names"]["vi"] == "Bản nhập"

"""What becomes of records: drafts of the system's, written once, never over a person's work."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.selectors import actor_for
from audit.models import AuditEvent
from procedures.exporting import workbook
from procedures.exporting.choosing import chosen
from procedures.exporting.lines import line_of
from procedures.importing import read
from procedures.importing.writing import Item, Options, apply, fingerprint
from procedures.models import DraftChange, Field, LegalBasis, Procedure, ProcedureVersion, SearchEntry, VersionDraft
from procedures.services import reviewing
from tests.importing.samples import CODE, full, kept, lines, many, method, row
from tests.publisher.people import CODE as OFFERED
from tests.publisher.people import Publishers

pytestmark = pytest.mark.django_db


def imported(folder: Path, *records: Any, **options: Any) -> list[Item]:
    return list(apply(read(kept(folder, "in.jsonl", lines(*records))), Options(source="in.jsonl", **options)))


def outcomes(folder: Path, *records: Any, **options: Any) -> list[str]:
    return [item.outcome for item in imported(folder, *records, **options)]


def draft_of(code: str = CODE) -> VersionDraft:
    return VersionDraft.objects.get(procedure__code=code)


def test_a_record_becomes_a_draft_of_the_system(tmp_path: Path) -> None:
    assert outcomes(tmp_path, full()) == ["created"]
    draft = draft_of()
    assert (draft.created_by, draft.updated_by, draft.status, draft.revision) == (None, None, "draft", 1)
    assert draft.content["names"]["vi"] == "Cấp giấy đi xe đạp"
    assert draft.content["source"]["hash"] == fingerprint(draft.content)
    assert draft.procedure.field.name == "Xe đạp"
    change = DraftChange.objects.get(draft=draft)
    assert (change.act, change.by, change.operation["source"]) == ("load", None, "in.jsonl")
    assert LegalBasis.objects.filter(code="1/2026/NĐ-CP").exists()
    assert AuditEvent.objects.filter(action="import-procedures").count() == 1
    assert not SearchEntry.objects.exists()
    assert not ProcedureVersion.objects.exists(), "nothing is published"


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, full(), row(code="9.100002"))
    before = list(VersionDraft.objects.order_by("pk").values_list("pk", "revision", "updated_at"))
    assert outcomes(tmp_path, full(), row(code="9.100002")) == ["unchanged", "unchanged"]
    assert list(VersionDraft.objects.order_by("pk").values_list("pk", "revision", "updated_at")) == before


def test_a_changed_record_changes_the_draft_that_nobody_touched(tmp_path: Path) -> None:
    imported(tmp_path, full())
    assert outcomes(tmp_path, full(name="Cấp giấy đi xe đạp điện")) == ["updated"]
    draft = draft_of()
    assert (draft.revision, draft.content["names"]["vi"]) == (2, "Cấp giấy đi xe đạp điện")
    assert draft.changes.count() == 2


@pytest.mark.parametrize(("status", "code"), [("draft", "draft-edited"), ("in-review", "draft-in-review")])
def test_a_person_s_work_is_never_overwritten(tmp_path: Path, publishers: Publishers, status: str, code: str) -> None:
    imported(tmp_path, full())
    draft = draft_of()
    VersionDraft.objects.filter(pk=draft.pk).update(status=status, updated_by=publishers.soan)
    (item,) = imported(tmp_path, full(name="Tên khác"))
    assert item.outcome == "unchanged"
    assert item.lint[-1].code == code
    assert draft_of().content == draft.content


def test_a_draft_that_was_dropped_does_not_come_back(tmp_path: Path, publishers: Publishers) -> None:
    imported(tmp_path, full())
    draft = draft_of()
    reviewing.discard(draft.pk, by=actor_for(publishers.soan, publishers.author_seat), seen=draft.revision)
    assert outcomes(tmp_path, full()) == ["unchanged"]
    assert outcomes(tmp_path, full(name="Tên mới")) == ["created"]


def test_a_row_of_the_list_never_stands_over_a_full_record(tmp_path: Path) -> None:
    imported(tmp_path, full())
    (item,) = imported(tmp_path, row(name="Tên trong danh sách"))
    assert (item.outcome, item.lint[-1].code) == ("unchanged", "full-kept")
    assert draft_of().content["names"]["vi"] == "Cấp giấy đi xe đạp"


def test_a_full_record_takes_the_place_of_a_row_and_gives_its_field_a_code(tmp_path: Path) -> None:
    imported(tmp_path, row())
    assert Field.objects.get(name="Xe đạp").code.startswith("L-")
    assert outcomes(tmp_path, full()) == ["updated"]
    assert Field.objects.get(name="Xe đạp").code == "G99-XD01"
    assert draft_of().content["steps"]


def test_what_is_in_force_stays_and_the_draft_keeps_what_only_we_know(tmp_path: Path, publishers: Publishers) -> None:
    held = publishers.version
    record = full(code=OFFERED, name="Thủ tục thử, tên mới")
    assert outcomes(tmp_path, record) == ["created"]
    draft = draft_of(OFFERED)
    assert draft.based_on == held
    assert draft.content["names"]["vi"] == "Thủ tục thử, tên mới"
    assert draft.content["process"] == held.content["process"]
    assert draft.content["form"]["components"], "the e-form is kept"
    assert draft.content["fees"] == held.content["fees"]
    assert draft.content["summary"] == held.content["summary"]
    held.refresh_from_db()
    assert held.publication.status == "published"
    assert held.name == "Thủ tục thử"
    assert outcomes(tmp_path, record) == ["unchanged"]


@pytest.mark.parametrize("kind", ["xlsx", "jsonl"])
def test_what_was_exported_and_comes_back_changes_nothing(tmp_path: Path, publishers: Publishers, kind: str) -> None:
    (one,) = chosen([OFFERED])
    made = io.BytesIO()
    if kind == "xlsx":
        workbook.write([one], made)
    else:
        made.write(line_of(one).encode())
    (item,) = apply(read(kept(tmp_path, f"out.{kind}", made.getvalue())))
    assert (item.outcome, item.error) == ("unchanged", "")
    assert not VersionDraft.objects.exists()


def test_the_second_of_a_code_in_one_file_is_only_told(tmp_path: Path) -> None:
    first, second = imported(tmp_path, full(), full(code=f"{CODE}.H42", name="Khác"))
    assert (first.outcome, second.outcome, second.lint[-1].code) == ("created", "unchanged", "record-duplicate")
    assert draft_of().content["names"]["vi"] == "Cấp giấy đi xe đạp"


def test_what_the_database_refuses_costs_only_itself(tmp_path: Path) -> None:
    nul = full(code="9.100002", executionCases=[{"name": "", "profileComponents": [_paper("a\x00b")]}])
    half = full(code="9.100004", executionCases=[{"name": "", "profileComponents": [_paper("\ud800")]}])
    items = imported(tmp_path, full(), nul, half, full(code="9.100003"))
    assert [item.outcome for item in items] == ["created", "failed", "failed", "created"]
    assert items[1].error
    assert not Procedure.objects.filter(code__in=["9.100002", "9.100004"]).exists()


def _paper(file: str) -> dict[str, Any]:
    return {"name": "Đơn", "originalQty": 1, "attachments": [{"fileName": file}]}


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    assert outcomes(tmp_path, full(), "{broken", dry_run=True) == ["created", "failed"]
    assert not Procedure.objects.exists()
    imported(tmp_path, full())
    assert outcomes(tmp_path, full(name="Khác"), dry_run=True) == ["updated"]
    assert draft_of().revision == 1


def test_the_number_of_statements_does_not_grow_with_the_batch(tmp_path: Path) -> None:
    imported(tmp_path, full())  # the field is there
    with CaptureQueriesContext(connection) as few:
        assert outcomes(tmp_path, *many(2)) == ["created"] * 2
    with CaptureQueriesContext(connection) as more:
        assert (
            outcomes(tmp_path, *[record | {"executionMethods": [method()]} for record in many(60)])
            == ["updated"] * 2 + ["created"] * 58
        )
    assert len(more) <= len(few) + 4  # procedures and drafts that are changed have a statement of their own


def test_internal_ones_are_internal(tmp_path: Path) -> None:
    imported(tmp_path, full(type="STANDARD_INTERNAL"))
    assert draft_of().content["internal"] is True
    assert draft_of().procedure.kind == "internal"

"""import_procedures and export_procedures as others call them (interfaces.md)."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from procedures.models import ProcedureVersion, VersionDraft
from procedures.search import search
from tests.importing.samples import CODE, full, kept, lines, row
from tests.publisher.people import CODE as OFFERED
from tests.publisher.people import Publishers

pytestmark = pytest.mark.django_db


def run(path: Path, *flags: str) -> tuple[int, Mapping[str, Any]]:
    """(exit code, answer)."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("import_procedures", str(path), "--json", *flags, stdout=out, stderr=io.StringIO())
    return int(end.value.code or 0), json.loads(out.getvalue() or "{}")


def export(capfdbinary: Any, *flags: str) -> tuple[int, bytes]:
    capfdbinary.readouterr()
    out = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("export_procedures", *flags, stdout=out, stderr=io.StringIO())
    return int(end.value.code or 0), out.getvalue().encode() or capfdbinary.readouterr().out


def test_the_answer_counts_every_record_and_lists_it(tmp_path: Path) -> None:
    path = kept(tmp_path, "in.jsonl.gz", lines(full(name=""), full(), row(code="9.100002")))
    code, answer = run(path)
    assert code == 1, "one of them could not be taken"
    assert {name: answer[name] for name in answer if name != "items"} == {
        "records": 3,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "failed": 1,
    }
    assert answer["items"][0] == {"line": 1, "code": CODE, "outcome": "failed", "lint": [], "error": "name: thiếu tên thủ tục."}
    assert [item["code"] for item in answer["items"]] == [CODE, CODE, "9.100002"]
    assert {"path", "code", "message"} == answer["items"][1]["lint"][0].keys()
    assert run(kept(tmp_path, "again.jsonl", lines(full())))[0] == 0


def test_what_cannot_be_read_is_exit_2(tmp_path: Path) -> None:
    assert run(kept(tmp_path, "x.json", b"nothing"))[0] == 2
    assert run(tmp_path / "none.json")[0] == 2


def test_publishing_is_refused_where_trials_are_not_allowed(tmp_path: Path) -> None:
    assert run(kept(tmp_path, "in.jsonl", lines(full())), "--publish")[0] == 1
    assert not VersionDraft.objects.exists()


@override_settings(ALLOW_TRIAL_PUBLISH=True)
def test_a_trial_publishes_what_it_imported_and_search_finds_it(tmp_path: Path, client: Any) -> None:
    path = kept(tmp_path, "in.jsonl", lines(full(), row(code="9.100002", name="Trả lại giấy đi xe đạp " * 30)))
    assert run(path, "--publish")[1]["created"] == 2
    version = ProcedureVersion.objects.get(procedure__code=CODE)
    assert version.publication.status == "published"
    assert version.publication.decision == "12/QĐ-BXĐ, Bộ Xe đạp"
    assert version.content["service_level"] == "information"
    assert [hit.code for hit in search("giay di xe dap")][0] == CODE
    assert {hit.code for hit in search("xe dap")} == {CODE, "9.100002"}
    assert client.get(reverse("procedure:detail", args=[CODE])).status_code == 200
    assert client.get(reverse("procedure:detail", args=["9.100002"])).status_code == 200
    code, answer = run(path, "--publish")
    assert (code, answer["unchanged"]) == (0, 2)
    assert ProcedureVersion.objects.count() == 2


@override_settings(ALLOW_TRIAL_PUBLISH=True)
def test_a_trial_publishes_drafts_that_were_imported_before(tmp_path: Path) -> None:
    path = kept(tmp_path, "in.jsonl", lines(full()))
    run(path)
    assert run(path, "--publish")[1]["unchanged"] == 1
    assert ProcedureVersion.objects.get(procedure__code=CODE).publication.status == "published"


@override_settings(ALLOW_TRIAL_PUBLISH=True)
def test_a_trial_leaves_what_is_fully_modelled_in_force(tmp_path: Path, publishers: Publishers) -> None:
    _code, answer = run(kept(tmp_path, "in.jsonl", lines(full(code=OFFERED))), "--publish")
    assert answer["items"][0]["lint"][-1]["code"] == "trial-kept"
    publishers.version.refresh_from_db()
    assert publishers.version.publication.status == "published"
    assert VersionDraft.objects.get(procedure__code=OFFERED).status == "draft"


def test_production_never_publishes_without_review() -> None:
    source = Path("portal/settings/production.py").read_text("utf-8")
    assert "ALLOW_TRIAL_PUBLISH = False" in source


def test_what_was_exported_is_imported_without_a_change(tmp_path: Path, publishers: Publishers, capfdbinary: Any) -> None:
    run(kept(tmp_path, "in.jsonl", lines(full())))
    code, out = export(capfdbinary, "--code", CODE, "--code", OFFERED)
    assert code == 0
    assert [json.loads(line)["data"]["code"] for line in out.splitlines()] == [CODE, OFFERED]
    _code, answer = run(kept(tmp_path, "out.jsonl", out))
    assert [item["outcome"] for item in answer["items"]] == ["unchanged", "unchanged"]
    assert export(capfdbinary, "--code", "9.999999") == (1, b"")


def test_the_spreadsheet_goes_to_stdout(tmp_path: Path, publishers: Publishers, capfdbinary: Any) -> None:
    run(kept(tmp_path, "in.jsonl", lines(full())))
    code, out = export(capfdbinary, "--code", CODE, "--format", "xlsx")
    assert code == 0
    assert run(kept(tmp_path, "out.xlsx", out))[1]["unchanged"] == 1
    assert export(capfdbinary, "--template")[1].startswith(b"PK")

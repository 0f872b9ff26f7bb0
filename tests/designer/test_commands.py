"""process_export and process_import --save, as interfaces.md says."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from procedures.models import VersionDraft
from tests.designer.flows import FLOWS
from tests.publisher.people import CODE, Publishers
from tests.workflow.test_bpmn import drawn
from workflow.bpmn.writer import write


def run(capsys: pytest.CaptureFixture[str], *words: str, **options: Any) -> tuple[int, str]:
    code = 0
    try:
        call_command(*words, **options)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, capsys.readouterr().out


def test_a_process_goes_out_and_comes_back_into_the_open_draft(
    publishers: Publishers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = run(capsys, "process_export", CODE)
    assert code == 0 and text.startswith("<?xml")
    assert run(capsys, "process_export", CODE, number=1)[1] == text
    assert run(capsys, "process_export", CODE, number=9)[0] == 2
    assert run(capsys, "process_export", "0.000000")[0] == 2
    file = tmp_path / "a.bpmn"
    file.write_bytes(write(FLOWS["parallel"]))
    code, out = run(capsys, "process_import", str(file), save=True, procedure=CODE, json=True)
    saved = json.loads(out)["saved"]
    draft = VersionDraft.objects.get(procedure__code=CODE)
    assert (code, saved["opened"], saved["draft"], saved["steps"]) == (0, True, str(draft.pk), 12)
    assert draft.content["process"] == FLOWS["parallel"]
    file.write_text(text)
    again = json.loads(run(capsys, "process_import", str(file), save=True, procedure=CODE, json=True)[1])["saved"]
    assert (again["opened"], again["draft"], again["revision"] > saved["revision"]) == (False, str(draft.pk), True)
    assert run(capsys, "process_export", CODE)[1] == text  # what is in force has not changed


def test_what_the_checker_refuses_and_what_there_is_not_is_not_saved(
    publishers: Publishers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.bpmn"
    file.write_bytes(drawn("s>x", "x>a", "x>b", "a>j", "b>j", "j>e", nodes="x:exclusiveGateway a:task b:task j:parallelGateway"))
    code, out = run(capsys, "process_import", str(file), save=True, procedure=CODE, json=True)
    assert (code, "saved" in json.loads(out)) == (1, False)
    file.write_bytes(drawn("s>p", "p>a", "p>b", "a>e", "b>e", nodes="p:parallelGateway a:task b:task"))
    code, out = run(capsys, "process_import", str(file), save=True, procedure=CODE, json=True)
    assert (code, [one["code"] for one in json.loads(out)["problems"]]) == (1, ["no-join"])
    file.write_bytes(drawn("s>a", "a>e", nodes="a:userTask"))
    assert run(capsys, "process_import", str(file), save=True, procedure="0.000000")[0] == 2
    assert run(capsys, "process_import", str(file), save=True)[0] == 2
    assert not VersionDraft.objects.filter(procedure__code=CODE).exists()

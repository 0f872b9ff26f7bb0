"""The command's contract (interfaces.md): answers on stdout, exit 0, 1 or 2, batches line by line."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.eforms.forms import component

FORM = {"components": [component("day", "d", "Ngày", validate={"required": True, "maxDate": "today"})]}
BROKEN = {"components": [component("textfield", validate={"custom": "valid = 1"})]}


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code and stdout."""
    code = 0
    try:
        call_command("eform_check", *arguments)
    except SystemExit as left:
        code = int(str(left.code))
    return code, capsys.readouterr().out


def save(path: Path, document: Any) -> str:
    """Write JSON (packed when the name says so)."""
    text = json.dumps(document)
    path.write_bytes(gzip.compress(text.encode())) if path.suffix == ".gz" else path.write_text(text)
    return str(path)


def test_form_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out = call(capsys, save(tmp_path / "f.json.gz", FORM), "--json")
    assert (code, json.loads(out)) == (0, {"valid": True, "refused": [], "errors": [], "data": {}, "lint": []})
    code, out = call(capsys, save(tmp_path / "b.json", BROKEN), "--json")
    assert code == 1 and json.loads(out)["valid"] is False
    assert [(r["path"], r["reason"]) for r in json.loads(out)["refused"]] == [("components[0].validate.custom", "custom-code")]


def test_submission_at_a_moment(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    paths = save(tmp_path / "f.json", FORM), save(tmp_path / "s.json", {"data": {"d": "1/3/2026"}})
    code, out = call(capsys, *paths, "--json", "--now", "2026-03-01T00:00")
    assert code == 0 and json.loads(out)["data"] == {"d": "01/03/2026"}
    code, out = call(capsys, *paths, "--json", "--now", "2026-02-28T23:59")
    assert code == 1 and [(e["path"], e["rule"]) for e in json.loads(out)["errors"]] == [("d", "maxDate")]
    code, out = call(capsys, *paths, "--now", "2026-02-28")
    assert code == 1 and out.startswith("Không đạt")


def test_what_cannot_be_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{")
    for arguments in (
        ["missing.json"],
        [str(tmp_path / "x.json")],
        [],
        ["--batch", "missing.jsonl"],
        ["missing.json", "--now", "hôm qua"],
    ):
        assert call(capsys, *arguments, "--json") == (2, "")


def test_batch(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    save(tmp_path / "f.json", FORM)
    lines = [
        json.dumps({"id": 1, "form": FORM, "submission": {"d": "1/3/2020"}}),
        json.dumps({"id": "hai", "form": "f.json", "submission": {}}),
        json.dumps({"id": 3, "form": BROKEN}),
        "không phải JSON",
        json.dumps({"id": 5, "form": "missing.json"}),
        json.dumps({"id": 6}),
    ]
    batch = tmp_path / "b.jsonl"
    batch.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, out = call(capsys, "--batch", str(batch), "--json")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [answer["id"] for answer in answers] == [1, "hai", 3, None, 5, 6]
    assert [answer.get("valid") for answer in answers] == [True, False, False, None, None, None]
    assert all("error" in answer for answer in answers[3:])

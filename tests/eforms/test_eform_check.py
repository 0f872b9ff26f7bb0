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


def test_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    save(tmp_path / "b.json.gz", BROKEN)
    (tmp_path / "sub").mkdir()
    save(tmp_path / "sub" / "a.json", FORM)
    code, out = call(capsys, str(tmp_path), "--json")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [(answer["id"], answer["valid"]) for answer in answers] == [("b.json.gz", False), ("sub/a.json", True)]
    assert call(capsys, str(tmp_path / "sub"), "--json")[0] == 0
    assert call(capsys, str(tmp_path / "sub"), str(tmp_path / "sub" / "a.json"), "--json") == (2, "")
    (tmp_path / "empty").mkdir()
    assert call(capsys, str(tmp_path / "empty")) == (2, "")


def test_batch_keeps_order_whatever_a_line_holds(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = {"components": [component("textfield")]}
    answers: list[Any] = ["\u2028dòng", "\ud800", "😀", {"a": [1]}, "x" * 100_000]
    lines = [json.dumps({"id": {"n": n}, "form": text, "submission": {"data": {"x": x}}}) for n, x in enumerate(answers)]
    lines += [
        "[" * 100_000,
        json.dumps({"id": 9, "form": text, "submission": 5}),
        "\ufeff" + json.dumps({"id": 10, "form": text}),
    ]
    batch = tmp_path / "b.jsonl.gz"
    batch.write_bytes(gzip.compress(b"\xff\n\r\n" + "\n".join(lines).encode()))
    code, out = call(capsys, "--batch", str(batch))
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [answer["id"] for answer in found] == [None, *({"n": n} for n in range(5)), None, 9, 10]
    assert ["error" in answer for answer in found] == [True, *[False] * 5, True, True, False]


def test_multiple_answers_are_told_as_the_reference_tells_them(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    form = save(tmp_path / "f.json", {"components": [component("email", multiple=True)]})
    code, out = call(capsys, form, save(tmp_path / "s.json", {"x": ["a", "b@demo.vn", "c"]}), "--json")
    assert code == 1 and [(error["path"], error["rule"]) for error in json.loads(out)["errors"]] == [("x", "email")]

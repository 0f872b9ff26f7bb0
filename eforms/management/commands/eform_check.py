"""``manage.py eform_check FORM.json [SUBMISSION.json] --json [--now ISO]`` and ``--batch FILE.jsonl``; needs no database."""

import gzip
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from common.clock import VIETNAM
from eforms import engine, named, schema
from eforms.ports import PlainPorts


class Unreadable(Exception):
    """Input that cannot be read, or a wrong call: exit code 2."""


class Command(BaseCommand):
    help = "Kiểm tra một biểu mẫu điện tử và, nếu có, một bản trả lời (0: đạt, 1: không đạt, 2: không đọc được)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See the module's docstring."""
        parser.add_argument("form", nargs="?", help="FORM.json (.gz cũng được)")
        parser.add_argument("submission", nargs="?", help="SUBMISSION.json")
        parser.add_argument("--json", action="store_true", help="in một dòng JSON")
        parser.add_argument("--now", help="thời điểm ISO 8601, không có múi giờ là giờ Việt Nam")
        parser.add_argument("--batch", help="tệp .jsonl, mỗi dòng {id, form, submission}")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer on stdout, exit 0, 1 or 2."""
        try:
            now = read_now(options["now"])
            if options["batch"]:
                self._batch(Path(options["batch"]), now)
                return
            if not options["form"]:
                raise Unreadable("FORM.json is missing")
            submission = read_json(Path(options["submission"])) if options["submission"] else None
            answer = check(read_json(Path(options["form"])), submission, now)
        except Unreadable as bad:
            self.stderr.write(str(bad))
            sys.exit(2)
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else "\n".join(told(answer)))
        sys.exit(0 if answer["valid"] else 1)

    def _batch(self, path: Path, now: datetime | None) -> None:
        for line in read_text(path).splitlines():
            if line.strip():
                self.stdout.write(json.dumps(check_line(line, path.parent, now), ensure_ascii=False))


def check(form: Any, submission: Any, now: datetime | None) -> dict[str, Any]:
    """The answer for one form and perhaps one submission (plain answers, or Form.io's ``{"data": …}``)."""
    try:
        loaded = schema.load(form)
    except schema.Refused as refused:
        refusals = [{"path": r.path, "reason": r.reason, "message": r.message} for r in refused.refusals]
        return {"valid": False, "refused": refusals, "errors": [], "data": {}, "lint": []}
    lint = [{"path": item.path, "code": item.code, "message": item.message} for item in loaded.lint]
    if submission is None:
        return {"valid": True, "refused": [], "errors": [], "data": {}, "lint": lint}
    if not isinstance(submission, Mapping):
        raise Unreadable("submission must be an object")
    answers = submission
    if isinstance(submission.get("data"), Mapping) and "data" not in loaded.by_path:
        answers = submission["data"]
    outcome = engine.process(loaded, answers, now=now, ports=PlainPorts(lists=named.lists()))
    errors = [{"path": e.path, "rule": e.rule, "message": e.message} for e in outcome.errors]
    return {"valid": outcome.valid, "refused": [], "errors": errors, "data": outcome.data, "lint": lint}


def check_line(line: str, folder: Path, now: datetime | None) -> dict[str, Any]:
    """One line of a batch; whatever is wrong with it is its own answer and never stops the others."""
    identity: Any = None
    try:
        item = json.loads(line)
        if not isinstance(item, Mapping):
            raise Unreadable("a line must be an object")
        identity = item.get("id")
        if "form" not in item:
            raise Unreadable("form is missing")
        form = item["form"]
        if isinstance(form, str):
            form = read_json(Path(form) if Path(form).exists() else folder / form)
        return {"id": identity, **check(form, item.get("submission"), now)}
    except (Unreadable, ValueError, RecursionError) as bad:
        return {"id": identity, "error": str(bad)}


def read_now(text: str | None) -> datetime | None:
    """The moment to judge dates by; without a zone it is Vietnam's."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"--now {text!r} is not ISO 8601") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def read_text(path: Path) -> str:
    """A file's text, unpacked when it ends in .gz."""
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as bad:
        raise Unreadable(f"{path}: {bad}") from None


def read_json(path: Path) -> Any:
    """A JSON file."""
    try:
        return json.loads(read_text(path))
    except (ValueError, RecursionError) as bad:
        raise Unreadable(f"{path}: {bad}") from None


def told(answer: dict[str, Any]) -> Iterator[str]:
    """The answer in lines for a person."""
    yield "Đạt" if answer["valid"] else "Không đạt"
    for refusal in answer["refused"]:
        yield f"  từ chối  {refusal['path']}: {refusal['message']}"
    for error in answer["errors"]:
        yield f"  lỗi      {error['path']} ({error['rule']}): {error['message']}"
    for item in answer["lint"]:
        yield f"  lưu ý    {item['path']} ({item['code']}): {item['message']}"

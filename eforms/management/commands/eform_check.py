"""Check e-forms and submissions; needs no database. Exit 0: fine, 1: not, 2: unreadable input or wrong call.

``eform_check FORM.json [SUBMISSION.json] --json [--now ISO]``
``eform_check FOLDER --json``: every form below it, one line each, ``id`` the path
``eform_check --batch FILE.jsonl``: ``{"id", "form": object or path, "submission"}`` a line, one answer a line
"""

import gzip
import json
import sys
import zlib
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand

from common.clock import VIETNAM
from eforms import checking, schema
from eforms.nodes import Form


class Unreadable(Exception):
    """Input that cannot be read, or a wrong call: exit code 2."""


class Command(BaseCommand):
    help = "Kiểm tra biểu mẫu điện tử và, nếu có, bản trả lời (0: đạt, 1: không đạt, 2: không đọc được)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See the module's docstring."""
        parser.add_argument("form", nargs="?", help="FORM.json (.gz cũng được) hoặc thư mục có các biểu mẫu")
        parser.add_argument("submission", nargs="?", help="SUBMISSION.json")
        parser.add_argument("--json", action="store_true", help="in một dòng JSON")
        parser.add_argument("--now", help="thời điểm ISO 8601, không có múi giờ là giờ Việt Nam")
        parser.add_argument("--batch", help="tệp .jsonl, mỗi dòng {id, form, submission}")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer on stdout, exit 0, 1 or 2."""
        try:
            now = read_now(options["now"])
            if options["batch"]:
                for answer in batch(Path(options["batch"]), now):
                    self._say(answer)
                return
            if not options["form"]:
                raise Unreadable("FORM.json is missing")
            path, submission = Path(options["form"]), options["submission"]
            valid = (
                self._folder(path, submission) if path.is_dir() else self._one(path, submission, now, plain=not options["json"])
            )
        except Unreadable as bad:
            self.stderr.write(str(bad))
            sys.exit(2)
        sys.exit(0 if valid else 1)

    def _one(self, path: Path, submission: str | None, now: datetime | None, *, plain: bool) -> bool:
        try:
            answer = checking.check(read_json(path), read_json(Path(submission)) if submission else None, now)
        except checking.BadSubmission as bad:
            raise Unreadable(f"{submission}: {bad}") from None
        if plain:
            self.stdout.write("\n".join(told(answer)))
        else:
            self._say(answer)
        return bool(answer["valid"])

    def _folder(self, folder: Path, submission: str | None) -> bool:
        if submission:
            raise Unreadable("a folder of forms takes no submission; use --batch")
        paths = [path for path in sorted(folder.rglob("*")) if path.name.endswith((".json", ".json.gz"))]
        if not paths:
            raise Unreadable(f"{folder}: no .json in it")
        valid = True
        for path in paths:
            answer: dict[str, Any] = {"id": str(path.relative_to(folder))}
            try:
                answer |= checking.check(read_json(path))
            except Unreadable as bad:
                answer["error"] = str(bad)
            self._say(answer)
            valid = valid and answer.get("valid") is True
        return valid

    def _say(self, answer: Mapping[str, Any]) -> None:
        text = json.dumps(answer, ensure_ascii=False)
        try:
            text.encode()
        except UnicodeEncodeError:  # half of a surrogate pair, which JSON can spell and UTF-8 cannot
            text = json.dumps(answer)
        self.stdout.write(text)


def batch(path: Path, now: datetime | None) -> Iterator[dict[str, Any]]:
    """The answers to a file of lines, one after another; whatever is wrong with a line is its own answer."""
    forms = Forms(path.parent)
    for line in read_lines(path):
        if line.strip():
            yield _line(line, forms, now)


class Forms:
    """The forms that lines name by their paths, each read and compiled once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, Form | schema.Refused] = {}

    def load(self, name: str) -> Form:
        """The form at a path of the caller's folder, or else beside the batch. Raises ``Unreadable``, ``schema.Refused``."""
        if name not in self.known:
            path = Path(name) if Path(name).exists() else self.folder / name
            try:
                self.known[name] = schema.load(read_json(path))
            except schema.Refused as refused:
                self.known[name] = refused
        found = self.known[name]
        if isinstance(found, schema.Refused):
            raise found
        return found


def _line(line: bytes, forms: Forms, now: datetime | None) -> dict[str, Any]:
    identity: Any = None
    try:
        item = json.loads(line.decode("utf-8-sig"))
        if not isinstance(item, Mapping):
            raise Unreadable("a line must be an object")
        identity = item.get("id")
        if "form" not in item:
            raise Unreadable("form is missing")
        form = item["form"]
        loaded = forms.load(form) if isinstance(form, str) else schema.load(form)
        return {"id": identity, **checking.judge(loaded, item.get("submission"), now)}
    except schema.Refused as refused:
        return {"id": identity, **checking.refusal(refused)}
    except Exception as bad:  # noqa: BLE001 - one line must never take the answers of the others away
        return {"id": identity, "error": str(bad) or type(bad).__name__}


def read_now(text: str | None) -> datetime | None:
    """The moment to judge dates by; without a zone it is Vietnam's."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"--now {text!r} is not ISO 8601") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def read_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file as they come, unpacked when it ends in .gz."""
    try:
        with cast("IO[bytes]", gzip.open(path) if path.suffix == ".gz" else path.open("rb")) as file:
            yield from file
    except (OSError, EOFError, zlib.error) as bad:
        raise Unreadable(f"{path}: {bad}") from None


def read_json(path: Path) -> Any:
    """A JSON file, unpacked when it ends in .gz."""
    try:
        return json.loads(b"".join(read_lines(path)).decode("utf-8-sig"))
    except (ValueError, RecursionError) as bad:
        raise Unreadable(f"{path}: {bad}") from None


def told(answer: Mapping[str, Any]) -> Iterator[str]:
    """The answer in lines for a person."""
    yield "Đạt" if answer["valid"] else "Không đạt"
    for refusal in answer["refused"]:
        yield f"  từ chối  {refusal['path']}: {refusal['message']}"
    for error in answer["errors"]:
        yield f"  lỗi      {error['path']} ({error['rule']}): {error['message']}"
    for item in answer["lint"]:
        yield f"  lưu ý    {item['path']} ({item['code']}): {item['message']}"

"""``due_date``: when a limit ends and why (interfaces.md). With ``--calendar`` no database is touched."""

import gzip
import json
import sys
import zlib
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agencies.hours import BadCalendar
from agencies.selectors import find
from common.errors import DomainError
from deadlines.answers import answer, split_pause, split_policy
from deadlines.calendar import OutOfCalendar, WorkCalendar
from deadlines.calendar_file import read_file
from deadlines.policy import Policy
from deadlines.selectors import calendar_for

NEGATIVE, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = "When a limit ends, and why, line by line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", help="moment of receipt, ISO 8601; without a zone Asia/Ho_Chi_Minh")
        parser.add_argument("--limit", help="3wd, 0.5wd, 6h, 15d, 2mo, same-day@15:00")
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--agency", help="identifier of the agency whose calendar counts; the province's when absent")
        where.add_argument("--calendar", help="calendar file (JSON, may be .gz)")
        parser.add_argument("--pause", action="append", default=[], metavar="FROM..TO[=GROUND]")
        parser.add_argument("--extension", action="append", default=[], metavar="GRANTED..UNTIL", help="more time by form 04")
        parser.add_argument("--policy", action="append", default=[], metavar="KEY=VALUE")
        parser.add_argument("--batch", help="JSON lines, one question each (may be .gz)")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        self.file = _calendar(options["calendar"])
        self.agency = options["agency"]
        try:
            policy = split_policy(options["policy"])
            Policy.of(policy)
            if options["batch"]:
                self._batch(options["batch"], policy)
                return
            if not options["at"] or not options["limit"]:
                raise CommandError(_("Cần --at và --limit, hoặc --batch."), returncode=UNREADABLE)
            pauses = [split_pause(text) for text in options["pause"]]
            longer = [split_pause(text) for text in options["extension"]]
            question = {"at": options["at"], "limit": options["limit"], "pauses": pauses, "extensions": longer}
            result = answer(question, self._calendar_of, policy)
        except (DomainError, OutOfCalendar) as error:
            raise CommandError(_sentence(error), returncode=NEGATIVE) from None
        except ValueError as error:
            raise CommandError(str(error), returncode=UNREADABLE) from None
        self._print(result, as_json=options["json"])

    def _batch(self, path: str, policy: dict[str, str]) -> None:
        write = self.stdout.write
        for line in _lines(path):
            if not line.strip():
                continue
            question: Any = None
            try:
                question = json.loads(line)
                result = answer(question, self._calendar_of, policy)
            except (DomainError, ValueError, OverflowError, RecursionError) as error:
                named = isinstance(question, dict)
                result = {"id": question.get("id") if named else None, "error": _sentence(error)}
            write(json.dumps(result, ensure_ascii=False))

    def _calendar_of(self, agency: str | None, at: datetime) -> WorkCalendar:
        if self.file is not None:
            return self.file
        code = agency or self.agency
        return calendar_for(find(code).pk if code else None, at.date())

    def _print(self, result: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        self.stdout.write(result["due_at"] or _("Đang tạm dừng, chưa có ngày hẹn trả"))
        for line in result["explanation"]:
            self.stdout.write(f"  {line['text']}")


def _sentence(error: Exception) -> str:
    if isinstance(error, OutOfCalendar):
        return _("Lịch làm việc chỉ tính được trong các năm {years}.").format(years=error)
    if isinstance(error, json.JSONDecodeError):
        return _("Dòng này không phải JSON: {error}").format(error=error)
    return str(getattr(error, "message", error))


def _read(path: str) -> bytes:
    try:
        data = Path(path).read_bytes()
        return gzip.decompress(data) if path.endswith(".gz") else data
    except (OSError, EOFError, zlib.error) as error:
        raise CommandError(
            _("Không đọc được tệp {path}: {error}").format(path=path, error=error), returncode=UNREADABLE
        ) from None


def _lines(path: str) -> Iterator[str]:
    data = sys.stdin.buffer.read() if path == "-" else _read(path)
    yield from (line.decode("utf-8", errors="replace") for line in data.splitlines())


def _calendar(path: str | None) -> WorkCalendar | None:
    if path is None:
        return None
    try:
        return read_file(json.loads(_read(path).decode("utf-8-sig")))
    except (BadCalendar, ValueError) as error:
        raise CommandError(_("Tệp lịch {path}: {error}").format(path=path, error=error), returncode=UNREADABLE) from None

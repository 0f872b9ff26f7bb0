"""Import procedures from a file (interfaces.md). Exit 0: all taken over, 1: refused or some records failed, 2: unreadable.

``import_procedures FILE [--publish] [--dry-run] --json``: stdout carries only the answer, progress goes to stderr.
"""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from common.errors import DomainError
from procedures.importing import Unreadable, read
from procedures.importing.writing import Item, Options, apply

DONE, NOT_ALL, UNREADABLE = 0, 1, 2
OUTCOMES = {"created": "tạo mới", "updated": "cập nhật", "unchanged": "không đổi", "failed": "lỗi"}
EVERY = 500


class Command(BaseCommand):
    help = "Nhập thủ tục từ tệp của cơ sở dữ liệu quốc gia (danh sách, bản đầy đủ, LayThuTuc) hoặc mẫu Excel thành bản soạn thảo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See the module's docstring."""
        parser.add_argument("file", type=Path, metavar="FILE", help=".json, .jsonl hoặc .xlsx, .gz cũng được")
        parser.add_argument("--publish", action="store_true", help="công bố ngay, bỏ qua duyệt; chỉ để thử")
        parser.add_argument("--dry-run", action="store_true", help="chỉ báo kết quả, không ghi")
        parser.add_argument("--json", action="store_true", help="in một dòng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer on stdout, exit 0, 1 or 2."""
        path = options["file"]
        items: list[Item] = []
        try:
            wanted = Options(source=path.name, publish=options["publish"], dry_run=options["dry_run"])
            items.extend(self._told(apply(read(path), wanted)))
        except Unreadable as bad:
            self.stderr.write(f"Không đọc được {path}: {bad}")
            sys.exit(UNREADABLE)
        except DomainError as refused:
            self.stderr.write(str(refused))
            sys.exit(NOT_ALL)
        counts = Counter(item.outcome for item in items)
        if options["json"]:
            answer = {"records": len(items)} | {outcome: counts[outcome] for outcome in OUTCOMES}
            self.stdout.write(json.dumps(answer | {"items": [item.as_dict() for item in items]}, ensure_ascii=False))
        else:
            self._plain(items, counts)
        sys.exit(NOT_ALL if counts["failed"] else DONE)

    def _told(self, items: Iterator[Item]) -> Iterator[Item]:
        for number, item in enumerate(items, 1):
            if number % EVERY == 0:
                self.stderr.write(f"{number} bản ghi…")
            yield item

    def _plain(self, items: list[Item], counts: Counter[str]) -> None:
        for item in items:
            if item.error:
                self.stdout.write(f"dòng {item.line}  {item.code}  {item.error}")
        said = ", ".join(f"{counts[outcome]} {words}" for outcome, words in OUTCOMES.items())
        self.stdout.write(f"{len(items)} bản ghi: {said}; {sum(len(item.lint) for item in items)} điều cần xem lại.")

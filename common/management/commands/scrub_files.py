"""``scrub_files``: compare stored files with their hashes now, as every night does (F19)."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from common import scrub


class Command(BaseCommand):
    """Exit 1 when a file is damaged or missing; each is named with the rows that name it."""

    help = "Đọc lại tệp lưu trữ và so mã băm; nêu tệp hỏng và dòng dữ liệu dùng nó."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, default=scrub.A_NIGHT, help="dừng sau bấy nhiêu giây")
        parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = scrub.scrub(options["seconds"])
        if options["json"]:
            self.stdout.write(json.dumps({"checked": found.checked, "damaged": [asdict(one) for one in found.damaged]}))
        else:
            for one in found.damaged:
                self.stdout.write(f"Hỏng hoặc mất: {one.path}, dùng ở: {', '.join(one.rows) or 'không dòng nào'}")
            self.stdout.write(f"Đã so {found.checked} tệp, {len(found.damaged)} hỏng.")
        sys.exit(1 if found.damaged else 0)

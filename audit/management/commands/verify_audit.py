"""``manage.py verify_audit [--stream NAME] [--anchor] [--json]``: exit 0 when every chain holds, 1 when one is broken."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from audit import anchors, selectors
from common import locks


class Command(BaseCommand):
    """Recompute the hash chains and compare them with the last anchor."""

    help = "Kiểm tra chuỗi băm của nhật ký và mốc neo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--stream", default=None)
        parser.add_argument("--anchor", action="store_true", help="neo đầu các chuỗi trước khi kiểm tra")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anchor"]:
            with locks.try_hold("audit-anchor") as had:
                if had:
                    anchors.take()
        report = selectors.verify(options["stream"])
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self.stdout.write(f"{report.chains} chuỗi, {report.events} dòng, neo lúc {report.anchor or 'chưa có'}")
            for row in report.broken:
                self.stdout.write(f"HỎNG {row.stream}#{row.seq} {row.code}: {row.message}")
        if report.broken:
            sys.exit(1)

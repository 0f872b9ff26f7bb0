"""``bin/manage check_invariants --json``: what must always hold, looked at now."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.invariants import check_all


class Command(BaseCommand):
    """Prints {"I1": {"ok", "checked", "violations"}, …}; exit 1 when one is violated."""

    help = "Kiểm tra các bất biến I1-I8."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = check_all()
        if options["json"]:
            rows = {name: {"ok": c.ok, "checked": c.checked, "violations": c.violations} for name, c in found.items()}
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
        else:
            for name, check in found.items():
                self.stdout.write(f"{name} {'OK' if check.ok else 'VI PHẠM'} ({check.checked})")
                for violation in check.violations:
                    self.stdout.write(f"   {violation}")
        if not all(check.ok for check in found.values()):
            sys.exit(1)

"""``manage.py main_job --base-url URL``: the whole main job over HTTP, for ``bin/run --check``."""

import json
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.invariants import check_all
from portal.mainjob.story import STEPS, Cast


class Command(BaseCommand):
    """One line a step with its time; the last line is OK or FAILED: step; exit 0 or 1."""

    help = "Làm trọn công việc chính qua HTTP."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base-url", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        cast = Cast(options["base_url"])
        for name, step in (*STEPS, ("bất biến I1-I8", _invariants)):
            started = time.monotonic()
            try:
                step(cast)
            except Exception as error:
                # Whatever went wrong, the caller wants one line that names the step, and the reason above it.
                self.stderr.write(f"{type(error).__name__}: {error}")
                self.stdout.write(f"FAILED: {name}")
                sys.exit(1)
            self.stdout.write(f"{name}: {time.monotonic() - started:.2f} s")
        self.stdout.write("OK")


def _invariants(cast: Cast) -> None:
    """Nothing that must hold was broken on the way."""
    broken = {name: check.violations for name, check in check_all().items() if not check.ok}
    if broken:
        raise AssertionError(json.dumps(broken, ensure_ascii=False))

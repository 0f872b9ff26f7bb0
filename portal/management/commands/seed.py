"""Load the demonstration, step after step; every step is idempotent, so a second run changes nothing."""

import time
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

STEPS = ("seed_agencies", "seed_calendars", "seed_accounts", "seed_procedures", "demo_ca")


class Command(BaseCommand):
    """``manage.py seed``: agencies, calendars, accounts, procedures, in that order."""

    help = "Nạp dữ liệu trình diễn (chạy lại không đổi gì)."

    def handle(self, *args: Any, **options: Any) -> None:
        known = get_commands()
        for step in STEPS:
            if step not in known:
                self.stderr.write(f"{step}: chưa có lệnh này, bỏ qua / no such command, skipped")
                continue
            started = time.monotonic()
            call_command(step, verbosity=options["verbosity"])
            self.stderr.write(f"{step}: {time.monotonic() - started:.1f} s")

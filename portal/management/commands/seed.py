"""Load the demonstration, step after step; every step is idempotent, so a second run changes nothing."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

STEPS = ("seed_agencies", "seed_calendars", "seed_accounts", "seed_procedures", "seed_reception", "demo_ca")


class Command(BaseCommand):
    """``manage.py seed``: agencies, calendars, accounts, procedures, keys to sign with, in that order."""

    help = "Nạp dữ liệu trình diễn (chạy lại không đổi gì)."

    def handle(self, *args: Any, **options: Any) -> None:
        for step in STEPS:
            started = time.monotonic()
            call_command(step, verbosity=options["verbosity"])
            self.stderr.write(f"{step}: {time.monotonic() - started:.1f} s")

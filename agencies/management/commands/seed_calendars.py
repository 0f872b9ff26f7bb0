"""``seed_calendars``: working sessions, official days off and swapped working days."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from agencies import seed_files
from agencies.services import load


class Command(BaseCommand):
    help = "Load the working calendar; rows that exist stay as people edited them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="look at every row although nothing changed")

    def handle(self, *args: Any, **options: Any) -> None:
        path = seed_files.folder() / "calendars" / "vietnam.yaml"
        mark = seed_files.fingerprint([path])
        counted = load.once("calendars", mark, lambda: load.load_calendars(seed_files.read(path)), force=options["force"])
        if counted is None:
            self.stderr.write("calendars: up to date")
            return
        self.stderr.write("calendars: " + ", ".join(f"{number} {name}" for name, number in counted.items()))

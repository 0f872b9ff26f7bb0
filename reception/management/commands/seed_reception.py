"""``seed_reception``: halls with windows and kinds of matter, for the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand

from agencies import seed_files
from agencies.services.load import once
from reception import seeding


class Command(BaseCommand):
    """``manage.py seed_reception``: idempotent; what exists stays as people edited it."""

    help = "Nạp nơi tiếp đón, quầy và nhóm việc của bản trình diễn."

    def handle(self, *args: Any, **options: Any) -> None:
        path = seed_files.folder() / "reception" / "places.yaml"
        counted = once("reception", seed_files.fingerprint([path]), lambda: seeding.load(seed_files.read(path)))
        self.stderr.write(f"reception: {'up to date' if counted is None else counted['places']}")

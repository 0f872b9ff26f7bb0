"""Load the catalogue of seeds/: run at every start, changes nothing the second time."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from procedures.content import BadContent
from procedures.services.seed import SeedMissing, seed


class Command(BaseCommand):
    help = "Nạp thủ tục, sự kiện trong đời, từ đồng nghĩa và nơi cung cấp từ seeds/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "seeds")
        parser.add_argument("--code", action="append", default=[], help="chỉ nạp thủ tục này; lặp lại được")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = seed(options["folder"], codes=options["code"])
        except BadContent as bad:
            lines = [f"  {r.path}: {r.message} [{r.reason}]" for r in bad.refusals]
            raise CommandError("Nội dung thủ tục bị từ chối:\n" + "\n".join(lines)) from bad
        except SeedMissing as missing:
            raise CommandError(str(missing)) from missing
        done = ", ".join(f"{kind} {count}" for kind, count in sorted(made.items()) if count)
        self.stderr.write(f"seed_procedures: {done or 'không có gì mới'}")

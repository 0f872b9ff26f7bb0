"""Export procedures to stdout (interfaces.md): JSON lines that import_procedures takes back, or the Excel template.

``export_procedures [--code CODE]… --format json|xlsx``: what is in force, or these codes (their draft where nothing is);
``export_procedures --template > mau.xlsx``: the empty template. Exit 0: done, 1: some code is not there, 2: wrong call.
"""

import io
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from procedures.exporting import choosing, workbook
from procedures.exporting.lines import line_of

DONE, MISSING = 0, 1


class Command(BaseCommand):
    help = "Xuất thủ tục ra JSON (nhập lại được) hoặc mẫu Excel, trên stdout."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See the module's docstring."""
        parser.add_argument("--code", action="append", default=[], help="mã thủ tục; lặp lại được, không ghi là tất cả")
        parser.add_argument("--format", choices=("json", "xlsx"), default="json")
        parser.add_argument("--template", action="store_true", help="mẫu Excel trống")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer on stdout, exit 0 or 1."""
        codes = options["code"]
        missing = choosing.unknown(codes)
        for code in missing:
            self.stderr.write(f"Không có thủ tục {code}.")
        exported: Iterable[choosing.Exported] = choosing.chosen(codes) if codes else choosing.in_force()
        if options["template"] or options["format"] == "xlsx":
            self._bytes(exported, template=options["template"])
        else:
            for one in exported:
                self.stdout.write(line_of(one))
        sys.exit(MISSING if missing else DONE)

    def _bytes(self, exported: Iterable[choosing.Exported], *, template: bool) -> None:
        made = io.BytesIO()
        if template:
            workbook.template(made)
        else:
            workbook.write(exported, made)
        sys.stdout.buffer.write(made.getvalue())

"""``verify_document FILE --json``: is this file ours, unbroken and in force? (interfaces.md)"""

import gzip
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from vault.verification import Verification, verify

_WORDS = {"in force": "còn hiệu lực", "revoked": "không còn hiệu lực", "unknown": "không rõ"}


class Command(BaseCommand):
    """Exit 0 only when ours, intact and in force; 1 when not; 2 when the file cannot be read."""

    help = "Kiểm tra một tệp PDF có phải do hệ thống cấp, còn nguyên vẹn và còn hiệu lực không."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = Path(options["file"]).read_bytes()
            if options["file"].endswith(".gz"):
                data = gzip.decompress(data)
        except (OSError, EOFError) as error:
            self.stderr.write(f"Không đọc được {options['file']}: {error}")
            sys.exit(2)
        found = verify(data)
        self.stdout.write(json.dumps(found.as_dict(), ensure_ascii=False) if options["json"] else _sentence(found))
        sys.exit(0 if found.good else 1)


def _sentence(found: Verification) -> str:
    received = found.document.issuer_name if found.document and found.document.received else ""
    ours = "do hệ thống cấp" if found.ours else "không có trong hệ thống"
    ours = f"do {received} cấp, hệ thống nhận và trả" if received else ours
    intact = "nguyên vẹn" if found.intact else "không nguyên vẹn"
    signers = "; ".join(f"{s.by} ký lúc {s.at}" for s in found.signatures) or "không có chữ ký số"
    one = found.revoked
    revoked = f" {one.by} ký bằng chứng thư đã bị {one.issuer} thu hồi trước đó." if one else ""
    document = found.document
    kind = f" ({document.kind_shown.lower()})" if document and document.copy_form else ""
    return f"Giấy tờ{kind} {ours}, {intact}, {_WORDS[found.status]}. {signers}.{revoked}"

"""Write a procedure's process as BPMN 2.0 XML with its drawing to stdout; ``process_import`` takes it back unchanged.

``process_export CODE [--version N]``: the version in force, else the newest, else the draft; ``--case CODE``: that case's.
Exit 0: done, 1: there is such a procedure, but its process cannot be read, 2: no such procedure, version or case.
"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from procedures.models import ProcedureVersion, VersionDraft
from procedures.services.copying import SHOWN
from workflow import language
from workflow.bpmn.writer import write


class Command(BaseCommand):
    help = "Xuất quy trình của một thủ tục ra BPMN 2.0 (0: xong, 1: quy trình không đọc được, 2: không có)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See the module's docstring."""
        parser.add_argument("code", help="mã thủ tục")
        parser.add_argument("--version", type=int, default=0, dest="number", help="bản số mấy")
        parser.add_argument("--case", default="", help="mã trường hợp có quy trình riêng")

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Our --version is the procedure's, not Django's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def handle(self, *args: Any, **options: Any) -> None:
        """XML on stdout."""
        content = content_of(options["code"], options["number"])
        held = content
        if options["case"]:
            held = next((one for one in content.get("cases") or () if one.get("code") == options["case"]), {})
        if not held.get("process"):
            self.stderr.write(f"Không có quy trình nào của {options['code']} như đã hỏi.")
            sys.exit(2)
        limit = str((held.get("limit") or content.get("limit") or {}).get("value") or "")
        try:
            data = write(held["process"], limit=limit, code=options["code"])
        except language.BadProcess as bad:
            for problem in bad.problems:
                self.stderr.write(f"{problem.step or 'Quy trình'}: {problem.message}")
            sys.exit(1)
        self.stdout.write(data.decode(), ending="")


def content_of(code: str, number: int) -> dict[str, Any]:
    """The content asked for, {} where there is none."""
    versions = ProcedureVersion.objects.filter(procedure__code=code)
    if number:
        found = versions.filter(number=number).first()
        return dict(found.content) if found else {}
    shown = versions.filter(publication__status__in=SHOWN).order_by("-number").first() or versions.order_by("-number").first()
    if shown is not None:
        return dict(shown.content)
    draft = VersionDraft.objects.filter(procedure__code=code, status__in=VersionDraft.OPEN).first()
    return dict(draft.content) if draft else {}

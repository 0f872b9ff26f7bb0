"""Read a process drawn in BPMN 2.0. Exit 0: it would run, 1: the checker refuses it, 2: it cannot be read.

``process_import FILE.bpmn --json`` and ``process_import --batch FILE.jsonl`` (``{"id", "file": path}`` a line, one answer a line)
need no database. ``process_import FILE.bpmn --save --procedure CODE --json`` puts it into the procedure's open draft, or opens
one; what the checker refuses is not saved. It adds "saved" {"procedure", "draft", "revision", "steps", "opened"} to the answer.
"""

import gzip
import json
import sys
import zlib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from common.actors import SYSTEM
from common.errors import DomainError, NotFound
from procedures.services.processes import put_process
from workflow import bpmn, language
from workflow.bpmn.mapping import taken


class Command(BaseCommand):
    help = "Đọc quy trình vẽ theo BPMN 2.0 và nói rõ phần nào không giữ được (0: chạy được, 1: không, 2: không đọc được)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See the module's docstring."""
        parser.add_argument("file", nargs="?", help="FILE.bpmn (.gz cũng được)")
        parser.add_argument("--json", action="store_true", help="in một dòng JSON")
        parser.add_argument("--batch", help="tệp .jsonl, mỗi dòng {id, file}")
        parser.add_argument("--save", action="store_true", help="ghi vào bản soạn thảo của thủ tục --procedure")
        parser.add_argument("--procedure", default="", help="mã thủ tục")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer on stdout, exit 0, 1 or 2."""
        try:
            if options["batch"]:
                for answer in batch(Path(options["batch"])):
                    self.stdout.write(json.dumps(answer, ensure_ascii=False))
                return
            if not options["file"]:
                raise bpmn.BadDiagram("FILE.bpmn is missing")
            data = contents(Path(options["file"]))
            answer = told(data, saving=options["save"])
            if options["save"] and not answer["problems"]:
                answer["saved"] = saved(data, options["procedure"])
        except NotFound as missing:
            self.stderr.write(str(missing.message) if options["procedure"] else "--procedure is missing")
            sys.exit(2)
        except DomainError as refusal:
            self.stderr.write(str(refusal.message))
            sys.exit(1)
        except bpmn.BadDiagram as bad:
            self.stderr.write(str(bad))
            sys.exit(2)
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else "\n".join(lines(answer)))
        sys.exit(1 if answer["problems"] else 0)


def contents(path: Path) -> bytes:
    """The bytes of a file, unpacked; raises ``BadDiagram`` when they cannot be read."""
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if path.suffix == ".gz" else data
    except (OSError, EOFError, zlib.error) as error:
        raise bpmn.BadDiagram(str(error)) from None


def batch(path: Path) -> Iterator[dict[str, Any]]:
    """One answer a line of the file, in its order; a bad line answers with its error."""
    for number, line in enumerate(contents(path).decode(errors="replace").splitlines(), start=1):
        if not line.strip():
            continue
        key: Any = number
        try:
            asked = json.loads(line)
            key = asked.get("id", number)
            yield {"id": key, **told(contents(Path(asked["file"])))}
        except (ValueError, AttributeError, KeyError, TypeError, bpmn.BadDiagram) as error:
            yield {"id": key, "error": str(error)}


def told(data: bytes, *, saving: bool = False) -> dict[str, Any]:
    """The answer of the contract (interfaces.md). ``saving``: what it becomes as a process is judged as well."""
    diagram = bpmn.read(data)
    left = diagram.left
    problems = [{"id": one.id, "code": one.code, "message": one.message} for one in bpmn.check(diagram)]
    if saving and not problems:
        try:
            found = taken(data)
            left = found.left
            language.load(found.process)
        except language.BadProcess as bad:
            problems = [{"id": one.step, "code": one.code, "message": one.message} for one in bad.problems]
    return {
        "nodes": [{"id": node.id, "kind": node.kind, "name": node.name, "role": node.role} for node in diagram.nodes],
        "flows": [
            {"id": flow.id, "from": flow.source, "to": flow.target, "condition": flow.condition or None} for flow in diagram.flows
        ],
        "lanes": [{"id": lane.id, "name": lane.name, "nodes": list(lane.nodes)} for lane in diagram.lanes],
        "kept": diagram.kept,
        "not_kept": [{"id": one.id, "element": one.element, "reason": one.reason} for one in left],
        "problems": problems,
    }


def saved(data: bytes, code: str) -> dict[str, Any]:
    """Put the file's process into the procedure's draft. Raises ``NotFound``, ``NotOpen``."""
    draft, opened = put_process(code, taken(data).process, by=SYSTEM)
    steps = len(draft.content["process"]["steps"])
    return {"procedure": code, "draft": str(draft.pk), "revision": draft.revision, "steps": steps, "opened": opened}


def lines(answer: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    nodes, flows, lanes = (len(answer[name]) for name in ("nodes", "flows", "lanes"))
    yield f"Giữ {answer['kept']} phần tử: {nodes} bước, {flows} mũi tên, {lanes} làn."
    for left in answer["not_kept"]:
        yield f"Không giữ {left['element']} {left['id']}: {left['reason']}"
    for problem in answer["problems"]:
        yield f"{problem['id'] or 'Quy trình'}: {problem['message']}"
    if saved_in := answer.get("saved"):
        yield f"Đã ghi {saved_in['steps']} bước vào bản soạn thảo của {saved_in['procedure']}, lần sửa {saved_in['revision']}."

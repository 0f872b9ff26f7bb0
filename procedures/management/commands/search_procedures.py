"""Search from the command line, one query or a batch (interfaces.md): stdout carries only the answer."""

import gzip
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand

from procedures.search import search

FOUND, NOTHING, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    help = "Tìm thủ tục theo lời người dân; --batch nhận mỗi dòng một {“id”, “query”}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="?")
        parser.add_argument("--limit", type=int, default=10)
        parser.add_argument("--agency", help="mã cơ quan tiếp nhận hoặc giải quyết")
        parser.add_argument("--batch", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        limit, agency = options["limit"], options["agency"]
        if limit < 1 or (options["query"] is None) == (options["batch"] is None):
            self.stderr.write("Cần một câu tìm hoặc --batch FILE.jsonl, và --limit từ 1.")
            sys.exit(UNREADABLE)
        if options["batch"]:
            sys.exit(self._batch(options["batch"], limit, agency))
        answer = _answer(options["query"], limit, agency)
        if options["json"]:
            self._say(answer)
        else:
            for hit in answer["results"]:
                self.stdout.write(f"{hit['score']:.2f}  {hit['code']}  {hit['name']}")
        sys.exit(FOUND if answer["results"] else NOTHING)

    def _batch(self, path: Path, limit: int, agency: str | None) -> int:
        try:
            with _open(path) as lines:
                for number, line in _filled(lines):
                    self._say(_answer_line(number, line, limit, agency))
        except (OSError, UnicodeDecodeError, EOFError) as error:
            self.stderr.write(f"Không đọc được {path}: {error}")
            return UNREADABLE
        return FOUND

    def _say(self, answer: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _open(path: Path) -> TextIO:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def _filled(lines: TextIO) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _answer_line(number: int, line: str, limit: int, agency: str | None) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
            raise ValueError("cần {“id”, “query”}")
    except ValueError as error:
        given = asked.get("id") if isinstance(asked := _loose(line), dict) else None
        return {"id": given, "error": f"dòng {number}: {error}"}
    echoed = {"id": asked["id"]} if "id" in asked else {}
    return {**echoed, **_answer(asked["query"], limit, agency)}


def _loose(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _answer(query: str, limit: int, agency: str | None) -> dict[str, Any]:
    hits = search(query, limit=limit, agency=agency)
    return {"query": query, "results": [{"code": hit.code, "name": hit.name, "score": hit.score} for hit in hits]}

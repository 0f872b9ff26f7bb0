"""Declarations for the tests: e-forms with answers, and what the programs of poppler and pikepdf say of the PDF."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.utils import translation

from eforms import engine, schema
from eforms.ports import Option, PlainPorts, use
from eforms.sheet import Sheet, lay_out
from vault.papers import DeclarationPaper, PaperLine

AT = datetime(2026, 11, 24, 7, 32, tzinfo=UTC)
PORTS = PlainPorts(
    lists={"danToc": [Option("01", "Kinh")], "quocTich": [Option("VN", "Việt Nam")]},
    units={
        ("2", "tinh", ""): [Option("79", "Thành phố Hồ Chí Minh")],
        ("2", "xa", "79"): [Option("25747", "Phường Thủ Dầu Một")],
    },
)


def seeded(code: str) -> dict[str, Any]:
    """The Form.io document of a seeded procedure."""
    path: Path = settings.BASE_DIR / "seeds" / "procedures" / code / "form.json"
    return json.loads(path.read_text(encoding="utf-8"))


def sheet(document: dict[str, Any], answers: dict[str, Any]) -> Sheet:
    """The answers laid out, in Vietnamese, with the small lists and places above."""
    use(PORTS)
    form = schema.load(document)
    with translation.override("vi"):
        return lay_out(form, engine.process(form, answers, now=AT, ports=PORTS).data)


def paper(laid: Sheet, template: str = "", **change: Any) -> DeclarationPaper:
    """A filed declaration; ``change`` makes it a draft or another one's."""
    given = {
        "public_id": "mQ3vZk0XyT9aL2cR7hWnEg",
        "dossier_code": "H09.21.23.01-261124-0007",
        "procedure_code": "9.999999",
        "agency": "Bộ phận Một cửa phường Phú Cường",
        "place": "Phường Phú Cường",
        "procedure_name": "Thủ tục thử",
        "sheet": laid,
        "receiver": "Ủy ban nhân dân phường Phú Cường",
        "declarant": "Nguyễn Văn An",
        "answers_sha256": "a3f5" * 16,
        "submitted_at": AT,
        "attached": (PaperLine(name="Bản vẽ thiết kế", electronic=3),),
        "template": template,
    }
    return DeclarationPaper(**given | change)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, in the order in which it was written, every run of blanks one blank."""
    said = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [" ".join(page.split()) for page in said.split("\f")[:-1]]


def tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The structure types of the PDF's tree, in order."""
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield str(node.S)
            below = node.get("/K", [])
            waiting[:0] = list(below) if isinstance(below, pikepdf.Array) else [below]

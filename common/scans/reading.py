"""Runs in the jail: a text layer under a paper (ocrmypdf), and the lines of its first page with how sure the machine is.

Answers {"lines": [[text, sure, left, top]…], "failed": why there is no text layer, or ""}; the body is the PDF with the layer.
"""

import io
import logging
import tempfile
from dataclasses import astuple
from pathlib import Path
from typing import Any

import ocrmypdf
import pypdfium2
from PIL import Image

from common import jail
from common.scans import tesseract

_DOTS = 300 / 72
_MOST = 4200
_LIMITS = jail.Limits(seconds=600, memory=4 << 30, file_bytes=512 << 20, files=256)


def answer(data: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Read the first ``most`` pages; the lines are of the first one."""
    lines = [list(astuple(line)) for line in tesseract.lines(_first(data))]
    try:
        layered, failed = _layered(data, options["most"]), ""
    except (ocrmypdf.exceptions.ExitCodeException, OSError) as error:
        layered, failed = b"", type(error).__name__
    return {"lines": lines, "failed": failed}, layered


def _first(data: bytes) -> Image.Image:
    page = pypdfium2.PdfDocument(data)[0]
    return page.render(scale=min(_DOTS, _MOST / max(*page.get_size(), 1)), grayscale=True).to_pil().convert("L")


def _layered(data: bytes, most: int) -> bytes:
    """The same pages with what was read under them; pages that have text already stay as they are."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.pdf"
        ocrmypdf.ocr(
            io.BytesIO(data),
            out,
            language=[tesseract.LANGUAGE],
            pages=f"1-{most}",
            output_type="pdf",
            mode="skip",
            optimize=0,
            jobs=1,
            use_threads=True,
            progress_bar=False,
            tesseract_timeout=60,
        )
        return out.read_bytes()


if __name__ == "__main__":
    jail.serve(answer, _LIMITS)

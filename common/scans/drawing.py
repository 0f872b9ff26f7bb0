"""Runs in the jail: pages of a scan as the pictures of a copy: colours, true size, 200 dots per inch (NĐ 30/2020, Phụ lục I)."""

import io
from typing import Any

import pypdfium2

from common import jail

_DOTS = 200 / 72
_MOST = 4000
"""A page may say that it is a hundred metres wide: the picture stays bounded."""
_QUALITY = 85


def answer(data: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Draw the pages of these numbers (0 is the first); ``found``: bytes, width and height in points of each."""
    pdf = pypdfium2.PdfDocument(data)
    pdf.init_forms()  # marks of signatures are drawn too
    found, pictures = [], []
    for number in options["pages"]:
        page = pdf[number]
        width, height = page.get_size()
        out = io.BytesIO()
        drawn = page.render(scale=min(_DOTS, _MOST / max(width, height, 1)), may_draw_forms=True).to_pil()
        drawn.convert("RGB").save(out, "JPEG", quality=_QUALITY)
        page.close()
        found.append([out.tell(), width, height])
        pictures.append(out.getvalue())
    return {"pages": len(pdf), "found": found}, b"".join(pictures)


if __name__ == "__main__":
    jail.serve(answer)

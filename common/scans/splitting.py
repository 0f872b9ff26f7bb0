"""Runs in the jail: draws pages of a scan and looks at each: a separator sheet, an empty page, which way up.

Answers {"pages": how many the file has, "found": [one object a page, as ``work.Found`` reads it]}, the body is the pictures
of the pages in order, the small one of each before the large one.
"""

import io
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image

from common import jail
from common.scans import blanks, sheets, tesseract

_DOTS = 150 / 72
"""Drawn at 150 dots per inch: a QR of 3 cm is read, and so is small print on the screen."""
_MOST = 3000
_LARGE, _SMALL = 1500, 320


def answer(data: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Look at ``count`` pages from ``first`` (0 is the first)."""
    pdf = pypdfium2.PdfDocument(data)
    found, pictures = [], []
    for number in range(options["first"], min(options["first"] + options["count"], len(pdf))):
        picture = _drawn(pdf[number])
        large, small = _jpeg(picture, _LARGE, 60), _jpeg(picture, _SMALL, 60)
        found.append(_looked(picture.convert("L")) | {"small": len(small), "large": len(large)})
        pictures += [small, large]
    return {"pages": len(pdf), "found": found}, b"".join(pictures)


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    """Whatever size the page says it has, the picture stays bounded."""
    longest = max(*page.get_size(), 1)
    return page.render(scale=min(_DOTS, _MOST / longest)).to_pil().convert("RGB")


def _looked(gray: Image.Image) -> dict[str, Any]:
    sheet = _sheet(gray)
    blank = sheet is None and blanks.is_blank(gray)
    upright = sheet is not None or blank or not tesseract.can_turn()
    return {"sheet": sheet, "blank": blank, "turn": 0 if upright else tesseract.turn(gray)}


def _sheet(gray: Image.Image) -> str | None:
    """What the separator sheet's QR says, None where there is none."""
    codes = zxingcpp.read_barcodes(gray, formats=zxingcpp.BarcodeFormat.QRCode)
    return next((code.text for code in codes if sheets.read(code.text)), None)


def _jpeg(picture: Image.Image, longest: int, quality: int) -> bytes:
    made = picture.copy()
    made.thumbnail((longest, longest))
    out = io.BytesIO()
    made.save(out, "JPEG", quality=quality)
    return out.getvalue()


if __name__ == "__main__":
    jail.serve(answer)

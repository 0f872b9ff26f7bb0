"""Runs in the jail: one PDF for each paper, from pages of the scans. The pictures inside stay as the scanner made them.

Each page is drawn as it stands onto a new, upright one: notes, forms, actions and whatever else hung on it stay behind, and a
seal in its corner stands where one expects it.
"""

import io
from typing import Any

import pikepdf

from common import jail


def answer(data: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """``sizes``: of the PDFs that lie one after the other in ``data``; ``papers``: [[PDF, page from 0, degrees clockwise]…]."""
    sources, start = [], 0
    for size in options["sizes"]:
        sources.append(pikepdf.open(io.BytesIO(data[start : start + size])))
        start += size
    made = [_paper(sources, pages) for pages in options["papers"]]
    return {"sizes": [len(one) for one in made]}, b"".join(made)


def _paper(sources: list[pikepdf.Pdf], pages: list[list[int]]) -> bytes:
    paper = pikepdf.new()
    for source, number, degrees in pages:
        page = sources[source].pages[number]
        before = page.obj.get("/Rotate", 0)
        page.rotate(degrees, relative=True)
        _lay(paper, page)
        page.obj.Rotate = before
    out = io.BytesIO()
    paper.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _lay(paper: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """The page as it is seen, on a new one of the same size."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    width, height = abs(right - left), abs(top - bottom)
    if int(page.obj.get("/Rotate", 0)) % 180:
        width, height = height, width
    paper.add_blank_page(page_size=(width, height))
    paper.pages[-1].add_overlay(page, pikepdf.Rectangle(0, 0, width, height))


if __name__ == "__main__":
    jail.serve(answer)

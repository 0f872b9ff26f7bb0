"""Runs in the jail: opens the file with the real parsers. Answers {"pages", "findings", "page": bytes of the
rendition, the rest of the body is the small picture} or {"refused": code}."""

import io
from typing import Any

import pikepdf

from common import jail
from common.uploads import images, pdfs
from common.uploads.refusal import Refused


def answer(data: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Do the task ``inspect`` (of ``mime``, a photo turned by ``turn``) or ``combine`` (of parts of the given ``sizes``)."""
    try:
        if options["task"] == "combine":
            return {}, _combine(data, options["sizes"])
        if options["mime"] == "application/pdf":
            pages, findings, rendition = pdfs.inspect(data)
            return {"pages": pages, "findings": findings, "page": len(rendition)}, rendition
        page, small = images.render(data, options.get("turn", 0))
        return {"pages": 1, "findings": [], "page": len(page)}, page + small
    except Refused as refused:
        return {"refused": refused.code}, b""


def _combine(data: bytes, sizes: list[int]) -> bytes:
    whole = pikepdf.new()
    start = 0
    for size in sizes:
        part = data[start : start + size]
        start += size
        source = part if part.startswith(b"%PDF-") else images.as_pdf(part)
        with pikepdf.open(io.BytesIO(source)) as pdf:
            # Filled-in form fields come along, so that they print.
            whole.add_pages_from(pdf)
            if len(whole.pages) > pdfs.MAX_PAGES:
                raise Refused("pages")
    out = io.BytesIO()
    whole.save(out, deterministic_id=True)
    return out.getvalue()


if __name__ == "__main__":
    jail.serve(answer)

"""The checks that need no parser, and the call into the jail for those that do."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import magic

from common import jail
from common.text import nfc
from common.uploads import antivirus
from common.uploads.errors import MESSAGES, BadUpload

MAX_BYTES = 10 * 1024 * 1024
PDF = "application/pdf"
_HEIF = frozenset({"image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"})
# Ending → what libmagic may call its content. The first is what we call it.
ENDINGS = {
    "jpg": ("image/jpeg", frozenset({"image/jpeg"})),
    "jpeg": ("image/jpeg", frozenset({"image/jpeg"})),
    "png": ("image/png", frozenset({"image/png"})),
    "heic": ("image/heic", _HEIF),
    "heif": ("image/heic", _HEIF),
    "pdf": (PDF, frozenset({PDF})),
}
_PARSER = "common.uploads.parser"


@dataclass(frozen=True)
class Inspected:
    """An accepted file.

    ``pages`` counts a photo as one. ``rendition`` is a clean PDF to read instead of the original: always for a photo,
    for a PDF only when something had to be taken out or mended (None: the original can be read as it is). ``preview``:
    a small JPEG of a photo.
    ``findings``: embedded-file, open-action, repaired, signed. ``scan``: clean, not-scanned (no scanner is configured)
    or waiting (it is configured but does not answer: the file may be submitted, officials may not open it yet).
    """

    mime: str
    pages: int
    rendition: bytes | None
    findings: tuple[str, ...]
    scan: str = "not-scanned"
    preview: bytes | None = None


def inspect(data: bytes, name: str, *, most: int = MAX_BYTES) -> Inspected:
    """Check an uploaded file by size (``most`` bytes), name and content; raises ``BadUpload``. Mostly 0.3 s, 20 s at most."""
    if not data:
        raise BadUpload("empty")
    if len(data) > most:
        raise BadUpload("too-big")
    mime = _kind(data, name)
    scan = antivirus.scan(data)
    if scan == antivirus.INFECTED:
        raise BadUpload("malware")
    answer, page, small = _rendered(data, mime)
    return Inspected(mime, answer["pages"], page, tuple(answer["findings"]), scan, small)


def turned(photo: bytes, mime: str, turn: int) -> tuple[bytes, bytes]:
    """(rendition, preview) of an accepted photo turned clockwise by ``turn`` degrees, made from the original bytes."""
    _answer, page, small = _rendered(photo, mime, turn)
    if page is None or small is None:
        raise ValueError(f"{mime} is no photo")
    return page, small


def _rendered(data: bytes, mime: str, turn: int = 0) -> tuple[dict[str, Any], bytes | None, bytes | None]:
    reply = _parse(data, {"task": "inspect", "mime": mime, "turn": turn})
    at = reply.answer["page"]
    return reply.answer, reply.body[:at] or None, reply.body[at:] or None


def combine(parts: Sequence[bytes]) -> bytes:
    """One PDF of all ``parts`` in their order, photos as A4 pages; raises ``BadUpload`` as ``inspect`` does.

    The parts must have been inspected; a signed PDF among them loses its signatures in the copy, never in the original.
    """
    if not parts:
        raise BadUpload("empty")
    return _parse(b"".join(parts), {"task": "combine", "sizes": [len(part) for part in parts]}).body


def _kind(data: bytes, name: str) -> str:
    ending = PurePosixPath(nfc(name).replace("\\", "/")).suffix.lstrip(".").lower()
    if ending not in ENDINGS:
        raise BadUpload("type")
    mime, accepted = ENDINGS[ending]
    found = magic.from_buffer(data[:8192], mime=True)
    if found not in accepted:
        raise BadUpload("mismatch" if found in {m for _, all_ in ENDINGS.values() for m in all_} else "type")
    if mime == PDF and not data.lstrip(b"\xef\xbb\xbf\r\n ").startswith(b"%PDF-"):
        # Viewers forgive rubbish before the header; a file with two beginnings is made to deceive one of its readers.
        raise BadUpload("type")
    if mime != PDF and b"%PDF-" in data[:1024]:
        raise BadUpload("mismatch")
    return mime


def _parse(data: bytes, options: dict[str, object]) -> jail.Reply:
    try:
        reply = jail.run(_PARSER, data, options)
    except jail.Escaped:
        raise BadUpload("broken") from None
    code = reply.answer.get("refused")
    if code in MESSAGES:
        raise BadUpload(code)
    return reply

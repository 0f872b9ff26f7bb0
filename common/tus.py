"""The server's side of tus 1.0.0 (resumable uploads, https://tus.io/protocols/resumable-upload): headers in and out, no storage.

Core protocol with the extensions creation, termination, expiration and checksum (sha256). Pure: texts of headers go in,
values or a refusal with its status come out. Why our own: docs/adr/0020-resumable-uploads.md.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration,checksum"
BYTES = "application/offset+octet-stream"
LONGEST = 4_000


class Refused(Exception):
    """The request breaks the protocol; ``status`` is what it is answered with."""

    def __init__(self, status: int, why: str) -> None:
        self.status = status
        super().__init__(why)


def must_speak(headers: Mapping[str, str]) -> None:
    """Refuse with 412 who speaks another version."""
    if headers.get("Tus-Resumable") != VERSION:
        raise Refused(412, "Tus-Resumable")


def number(headers: Mapping[str, str], name: str) -> int:
    """A byte count of a header; refused with 400 when it is none."""
    text = headers.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 12):
        raise Refused(400, name)
    return int(text)


def metadata(headers: Mapping[str, str]) -> dict[str, str]:
    """``Upload-Metadata``: comma-separated pairs of a name and a value in base64 of UTF-8, here decoded."""
    text = headers.get("Upload-Metadata", "")
    if len(text) > LONGEST:
        raise Refused(400, "Upload-Metadata")
    found = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, _blank, value = pair.partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise Refused(400, "Upload-Metadata") from None
    return found


def must_be_bytes(headers: Mapping[str, str]) -> None:
    """Refuse with 415 a PATCH whose body is not the protocol's."""
    if headers.get("Content-Type") != BYTES:
        raise Refused(415, "Content-Type")


def must_match(headers: Mapping[str, str], body: bytes) -> None:
    """Refuse with 460 bytes that are not those of ``Upload-Checksum``, with 400 an algorithm other than sha256."""
    given = headers.get("Upload-Checksum", "")
    if not given:
        return
    algorithm, _blank, value = given.partition(" ")
    if algorithm != "sha256":
        raise Refused(400, "Upload-Checksum")
    if base64.b64encode(hashlib.sha256(body).digest()).decode() != value:
        raise Refused(460, "Upload-Checksum")


def answer(*, offset: int | None = None, size: int | None = None, expires: datetime | None = None) -> dict[str, str]:
    """Headers of an answer: what is known of an upload, never to be cached."""
    headers = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
    if offset is not None:
        headers["Upload-Offset"] = str(offset)
    if size is not None:
        headers["Upload-Length"] = str(size)
    if expires is not None:
        headers["Upload-Expires"] = format_datetime(expires, usegmt=True)
    return headers


def abilities(largest: int) -> dict[str, str]:
    """Headers that tell a client what this server can do; ``largest``: bytes of one upload."""
    return {
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(largest),
        "Tus-Checksum-Algorithm": "sha256",
    }

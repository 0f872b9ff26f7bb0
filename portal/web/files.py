"""Serving private bytes: never cached, never sniffed, never run; the name in UTF-8."""

import unicodedata

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from common import blobs
from common.models import Blob

INLINE = frozenset({"application/pdf"})


def private_file(blob: Blob, name: str, *, download: bool = False) -> HttpResponse:
    """Answer a stored file to someone who was let through a gatekeeper; PDFs open in the browser unless ``download``."""
    return private_bytes(blobs.read(blob), blob.mime, name, download=download)


def private_bytes(data: bytes, mime: str, name: str, *, download: bool = False) -> HttpResponse:
    """The same for bytes made for this answer."""
    attachment = download or mime not in INLINE
    response = HttpResponse(data, content_type=mime)
    response["Content-Disposition"] = content_disposition_header(attachment, unicodedata.normalize("NFC", name))
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

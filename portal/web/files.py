"""Serving private bytes: never cached, never sniffed, never run; the name in UTF-8."""

import unicodedata

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from common import blobs
from common.models import Blob

INLINE = frozenset({"application/pdf"})


def private_file(blob: Blob, name: str, *, download: bool = False) -> HttpResponse:
    """Answer a stored file to someone who was let through a gatekeeper; PDFs open in the browser unless ``download``."""
    attachment = download or blob.mime not in INLINE
    response = HttpResponse(blobs.read(blob), content_type=blob.mime)
    response["Content-Disposition"] = content_disposition_header(attachment, unicodedata.normalize("NFC", name))
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

"""Stored files: encrypted, private, written before the row that names them (so no row lacks its file, I8)."""

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from common import crypto
from common.models import Blob


class Damaged(Exception):
    """The stored bytes are not those whose SHA-256 the row holds."""


def put(data: bytes, mime: str) -> Blob:
    """Encrypt and store ``data``; returns the saved row. A crash in between leaves a file without a row, swept later."""
    blob = Blob(sha256=hashlib.sha256(data).hexdigest(), size=len(data), mime=mime)
    default_storage.save(blob.path, ContentFile(crypto.seal(data)))
    blob.save(force_insert=True)
    return blob


def read(blob: Blob) -> bytes:
    """Return the plain bytes; raises ``Damaged`` when they are not what was stored."""
    try:
        with default_storage.open(blob.path, "rb") as stream:
            data = crypto.unseal(stream.read())
    except (FileNotFoundError, crypto.Unreadable) as error:
        raise Damaged(str(blob.id)) from error
    if hashlib.sha256(data).hexdigest() != blob.sha256:
        raise Damaged(str(blob.id))
    return data


def open_stream(blob: Blob) -> io.BytesIO:
    """The plain bytes as a stream, for a download view."""
    return io.BytesIO(read(blob))

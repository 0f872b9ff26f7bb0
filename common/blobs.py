"""Stored files: encrypted, private, written before the row that names them (so no row lacks its file, I8)."""

import hashlib
import io
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from common import crypto
from common.models import Blob


class Damaged(Exception):
    """The stored bytes are not those whose SHA-256 the row holds."""


def put(data: bytes, mime: str) -> Blob:
    """Encrypt and store ``data``; returns the saved row. A crash in between leaves a file without a row, swept later.

    Raises ``OSError`` when the volume is full (F11): what was written of the file is removed again.
    """
    blob = Blob(sha256=hashlib.sha256(data).hexdigest(), size=len(data), mime=mime)
    try:
        default_storage.save(blob.path, ContentFile(crypto.seal(data)))
    except OSError:
        default_storage.delete(blob.path)
        raise
    blob.save(force_insert=True)
    return blob


def drop(pks: Iterable[uuid.UUID]) -> None:
    """Remove stored files that nothing names any more; the rows go before the files, as ``common.sweeping`` does it."""
    rows = list(Blob.objects.filter(pk__in=list(pks)))
    paths = [row.path for row in rows]
    Blob.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for path in paths:
        default_storage.delete(path)


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


def rewrap(blob: Blob) -> bool:
    """Put the file's data key under the present ``DATA_KEY``; whether anything was to do. Raises ``Damaged``.

    Only its first 41 bytes are read where nothing is to do. A folder gets the new file by one rename; an object store puts one
    object in the place of the other, so a reader sees the old or the new, both of which can be read.
    """
    try:
        with default_storage.open(blob.path, "rb") as stream:
            new = crypto.rewrap(stream.read(crypto.HEAD))
            if new is None:
                return False
            data = new + stream.read()
    except (FileNotFoundError, crypto.Unreadable) as error:
        raise Damaged(str(blob.id)) from error
    if hasattr(default_storage, "base_location"):  # a folder of ours
        target = Path(default_storage.path(blob.path))
        beside = target.with_name(f"{target.name}.new")
        beside.write_bytes(data)
        beside.replace(target)
    else:
        default_storage.save(blob.path, ContentFile(data))
    return True


def open_stream(blob: Blob) -> io.BytesIO:
    """The plain bytes as a stream, for a download view."""
    return io.BytesIO(read(blob))

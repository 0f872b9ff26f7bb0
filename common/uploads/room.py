"""Is there room for a file? An upload is refused in plain words long before the volume is full (fault F11)."""

import shutil

from django.core.files.storage import default_storage

from common.uploads.errors import BadUpload

# The smaller of the two: a tenth of a small volume, a gibibyte of a large one.
SHARE = 0.1
ENOUGH = 1 << 30


def must_have_room(size: int) -> None:
    """Raise ``BadUpload`` ("no-room") when ``size`` more bytes would eat into the reserve of the files' volume.

    An object storage has no volume of ours: there, only writing tells.
    """
    try:
        folder = default_storage.path("")
    except NotImplementedError:
        return
    try:
        usage = shutil.disk_usage(folder)
    except FileNotFoundError:  # before the first file the folder is not there
        return
    if usage.free - size < min(usage.total * SHARE, ENOUGH):
        raise BadUpload("no-room")

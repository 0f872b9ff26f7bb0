"""Checking what people upload, by content, before it is stored (reliability-security.md 5.3; ASVS 5.2).

Order: size → allowed ending → content is what the ending says → virus scanner (if configured) → parsed in a jail,
where photos are re-encoded (EXIF and places dropped) and PDFs are searched for what runs or hides. The original bytes
are the caller's to keep; ``rendition`` is what officials read.
"""

from common.uploads.checks import MAX_BYTES, Inspected, combine, inspect, turned
from common.uploads.errors import BadUpload

__all__ = ["MAX_BYTES", "BadUpload", "Inspected", "combine", "inspect", "turned"]

"""Taking procedures over from outside: the national database's JSON, LayThuTuc, the Excel template.

Promise: every record becomes a draft of its procedure with everything that was doubtful told beside it; nothing in force
changes; the same file twice changes nothing; a broken record is reported with its place and the rest goes on.

Start reading at ``national`` (what a record says), then ``writing`` (what becomes of it). ``reading`` finds the format,
``listed``, ``laythutuc`` and ``workbook`` bring the other shapes in, ``lint`` has every code, ``runs`` is the upload page's.
"""

from procedures.importing.reading import Read, Unreadable, read, read_file
from procedures.importing.writing import Item, Options, apply

__all__ = ["Item", "Options", "Read", "Unreadable", "apply", "read", "read_file"]

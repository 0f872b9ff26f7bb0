"""Taking procedures over from outside: the national database's JSON, LayThuTuc, the Excel template.

Promise: every record becomes a draft of its procedure with everything that was doubtful told beside it; nothing in force
changes; the same file twice changes nothing; a broken record is reported with its place and the rest goes on.

Start reading at ``national`` (what a record says), then ``writing`` (``writing.apply``: what becomes of it) and ``merging``
(of a procedure in force). ``reading`` finds the format, ``listed``, ``laythutuc`` and ``workbook`` bring the other shapes in,
``lint`` has every code, ``runs`` is the upload page's.
"""

from procedures.importing.reading import Read, Unreadable, read, read_file

__all__ = ["Read", "Unreadable", "read", "read_file"]

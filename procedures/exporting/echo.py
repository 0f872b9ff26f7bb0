"""What a format says of a procedure: its export read back, so that a file which comes back unchanged is known as such."""

from collections.abc import Mapping
from typing import Any

from procedures.exporting.national import record_of, shape_of
from procedures.exporting.workbook import read_back
from procedures.importing import national
from procedures.importing.records import BadRecord, Parsed


def echo(parsed: Parsed, content: Mapping[str, Any]) -> dict[str, Any]:
    """``content`` as the format of ``parsed`` says it; nothing where it has no words for it at all (a bare draft)."""
    here = (parsed.code, parsed.kind, (parsed.field_code, parsed.field_name), content)
    try:
        if parsed.content["source"].get("system") == "excel":
            return national.parse(read_back(*here), system="excel").content
        return national.parse(record_of(*here) if parsed.ours else shape_of(*here)).content
    except BadRecord:
        return {}

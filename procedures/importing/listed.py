"""A row of the national list: code, name, field, agencies, target groups. It never stands over a full record."""

from collections.abc import Mapping
from typing import Any

from procedures.importing import bodies
from procedures.importing.lint import Findings
from procedures.importing.national import KINDS
from procedures.importing.records import BadRecord, Parsed, filled, line, plain, words

NO_FIELD = "Chưa phân lĩnh vực"


def parse(record: Mapping[str, Any]) -> Parsed:
    """Read one row. Raises ``BadRecord``."""
    findings = Findings()
    code, name = bodies.code(record, "code", findings), bodies.name(record, "name", findings)
    kind = KINDS.get(plain(record, "type") or "STANDARD")
    if kind is None:
        raise BadRecord("type", "là STANDARD, SPECIFIC hoặc STANDARD_INTERNAL.")
    fields = [line(field, "field", findings) for field in words(record, "categories") if field.strip()]
    executing: list[dict[str, str]] = []
    for agency in words(record, "departments"):
        bodies.add_body(executing, agency, "", "agencies/executing", findings)
    if not executing:
        findings.add("agencies", "agency-missing")
    content: dict[str, Any] = {"schema": 1, "names": {"vi": name}, "service_level": "information"}
    content |= dict(
        filled(
            {
                "internal": kind == "internal" or None,
                "agencies": {"executing": executing} if executing else {},
                "targets": bodies.targets((("", words_) for words_ in words(record, "formalityTargetType")), findings),
            }
        )
    )
    source = {"system": "national-list", "id": plain(record, "id") or code}
    issued_by = line(plain(record, "departmentPromulgate"), "source/issued_by", findings)
    content["source"] = source | ({"issued_by": issued_by} if issued_by else {})
    return Parsed(code, name, kind, "", (fields[0] if fields else NO_FIELD)[:200], content, findings, listed=True)

"""A full record of the national database (domain.md §4.1) as the content of a version; the other formats are turned into one.

``portal`` in a record is ours (procedures/exporting): what the national shape has no place for, ``{set, unset}`` of content.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from common.clock import VIETNAM
from procedures.importing import bodies, money
from procedures.importing.lint import Findings
from procedures.importing.papers import check_times, official_cases, papers_of
from procedures.importing.records import (
    BadRecord,
    Parsed,
    bare,
    check_prose,
    clean,
    filled,
    flag,
    line,
    lines_of,
    mapping,
    plain,
    rows,
    words,
)
from procedures.importing.times import limit_of, words_of

CHANNELS = {"ONLINE": "online", "DIRECT": "counter", "POSTAL": "post"}
KINDS = {"STANDARD": "standard", "SPECIFIC": "specific", "STANDARD_INTERNAL": "internal"}
RETURNS = {
    "ONLINE": {"channel": "online", "text": "Nhận bản điện tử."},
    "AT_SUBMISSION_PLACE": {"channel": "counter", "text": "Nhận tại nơi nộp hồ sơ."},
    "AT_HOME": {"channel": "post", "text": "Nhận tại nhà qua bưu chính."},
}
_SHAPES: Mapping[str, type] = {
    **dict.fromkeys(("papers", "fees", "results", "legal_bases", "methods", "steps", "conditions", "cases"), list),
    **dict.fromkeys(("eligibility", "keywords", "receiving", "returning", "targets", "levels", "documents"), list),
    **dict.fromkeys(("names", "agencies", "limit", "form", "process", "translations"), dict),
    **dict.fromkeys(("summary", "who", "fee_text", "service_level", "form_template"), str),
    **dict.fromkeys(("internal", "non_territorial"), bool),
    "schema": int,
    "sets": int,
}


def parse(record: Mapping[str, Any], *, system: str = "national") -> Parsed:
    """Read one record. Raises ``BadRecord`` with the place of what is wrong; everything doubtful is a finding."""
    findings = Findings()
    code = bodies.code(record, "code", findings)
    name = bodies.name(record, "name", findings)
    kind = KINDS.get(plain(record, "type") or "STANDARD")
    if kind is None:
        raise BadRecord("type", "là STANDARD, SPECIFIC hoặc STANDARD_INTERNAL.")
    field_code, field_name = _field(record, findings)
    content = _content(record, name, kind, findings)
    notes = content.pop("notes")
    raw = content.pop("raw")
    _ours(record, content)
    content["source"] = _source(record, code, system, notes, raw, findings)
    ours = record.get("portal") is not None or system == "excel"
    return Parsed(code, content["names"]["vi"], kind, field_code, field_name, content, findings, ours=ours)


def _field(record: Mapping[str, Any], findings: Findings) -> tuple[str, str]:
    for place, row in rows(record, "categoriesDetails"):
        name = line(plain(row, "name", place), "field", findings)
        if name:
            return plain(row, "code", place).strip()[:20], name[:200]
    for name in words(record, "categories"):
        if name.strip():
            return "", line(name, "field", findings)[:200]
    raise BadRecord("categoriesDetails", "thiếu lĩnh vực.")


def _content(record: Mapping[str, Any], name: str, kind: str, findings: Findings) -> dict[str, Any]:
    methods, raw_fees = _methods(record, findings)
    held = papers_of(record, findings)
    official = official_cases(record, findings)
    check_times(official, methods, findings)
    cases, raw_cases = _which_cases(held.cases, official, findings)
    if note := clean(plain(record, "note"), "source/notes", findings):
        held.notes.append(note)
    content: dict[str, Any] = {"schema": 1, "names": {"vi": name}}
    content |= dict(
        filled(
            {
                "service_level": _level(record, methods),
                "internal": kind == "internal" or flag(record, "isInternal") or None,
                "non_territorial": flag(record, "isNonTerritorial") or None,
                "levels": bodies.levels(record),
                "agencies": bodies.agencies(record, findings),
                "targets": bodies.targets(_pairs(record, "subjectTypesDetails"), findings),
                "receiving": _receiving(record, findings),
                "returning": _returning(record),
                "steps": _steps(record, findings),
                "methods": methods,
                "limit": _overall(methods, findings),
                "fee_text": money.in_words(methods),
                "cases": cases,
                "papers": held.papers,
                "results": _results(record, findings),
                "conditions": _conditions(record, findings),
                "legal_bases": bodies.legal_bases(_pairs(record, "legalBasisesDetails"), findings),
                "documents": held.documents,
                "keywords": _keywords(record, findings),
                "notes": held.notes,
                "raw": dict(filled({"raw_limit": raw_cases, "raw_fees": raw_fees})),
            }
        )
    )
    return {"notes": [], "raw": {}} | content


def _pairs(record: Mapping[str, Any], name: str) -> list[tuple[str, str]]:
    return [(plain(row, "code", place), plain(row, "name", place)) for place, row in rows(record, name)]


def _methods(record: Mapping[str, Any], findings: Findings) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    made: list[dict[str, Any]] = []
    raw: list[dict[str, Any]] = []
    for index, (place, row) in enumerate(rows(record, "executionMethods")):
        path = f"methods/{index}"
        channel = CHANNELS.get(plain(row, "submissionMethod", place))
        if channel is None:
            raise BadRecord(f"{place}/submissionMethod", "là ONLINE, DIRECT hoặc POSTAL.")
        text = clean(plain(row, "description", place), f"{path}/text", findings)
        check_prose(text, f"{path}/text", findings)
        unit = plain(row, "processingTimeUnit", place)
        limit = limit_of(row.get("processingTime"), unit, text, f"{path}/limit", place, findings)
        fees, unsure = money.fees_of(row, path, place, findings)
        made.append({"channel": channel, "text": text} | dict(filled({"limit": limit, "fees": fees})))
        raw += unsure
    return made, raw


def _overall(methods: list[dict[str, Any]], findings: Findings) -> dict[str, Any] | None:
    """The limit of the procedure: computable where all ways of filing agree, else in words alone."""
    limits = [method["limit"] for method in methods if "limit" in method]
    values = list(dict.fromkeys(limit["value"] for limit in limits if limit.get("value")))
    if len(values) == 1:
        return {"value": values[0], "text": words_of(values[0]) + "."}
    if not values:
        return {"text": limits[0]["text"]} if limits else None
    told = [words_of(value) for value in values]
    findings.add("limit", "limit-differs", methods=", ".join(told))
    return {"text": f"{', '.join([told[0], *(word.lower() for word in told[1:])])}, tùy trường hợp."}


def _which_cases(
    by_papers: list[dict[str, Any]], official: list[dict[str, Any]], findings: Findings
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(cases of the content, what ``cases`` said where it was not taken). A single official case is the procedure itself."""
    if by_papers and len(official) > 1:
        findings.add("cases", "cases-unlinked")
    if by_papers or len(official) < 2:
        return by_papers, official
    return official, []


def _level(record: Mapping[str, Any], methods: list[dict[str, Any]]) -> str:
    if flag(record, "isFullProcess"):
        return "full"
    online = any(method["channel"] == "online" for method in methods)
    return "partial" if online and not flag(record, "isOfflineOnly") else "information"


def _steps(record: Mapping[str, Any], findings: Findings) -> list[Any]:
    made: list[Any] = []
    for place, row in rows(record, "executionSteps"):
        path = f"steps/{len(made)}"
        name = bare(line(plain(row, "name", place), path, findings)).rstrip(":").strip()
        text = clean(plain(row, "description", place), path, findings)
        check_prose(text, path, findings)
        bodies.check_units(text, path, findings)
        if name.lower() == "mặc định":
            name = ""
        if text:
            made.append({"name": name, "text": text} if name else text)
        elif name:
            made.append(name)
    return made


def _conditions(record: Mapping[str, Any], findings: Findings) -> list[str]:
    text = clean(plain(record, "requirementsAndConditions") or plain(record, "description"), "conditions", findings)
    check_prose(text, "conditions", findings)
    return lines_of(text)


def _receiving(record: Mapping[str, Any], findings: Findings) -> list[str]:
    text = clean(plain(record, "dossierReceivingAddresses"), "receiving", findings).strip('"')
    bodies.check_units(text, "receiving", findings)
    return lines_of(text)


def _returning(record: Mapping[str, Any]) -> list[dict[str, str]]:
    given: set[str] = set()
    for _place, row in rows(record, "returningMethods"):
        given |= set(words(row, "value"))
    return [dict(way) for key, way in RETURNS.items() if key in given]


def _results(record: Mapping[str, Any], findings: Findings) -> list[dict[str, Any]]:
    made: dict[tuple[str, str], dict[str, Any]] = {}
    for given, written in _pairs(record, "resultsDetails"):
        code, name = line(given, "results", findings), bare(line(written, f"results/{len(made)}/name", findings))
        if name:
            key = (code.rsplit("-", 1)[-1] if code else f"ket-qua-{len(made) + 1}").lower().replace(".", "-")
            made.setdefault((code, name), {"key": key} | ({"code": code} if code else {}) | {"name": name})
    return list(made.values())


def _keywords(record: Mapping[str, Any], findings: Findings) -> list[str]:
    text = clean(plain(record, "keywords"), "keywords", findings).replace(";", "\n")
    parts = text.replace(",", "\n").split("\n") if len(text) < 200 else text.split("\n")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _ours(record: Mapping[str, Any], content: dict[str, Any]) -> None:
    """Put back what an export of ours carried beside the national shape. Raises ``BadRecord`` for a part of the wrong kind."""
    if record.get("portal") is None:
        return
    ours = mapping(record["portal"], "portal")
    for name, value in mapping(ours.get("set", {}), "portal/set").items():
        if name not in _SHAPES or not isinstance(value, _SHAPES[name]):
            raise BadRecord(f"portal/set/{name}", "không có phần này hoặc không đúng kiểu.")
        content[name] = value
    unset = ours.get("unset", [])
    for name in unset if isinstance(unset, list) else ():
        if name not in {"schema", "names"}:
            content.pop(str(name), None)
    names = content.get("names")
    if not isinstance(names, dict) or not isinstance(names.get("vi"), str) or not names["vi"].strip():
        raise BadRecord("portal/set/names", "thiếu tên thủ tục.")


def _source(
    record: Mapping[str, Any], code: str, system: str, notes: list[str], raw: Mapping[str, Any], findings: Findings
) -> dict[str, Any]:
    proposal = record.get("procedureProposal")
    given = proposal if isinstance(proposal, Mapping) else {}
    agency = given.get("issuingAgency")
    decided = {
        "number": str(given.get("proposalNumber") or "").strip() or plain(record, "decisionNo").strip(),
        "date": _day(given.get("decisionDate")),
        "agency": str(agency.get("name") or "").strip() if isinstance(agency, Mapping) else "",
        "public": _day(given.get("publicationDate")),
    }
    said = {
        "notes": notes,
        **raw,
        "decision": dict(filled(decided)),
        "issued_by": line(plain(record, "departmentPromulgateName"), "source/issued_by", findings),
    }
    return {"system": system, "id": str(record.get("id") or code)} | dict(filled(said))


def _day(moment: Any) -> str:
    """Milliseconds since 1970 as a day in Vietnam; a day that is written already stays. "" for anything else."""
    if isinstance(moment, str):
        return moment.strip()[:10]
    if isinstance(moment, bool) or not isinstance(moment, int | float) or not 0 < moment < 4e12:
        return ""
    return datetime.fromtimestamp(moment / 1000, UTC).astimezone(VIETNAM).date().isoformat()

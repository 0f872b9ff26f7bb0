"""The content of a version as a full record of the national database, so that importing it gives the same content.

Whatever the way there and back would lose stands in ``portal`` {set, unset}: found by importing the record and comparing,
so it holds for parts that were added to the document later, too.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from procedures.content import steps_of
from procedures.importing import national, times
from procedures.importing.bodies import LEVELS, PARTS
from procedures.importing.money import KINDS as FEES
from procedures.importing.papers import PRESENTED
from procedures.importing.records import BadRecord
from procedures.targets import words_of

TYPES = {name: code for code, name in national.KINDS.items()}
CHANNELS = {name: code for code, name in national.CHANNELS.items()}
FEE_TYPES = {name: code for code, name in FEES.items()}
UNITS = {short: unit for unit, short in times.UNITS.items()}
RETURNS = {way["channel"]: code for code, way in national.RETURNS.items()}
NOTES, SHOWN = "* Lưu ý:", "* Giấy tờ phải xuất trình:"
Content = Mapping[str, Any]


def record_of(code: str, kind: str, field: tuple[str, str], content: Content) -> dict[str, Any]:
    """One full record; ``field`` is (code, name), ``kind`` the procedure's."""
    record = shape_of(code, kind, field, content)
    ours = _beyond(record, content)
    return record | ({"portal": ours} if ours else {})


def _beyond(record: Mapping[str, Any], content: Content) -> dict[str, Any]:
    try:
        back = national.parse(record).content
    except BadRecord:
        back = {"names": content["names"]}  # a draft without its parts: everything goes the other way
    held = {name: value for name, value in content.items() if name != "source"}
    more = {name: value for name, value in held.items() if back.get(name) != value}
    gone = sorted(back.keys() - held.keys() - {"source"})
    return ({"set": more} if more else {}) | ({"unset": gone} if gone else {})


def shape_of(code: str, kind: str, field: tuple[str, str], content: Content) -> dict[str, Any]:
    """The same in the national shape alone, without what only we have a place for."""
    source = content.get("source", {})
    conditions = "\n".join(content.get("conditions", ()))
    return {
        "id": source.get("id", code),
        "code": code,
        "codeNotation": code,
        "name": content["names"]["vi"],
        "type": TYPES.get(kind, "STANDARD"),
        "state": "ACTIVE",
        "categoriesDetails": [{"code": field[0], "name": field[1]}],
        **_flags(content),
        "departmentPromulgateName": source.get("issued_by", ""),
        "procedureProposal": _proposal(source.get("decision", {})),
        "executionSteps": [{"name": step.name, "description": step.text} for step in steps_of(content)],
        "executionMethods": [_method(method) for method in content.get("methods", ())],
        "executionCases": _groups(content),
        "cases": _cases(content),
        **_agencies(content),
        "legalBasisesDetails": [
            {"code": basis["code"], "name": basis.get("name", "")} for basis in content.get("legal_bases", ())
        ],
        "resultsDetails": [{"code": row.get("code", ""), "name": row.get("name", "")} for row in content.get("results", ())],
        "subjectTypesDetails": [{"code": target, "name": words_of(target)} for target in content.get("targets", ())],
        "requirementsAndConditions": conditions,
        "description": conditions,
        "dossierReceivingAddresses": "\n".join(content.get("receiving", ())),
        "returningMethods": _returning(content),
        "keywords": ";".join(content.get("keywords", ())),
        "note": "",
    }


def _flags(content: Content) -> dict[str, bool]:
    levels, service = content.get("levels", ()), content.get("service_level")
    return {
        **{key: level in levels for key, level in LEVELS},
        "isFullProcess": service == "full",
        "isOfflineOnly": service == "information",
        "isNonTerritorial": bool(content.get("non_territorial")),
        "isInternal": bool(content.get("internal")),
    }


def _proposal(decided: Mapping[str, str]) -> dict[str, Any]:
    return {
        "proposalNumber": decided.get("number", ""),
        "decisionDate": decided.get("date", ""),
        "publicationDate": decided.get("public", ""),
        "issuingAgency": {"name": decided.get("agency", "")},
    }


def _returning(content: Content) -> list[dict[str, Any]]:
    ways = [RETURNS[way["channel"]] for way in content.get("returning", ()) if way.get("channel") in RETURNS]
    return [{"type": "ONLINE", "value": ways}]


def _agencies(content: Content) -> dict[str, list[dict[str, str]]]:
    agencies = content.get("agencies", {})
    return {
        key: [{"code": body.get("code", ""), "name": body["name"]} for body in agencies.get(part, ())]
        for part, key, _groups_key in PARTS
    }


def _method(method: Mapping[str, Any]) -> dict[str, Any]:
    time, unit = _time(method.get("limit"))
    return {
        "submissionMethod": CHANNELS.get(method.get("channel", ""), "DIRECT"),
        "processingTime": time,
        "processingTimeUnit": unit,
        "description": method.get("text", ""),
        "fees": [_fee(fee) for fee in method.get("fees", ())],
    }


def _time(limit: Mapping[str, Any] | None) -> tuple[Any, str]:
    """(processingTime, processingTimeUnit)."""
    if not limit:
        return None, "OTHER"
    value = str(limit.get("value") or "")
    if value.startswith("same-day"):
        return (1, "OTHER") if limit.get("text") == times.words_of(times.SAME_DAY) else (limit.get("text"), "OTHER")
    if value and limit.get("text") == times.words_of(value):
        number = float(value.rstrip("wdhmo"))
        return int(number) if number.is_integer() else number, UNITS[value.lstrip("0123456789.")]
    return str(limit.get("text") or "").removesuffix(times.UNCLEAR), "OTHER"


def _fee(fee: Mapping[str, Any]) -> dict[str, Any]:
    kind = FEE_TYPES.get(fee.get("kind", ""), "FEE")
    return {"type": kind, "value": fee.get("amount"), "currencyId": "", "description": fee.get("text", "")}


def _groups(content: Content) -> list[dict[str, Any]]:
    """Papers by case, those of every case in a group without a name; the notes of the source last."""
    papers: dict[str, Any] = {paper["key"]: paper for paper in content.get("papers", ()) if "key" in paper}
    cases = [case for case in content.get("cases", ()) if "papers" in case]
    held = [set(case["papers"]) for case in cases]
    common = set.intersection(*held) if held else set(papers)
    common |= papers.keys() - set().union(*held)
    groups = [
        {"name": case["name"], "profileComponents": [_paper(papers[key]) for key in case["papers"] if key not in common]}
        for case in cases
    ]
    shared = [key for key in papers if key in common]
    if shared or not groups:
        # Papers are told in the order in which groups bring them: what is shared stands where its first paper stood.
        order = {key: place for place, key in enumerate(papers)}
        firsts = [min((order[key] for key in case["papers"] if key not in common), default=0) for case in cases]
        place = sum(1 for first in firsts if shared and first < order[shared[0]])
        runs = groupby(shared, key=lambda key: papers[key].get("note") == PRESENTED)
        told = [(SHOWN if shown else "", [_paper(papers[key]) for key in keys]) for shown, keys in runs] or [("", [])]
        groups[place:place] = [{"name": name, "profileComponents": rows} for name, rows in told]
    if notes := content.get("source", {}).get("notes", ()):
        groups.append({"name": NOTES, "profileComponents": [_note(note) for note in notes]})
    return groups


def _paper(paper: Mapping[str, Any]) -> dict[str, Any]:
    template = paper.get("template")
    file = {"fileName": template["name"]} | ({"filePath": template["url"]} if "url" in template else {}) if template else None
    return {
        "code": paper.get("code", ""),
        "name": paper.get("name", ""),
        "originalQty": paper.get("originals", 0),
        "copyQty": paper.get("copies", 0),
        "required": bool(paper.get("required")),
        "hasElectronicForm": bool(paper.get("eform")),
        "isProcessingResult": bool(paper.get("proven_by")),
        "attachments": [file] if file else [],
    }


def _note(text: str) -> dict[str, Any]:
    return {"code": "", "name": text, "originalQty": 0, "copyQty": 0, "required": False, "attachments": []}


def _cases(content: Content) -> Sequence[dict[str, Any]]:
    made = []
    for case in content.get("cases", ()):
        if "papers" not in case:
            time, unit = _time(case.get("limit"))
            day = {"processingDay": {"qty": time, "type": unit}} if unit in times.UNITS else {}
            made.append({"code": case["code"], "name": case["name"], **day})
    return made

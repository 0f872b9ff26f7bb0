"""Agencies, levels, target groups, legal texts and the code of a record."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from procedures.importing.lint import Findings, near
from procedures.importing.records import BadRecord, flag, line, plain, rows
from procedures.targets import code_of

CODE = re.compile(r"^\d\.\d{6}$")
# Local portals append their province: 2.000815.H42, 1.001699.000.00.00.H17 (domain.md §2.3).
_SUFFIX = re.compile(r"^(\d\.\d{6})((?:\.\d{2,3})*\.[HG]\d{2}(?:\.\d{1,3})*)$")
MOST_CODE = 20
PARTS = (
    ("deciding", "departmentsAuthority", "unitGroupsAuthority"),
    ("executing", "departmentsExecuting", "unitGroupsExecuting"),
    ("authorised", "departmentsAuthorized", "unitGroupsAuthorized"),
    ("coordinating", "departmentsCoordinating", "unitGroupsCoordinating"),
)
_OLD = re.compile(
    r"\b(?:xã, phường, thị trấn|thị trấn|thị xã|cấp huyện|(?:UBND|ủy ban nhân dân|công an|tòa án nhân dân|phòng [\w ]{2,30}) "
    r"(?:cấp )?(?:huyện|quận)|quận, huyện|huyện, quận|huyện, thành phố)\b",
    re.IGNORECASE,
)
_OLD_WORDS = ("huyện", "quận", "thị trấn", "thị xã")
_BASIS = re.compile(r"\d+(?:\.\d+)?/(?:\d{4}/)?[\w.-]*\w(?:/[\w-]*\w)?")
MOST_BASIS = 60
LEVELS = (("isMinistry", "tw"), ("isProvince", "tinh"), ("isWard", "xa"))


def code(record: Mapping[str, Any], name: str, findings: Findings) -> str:
    """The procedure's code, a province's tail taken off. Raises ``BadRecord``."""
    value = record.get(name)
    written = line(value, "code", findings) if isinstance(value, str) else ""
    if not written:
        raise BadRecord(name, "thiếu mã thủ tục.")
    tailed = _SUFFIX.match(written)
    if tailed:
        findings.add("code", "code-suffix", near=tailed[2])
        written = tailed[1]
    if not CODE.match(written):
        findings.add("code", "code-shape")
    if len(written) > MOST_CODE or "/" in written:
        raise BadRecord(name, f"mã thủ tục dài không quá {MOST_CODE} chữ và không có dấu gạch chéo.")
    return written


def name(record: Mapping[str, Any], key: str, findings: Findings) -> str:
    """The procedure's name. Raises ``BadRecord``."""
    value = record.get(key)
    written = line(value, "names/vi", findings) if isinstance(value, str) else ""
    if not written:
        raise BadRecord(key, "thiếu tên thủ tục.")
    if len(written) > 500:
        findings.add("names/vi", "name-long", n=len(written))
    return written


def agencies(record: Mapping[str, Any], findings: Findings) -> dict[str, list[dict[str, str]]]:
    """Who decides, carries out, is authorised, works with them; each body once."""
    made: dict[str, list[dict[str, str]]] = {}
    for part, *keys in PARTS:
        bodies: list[dict[str, str]] = []
        for key in keys:
            for place, row in rows(record, key):
                add_body(bodies, plain(row, "name", place), plain(row, "code", place), f"agencies/{part}", findings)
        if bodies:
            made[part] = bodies
    if not made.get("deciding") and not made.get("executing"):
        findings.add("agencies", "agency-missing")
    return made


def add_body(bodies: list[dict[str, str]], written: str, agency_code: str, path: str, findings: Findings) -> None:
    """Take an agency by its name unless it stands there; an empty name and a name of the old units are noted."""
    here = f"{path}/{len(bodies)}"
    called = line(written, f"{here}/name", findings)
    if not called:
        findings.add(path, "agency-empty")
        return
    if any(body["name"] == called for body in bodies):
        return
    check_units(called, f"{here}/name", findings)
    bodies.append({"name": called} | ({"code": agency_code.strip()} if agency_code.strip() else {}))


def check_units(text: str, path: str, findings: Findings) -> None:
    """Note a name of the units before 1/7/2025: district level, "xã, phường, thị trấn"."""
    old = _old_unit(text)
    if old:
        findings.add(path, "unit-old", near=old)


@lru_cache(maxsize=1024)
def _old_unit(text: str) -> str:
    lower = text.lower()
    if not any(word in lower for word in _OLD_WORDS):
        return ""
    old = _OLD.search(text)
    return near(text, old.start(), old.end(), 15) if old else ""


def levels(record: Mapping[str, Any]) -> list[str]:
    """Levels that carry it out."""
    return [level for key, level in LEVELS if flag(record, key)]


def targets(written: Iterable[tuple[str, str]], findings: Findings) -> list[str]:
    """Codes of target groups out of (code, words), each once."""
    found: dict[str, None] = {}
    for given, words in written:
        known = code_of(given) if given else None
        known = known or code_of(words)
        if known:
            found[known] = None
        else:
            findings.add("targets", "target-unknown", near=(words or given)[:60])
    return list(found)


def legal_bases(written: Iterable[tuple[str, str]], findings: Findings) -> list[dict[str, str]]:
    """Legal texts by number and symbol, each once; "Nghị định số 50/2026/NĐ-CP" is 50/2026/NĐ-CP."""
    made: dict[str, dict[str, str]] = {}
    for given, words in written:
        raw, called = line(given, "legal_bases", findings), line(words, f"legal_bases/{given.strip()}/name", findings)
        found = _BASIS.search(raw)
        number = found[0] if found else raw
        if number != raw and number:
            findings.add(f"legal_bases/{number}", "basis-code", near=raw)
        if number and len(number) <= MOST_BASIS:
            made.setdefault(number, {"code": number, "name": called or number})
    return list(made.values())

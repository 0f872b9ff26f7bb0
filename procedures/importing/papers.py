"""Papers and cases out of ``executionCases`` and ``cases``: which groups are cases or headings, which papers are notes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from procedures.importing.lint import Findings
from procedures.importing.records import bare, clean, count, flag, folded, line, plain, rows, unique
from procedures.importing.times import SAME_DAY, UNITS, limit_of, words_of

LONG = 400
PRESENTED = "Xuất trình khi nộp hồ sơ."
_SHOWN = re.compile(r"\bxuat trinh\b")
_NOTES = re.compile(r"^luu y\b")
_HEADING = re.compile(
    r"^(?:luu y|mac dinh|thanh phan ho so|(?:cac )?giay to (?:can |phai )?(?:nop|xuat trinh)|"
    r"ho so (?:phai nop|gom|bao gom))\b.{0,30}$"
)
_PROSE = re.compile(
    r"^(?:luu y|truong hop|doi voi|nguoi |ca nhan |co quan |can bo |viec |neu |khi |bo phan |chung cu .* gom)|"
    r"\b(?:co trach nhiem|thi phai|khong phai nop|tu choi|phai bao dam|duoc quyen|co quyen|co the|thuc hien viec)\b|:$"
)
_ONLY_SOMETIMES = re.compile(r"^(?:truong hop|doi voi|neu)\b|\bneu co\b|\btruong hop\b|\bhoac\b|\bmot trong\b")
_NUMBERING = re.compile(r"^\(?(?:\d+(?:\.\d+)*|[a-zđ]|[ivx]+)[).]\s*", re.IGNORECASE)
_NOT_KEY = re.compile(r"[^a-z0-9]+")


@dataclass
class Papers:
    """What the groups of papers came to."""

    papers: list[dict[str, Any]] = field(default_factory=list)
    cases: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    documents: list[dict[str, str]] = field(default_factory=list)
    _known: dict[tuple[Any, ...], str] = field(default_factory=dict)
    _keys: set[str] = field(default_factory=set)
    _flagged: bool = False


def papers_of(record: Mapping[str, Any], findings: Findings) -> Papers:
    """Papers once each, named groups as cases that hold only their papers, notes apart."""
    made = Papers()
    groups: list[tuple[str, list[str]]] = []
    for place, group in rows(record, "executionCases"):
        name = line(plain(group, "name", place), "cases", findings)
        said = folded(bare(name)).rstrip(" :.")
        shown, notes = bool(_SHOWN.search(said)) and len(said) < 60, bool(_NOTES.match(said))
        keys = [
            _take(made, row, here, findings, shown=shown, notes=notes) for here, row in rows(group, "profileComponents", place)
        ]
        title = "" if not said or _HEADING.match(said) else _case_name(name)
        groups.append((title, list(dict.fromkeys(key for key in keys if key))))
    _guess_required(made, findings)
    made.cases = _cases(groups)
    return made


def _take(made: Papers, row: Mapping[str, Any], place: str, findings: Findings, *, shown: bool, notes: bool) -> str:
    """Take one component; returns its key, "" for a note or one without a name."""
    code = line(plain(row, "code", place), "papers", findings)
    text = clean(plain(row, "name", place), f"papers/{code or len(made.papers)}/name", findings)
    name = bare(text.replace("\n", " "))
    originals, copies = count(row, "originalQty", place), count(row, "copyQty", place)
    if not name:
        findings.add(f"papers/{len(made.papers)}", "paper-nameless")
        return ""
    if originals == copies == 0 and (notes or len(name) > 200 or _PROSE.search(folded(name))):
        if text not in made.notes:
            made.notes.append(text)
            findings.count("source/notes", "paper-note")
        return ""
    known = (code, name, originals, copies)
    if known not in made._known:
        made._known[known] = key = unique(_key(code, name), made._keys)
        made.papers.append(_paper(made, row, key, code, name, originals, copies, shown=shown))
        if originals == copies == 0:
            findings.add(f"papers/{key}", "paper-without-copies")
        if len(name) > LONG:
            findings.add(f"papers/{key}/name", "paper-long", n=len(name))
    return made._known[known]


def _paper(
    made: Papers, row: Mapping[str, Any], key: str, code: str, name: str, originals: int, copies: int, *, shown: bool
) -> dict[str, Any]:
    paper: dict[str, Any] = {"key": key} | ({"code": code} if code else {})
    paper |= {
        "name": name,
        "originals": originals,
        "copies": copies,
        "required": flag(row, "required"),
        "accept": ["pdf", "image"],
    }
    made._flagged = made._flagged or paper["required"]
    if shown:
        paper["note"] = PRESENTED
    if flag(row, "hasElectronicForm"):
        paper["eform"] = True
    if flag(row, "isProcessingResult") and code:
        paper["proven_by"] = [code]
    files = [file for _place, file in rows(row, "attachments") if file.get("fileName")]
    for file in files:
        document = {"name": str(file["fileName"]).strip()} | ({"url": str(file["filePath"])} if file.get("filePath") else {})
        paper.setdefault("template", document)
        if document not in made.documents:
            made.documents.append(document)
    return paper


def _key(code: str, name: str) -> str:
    """A key that stays the same from one import to the next: the end of the component's code, else of its name."""
    made = _NOT_KEY.sub("-", folded(code.rsplit("-", 1)[-1] if "-" in code else code)).strip("-")
    return made or "-".join(_NOT_KEY.sub("-", folded(name[:LONG])).strip("-").split("-")[:6])[:40] or "giay-to"


def _guess_required(made: Papers, findings: Findings) -> None:
    """Where the source marks no paper at all as required, those without a condition in their words are."""
    if made._flagged or not made.papers:
        return
    for paper in made.papers:
        paper["required"] = "note" not in paper and not _sometimes(paper["name"])
    findings.add("papers", "paper-required-guessed")


@lru_cache(maxsize=4096)
def _sometimes(name: str) -> bool:
    return bool(_ONLY_SOMETIMES.search(folded(name[:LONG])))


def _case_name(name: str) -> str:
    return _NUMBERING.sub("", bare(name)).rstrip(" :.").strip() or name


def _cases(groups: Sequence[tuple[str, list[str]]]) -> list[dict[str, Any]]:
    """Two or more named groups are cases; what stands under no name or a heading belongs to each of them."""
    named = [(name, keys) for name, keys in groups if name and keys]
    if len(named) < 2:
        return []
    common = [key for name, keys in groups if not name for key in keys]
    return [
        {"code": f"ho-so-{number}", "name": name, "papers": list(dict.fromkeys([*keys, *common]))}
        for number, (name, keys) in enumerate(named, 1)
    ]


def official_cases(record: Mapping[str, Any], findings: Findings) -> list[dict[str, Any]]:
    """``cases`` of the record, each once, with its limit: {code, name, limit?}."""
    made: list[dict[str, Any]] = []
    codes: set[str] = set()
    said: dict[str, set[str]] = {}
    for place, row in rows(record, "cases"):
        code, name = line(plain(row, "code", place), "cases", findings), line(plain(row, "name", place), "cases", findings)
        if not code or not name:
            continue
        limit = _case_limit(row, code, place)
        value = (limit or {}).get("value", "")
        there = said.setdefault(folded(name), set())
        if there or code in codes:
            findings.add(f"cases/{code}", "case-duplicate", near=name[:80])
        if code not in codes and value not in there:
            made.append({"code": code, "name": name} | ({"limit": limit} if limit else {}))
        codes.add(code)
        there.add(value)
    return made


def _case_limit(row: Mapping[str, Any], code: str, place: str) -> dict[str, Any] | None:
    """A limit whose unit says nothing is left out: its way of filing says it."""
    day = row.get("processingDay")
    given = day if isinstance(day, Mapping) else {}
    unit = plain(given, "type", place)
    return limit_of(given.get("qty"), unit, "", f"cases/{code}/limit", place, Findings()) if unit in UNITS else None


def check_times(official: Sequence[Mapping[str, Any]], methods: Sequence[Mapping[str, Any]], findings: Findings) -> None:
    """Note where a case's time is none that a way of filing has."""
    values = list(dict.fromkeys(one["limit"]["value"] for one in methods if one.get("limit", {}).get("value")))
    for case in official:
        value = case.get("limit", {}).get("value")
        # One working day is how the cases say "within the day".
        if value and values and value not in values and (value != "1wd" or SAME_DAY not in values):
            told = ", ".join(words_of(one) for one in values)
            findings.add(f"cases/{case['code']}/limit", "limit-case-differs", case=words_of(value), methods=told)

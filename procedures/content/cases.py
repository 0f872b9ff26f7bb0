"""Cases (trường hợp): each may have its own papers, limit, e-form, process and words on the fee; the rest is the procedure's."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from common import jsonlogic
from common.errors import DomainError
from procedures.content.refusals import Refusal

MOST_CODE = 50
PARTS = ("papers", "limit", "form", "process", "fee_text")
_OWN = ("limit", "form", "process", "fee_text")


class UnknownCase(DomainError):
    """The version does not have this case, or it has several and none was chosen."""

    code = "unknown-case"
    default_message = _("Thủ tục không có trường hợp này. Chọn lại trường hợp của bạn.")


def case_named(content: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    """The case of that code; raises ``UnknownCase``."""
    for case in content.get("cases", ()):
        if case.get("code") == code:
            found: Mapping[str, Any] = case
            return found
    raise UnknownCase


def for_case(content: Mapping[str, Any], code: str = "") -> dict[str, Any]:
    """The document as it reads for one case, with ``case`` its code ("" for none); shares its parts with ``content``.

    Raises ``UnknownCase`` for a code that the version does not have.
    """
    if not code:
        return {**content, "case": ""}
    case = case_named(content, code)
    own = {part: case[part] for part in _OWN if part in case}
    if "papers" in case:
        own["papers"] = [paper for paper in content.get("papers", ()) if paper.get("key") in case["papers"]]
    return {**content, **own, "case": code}


def choices(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The cases that an applicant chooses from: none where there are fewer than two or where they do not differ in anything.

    The national records name cases that differ in nothing that is computed (how one hands in): asking would be idle.
    """
    cases = list(content.get("cases", ()))
    if len(cases) < 2 or not (any(part in case for case in cases for part in PARTS) or _tested(content)):
        return []
    return cases


def needs_choice(content: Mapping[str, Any]) -> bool:
    """Whether nobody can file without having chosen a case."""
    return bool(choices(content))


def _tested(content: Mapping[str, Any]) -> bool:
    """Whether a rule of a paper, a fee or a step asks for the case."""
    rules = [paper.get("when") for paper in content.get("papers", ())]
    for fee in content.get("fees", ()):
        rules += [fee.get("when"), fee.get("quantity"), *(one.get("when") for one in fee.get("exemptions", ()))]
    for step in (content.get("process") or {}).get("steps", ()):
        rules += [action.get("when") for action in step.get("actions", ())]
    return any(_names_case(rule) for rule in rules if rule is not None)


def _names_case(rule: Any) -> bool:
    try:
        return "case" in jsonlogic.compile(rule).variables
    except jsonlogic.BadRule:
        return False  # a draft may hold anything; ``validate`` says so


def forms_of(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Every e-form of the document by its case's code, "" for the procedure's own."""
    found: dict[str, Mapping[str, Any]] = {"": content["form"]} if isinstance(content.get("form"), Mapping) else {}
    for case in content.get("cases", ()):
        if isinstance(case.get("form"), Mapping):
            found[str(case["code"])] = case["form"]
    return found


def check(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """Codes are unique, papers are ones of the procedure, own parts have the shape of the procedure's."""
    keys = {paper.get("key") for paper in content.get("papers", ())}
    seen: set[str] = set()
    for index, case in enumerate(content.get("cases", ())):
        code = case.get("code")
        path = f"cases/{code or index}"
        if not isinstance(code, str) or not code or not case.get("name"):
            yield Refusal(path, "missing", "Trường hợp phải có mã và tên.")
            continue
        if len(code) > MOST_CODE:
            yield Refusal(path, "bad-code", f"Mã trường hợp dài không quá {MOST_CODE} chữ.")
        if code in seen:
            yield Refusal(path, "duplicate", "Mã trường hợp bị lặp.")
        seen.add(code)
        papers = case.get("papers", [])
        if not isinstance(papers, list) or any(not isinstance(key, str) for key in papers):
            yield Refusal(f"{path}/papers", "shape", "Giấy tờ của trường hợp là danh sách mã giấy tờ.")
        elif unknown := [key for key in papers if key not in keys]:
            yield Refusal(f"{path}/papers", "unknown", f"Thủ tục không có giấy tờ {', '.join(unknown)}.")
        for part, kind in (("limit", Mapping), ("form", Mapping), ("process", Mapping), ("fee_text", str), ("hint", str)):
            if part in case and not isinstance(case[part], kind):
                yield Refusal(f"{path}/{part}", "shape", "Phần này không đúng kiểu.")
